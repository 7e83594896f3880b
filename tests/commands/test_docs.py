"""docs/commands.md tells every command and option, and its examples do what it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from moderation.commands import main
from tests.serving import MODERATION, untold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.commands.conftest import Command

PAGE = (Path(__file__).parents[2] / "docs/commands.md").read_text(encoding="utf-8")
DIFFERS = "…"
LINE = re.compile(
    r"(?:echo (?P<spoken>'[^']*'|\w+) \| )?moderation (?P<words>.+?)(?P<both> 2>&1)?"
    r"(?P<otherwise> \|\| echo \"ended with \$\?\")?"
)
"""What the page types: a command, perhaps told something, both of its outputs together, and how it ended."""


def test_every_command_has_its_chapter() -> None:
    commands = main.list_commands(click.Context(main))

    assert sorted(re.findall(r"^## (.+)$", PAGE, flags=re.MULTILINE)) == sorted(commands)


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_every_option_is_told(name: str) -> None:
    chapter = PAGE.split(f"\n## {name}\n")[1].split("\n## ")[0]
    command = main.get_command(click.Context(main), name)
    assert command is not None
    told = [option for option in options_of(command) if not re.search(rf"(?<![\w-]){option}(?![\w-])", PAGE)]

    assert not told, f"{told} of {name} are not in docs/commands.md"
    assert f"moderation {name}" in chapter


@pytest.mark.usefixtures("networks")
def test_the_examples_do_what_the_page_says(moderation: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODERATION_SCORE_TIMEOUT_MS", "30000")  # a busy machine is no example
    for command, shown in examples():
        printed = typed(command, moderation)
        pattern = ".*".join(map(re.escape, shown.split(DIFFERS)))

        assert re.fullmatch(pattern, printed), f"$ {command}\n{printed}"


def test_an_example_does_the_same_in_a_shell(tmp_path: Path) -> None:
    command = 'echo nonsense | moderation score || echo "ended with $?"'
    path = f"{MODERATION.parent}{os.pathsep}{os.environ['PATH']}"
    shell = ["/bin/sh", "-c", command]
    ran = subprocess.run(
        shell, cwd=tmp_path, env={**untold(), "PATH": path}, capture_output=True, check=False
    )

    assert (command, ran.stdout.decode()) in list(examples())


def typed(line: str, moderation: Command) -> str:
    """What a line for the shell prints, run within this process: starting one costs more than most of them do."""
    said = LINE.fullmatch(line)
    assert said, f"{line}: no shell of these tests reads that"
    spoken = "".join(f"{each}\n" for each in shlex.split(said["spoken"] or ""))
    ran = moderation(*shlex.split(said["words"]), stdin=spoken)
    ended = f"ended with {ran.exit_code}\n" if said["otherwise"] and ran.exit_code else ""
    return (ran.output if said["both"] else ran.stdout) + ended


def examples() -> Iterator[tuple[str, str]]:
    """Each command of a console block, and what it is shown to print."""
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL):
        for example in block.removeprefix("$ ").split("\n$ "):
            command, _, shown = example.rstrip(" ").partition("\n")
            yield command, shown if shown.endswith("\n") else f"{shown}\n"


def options_of(command: click.Command) -> list[str]:
    """Every option that is not hidden, of the command and those within it, by one of its names."""
    if isinstance(command, click.Group):
        return [option for inner in command.commands.values() for option in options_of(inner)]
    return [
        parameter.secondary_opts[0] if parameter.secondary_opts else parameter.opts[0]
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
    ]
