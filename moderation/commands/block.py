"""``moderation block``: networks and mail domains from which no new readers are taken in."""

from __future__ import annotations

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say


@click.group()
def block() -> None:
    """Block networks and mail domains from signing up, against spam."""


@block.command()
@click.argument("what", nargs=-1, required=True)
def add(what: tuple[str, ...]) -> None:
    """Block each WHAT: an address, a network like 192.0.2.0/24, or a mail domain with all below it."""
    _change(add=what)


@block.command()
@click.argument("what", nargs=-1, required=True)
def remove(what: tuple[str, ...]) -> None:
    """Let each WHAT in again."""
    _change(remove=what)


@block.command("list")
def list_() -> None:
    """List what is blocked."""
    _change()


def _change(add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> None:
    from moderation.use_cases.change_blocks import change_blocks

    with refusals_told():
        for each in change_blocks(open_parts(read_settings()), add, remove):
            say(f"{each.kind.value}\t{each.value}")
