"""``moderation site``: the publications that this desk serves."""

from __future__ import annotations

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say


@click.group()
def site() -> None:
    """Open and list sites."""


@site.command("open")
@click.argument("slug")
@click.argument("name")
def open_(slug: str, name: str) -> None:
    """Open a site: SLUG for its addresses, NAME for people."""
    from moderation.use_cases.open_site import open_site

    with refusals_told():
        open_site(open_parts(read_settings()), slug, name, {})
    say(f"{name} is open; its articles come in at /api/v1/sites/{slug}/articles/…")


@site.command("list")
def list_() -> None:
    """List the sites."""
    from moderation.use_cases.list_sites import list_sites

    for slug, name in list_sites(open_parts(read_settings())):
        say(f"{slug}\t{name}")
