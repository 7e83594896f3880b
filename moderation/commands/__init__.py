"""The operator's door: one CLI; each command imports what it needs only when it runs."""

from __future__ import annotations

import importlib
import keyword

import click

COMMANDS = {
    "serve": "moderation.commands.serve",
    "work": "moderation.commands.work",
    "migrate": "moderation.commands.migrate",
    "set-up": "moderation.commands.set_up",
    "site": "moderation.commands.site",
    "article": "moderation.commands.article",
    "account": "moderation.commands.account",
    "key": "moderation.commands.key",
    "hook": "moderation.commands.hook",
    "sso": "moderation.commands.sso",
    "block": "moderation.commands.block",
    "label": "moderation.commands.label",
    "import": "moderation.commands.importing",
    "export": "moderation.commands.exporting",
    "doctor": "moderation.commands.doctor",
    "score": "moderation.commands.score",
    "compare": "moderation.commands.compare",
    "replay": "moderation.commands.replay",
    "train": "moderation.commands.models",
    "evaluate": "moderation.commands.evaluating",
    "promote": "moderation.commands.models",
    "rollback": "moderation.commands.models",
    "fetch-sources": "moderation.commands.models",
}
"""Where each command is; loaded when it is asked for, so that --help does not wait for scikit-learn."""


class Desk(click.Group):
    """The commands of the comment desk."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, in the order an operator meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; in its module it is called so with _ for -, and after a word of Python's."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name.replace('-', '_')}{'_' * keyword.iskeyword(cmd_name)}"
        command = getattr(importlib.import_module(COMMANDS[cmd_name]), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Desk)
@click.version_option(package_name=None, version="0.1.0")
def main() -> None:
    """The comment desk: moderate an article site's comments on your own machine."""
