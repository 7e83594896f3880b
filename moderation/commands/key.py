"""``moderation key``: keys for machines, such as a site's publishing system."""

from __future__ import annotations

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say
from moderation.domain.callers import SCOPES


@click.group()
def key() -> None:
    """Create, list and revoke the keys of machines."""


@key.command()
@click.argument("name")
@click.option("--site", default="demo", show_default=True, help="The site that the key is for.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(list(SCOPES)),
    help=f"What it may do; say it more than once for more. {'; '.join(map(': '.join, SCOPES.items()))}.",
)
@click.option("--as", "acts_as", default="", help="Whose role and areas it has; for the scope desk.")
@click.option(
    "--per-minute",
    default=600,
    show_default=True,
    help="How many comments, texts or requests a minute it may send.",
)
def create(name: str, site: str, scopes: tuple[str, ...], acts_as: str, per_minute: int) -> None:
    """Create a key and print it; this is the only time it can be seen."""
    from moderation.use_cases.create_key import create_key

    with refusals_told():
        parts = open_parts(read_settings())
        say(create_key(parts, name, site, scopes, per_minute, acts_as=acts_as))


@key.command("list")
def list_() -> None:
    """List the keys, without their secrets, and the last day (in UTC) on which each was used."""
    from moderation.use_cases.list_keys import list_keys

    for known in list_keys(open_parts(read_settings())):
        state = f"revoked {known.revoked_at:%Y-%m-%d}" if known.revoked_at else "valid"
        scopes = f"{known.scopes} as {known.acts_as}" if known.acts_as else known.scopes
        used = f"last used {known.used_on}" if known.used_on else "no use seen"
        say(f"{known.name}\t{known.site}\t{scopes}\t{known.per_minute}/min\t{state}\t{used}")


@key.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Revoke every valid key of this name."""
    from moderation.use_cases.revoke_key import revoke_key

    with refusals_told():
        revoke_key(open_parts(read_settings()), name)
    say(f"{name} opens nothing any more.")
