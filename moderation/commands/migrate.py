"""``moderation migrate``: bring the tables to the shape that this code needs."""

from __future__ import annotations

import click

from moderation.commands.opening import open_parts, read_settings, say


@click.command()
def migrate() -> None:
    """Bring the database's tables to the shape that this version needs."""
    open_parts(read_settings())
    say("The tables are up to date.")
