"""``moderation site``: the publications that this desk serves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say

if TYPE_CHECKING:
    from moderation.use_cases.show_rules import RulesInForce


@click.group()
def site() -> None:
    """Open and list sites, and set their rules and hosts."""


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


@site.command()
@click.argument("slug")
@click.option("--add", multiple=True, metavar="HOST", help="A host to list; say it more than once for more.")
@click.option("--remove", multiple=True, metavar="HOST", help="A host to list no more.")
def hosts(slug: str, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """List the hosts of the site SLUG; at first there are none.

    Only pages at listed hosts may show its comments, and only from there are its pages and feeds fetched.
    """
    from moderation.use_cases.change_hosts import change_hosts

    with refusals_told():
        listed = change_hosts(open_parts(read_settings()), slug, add, remove)
    say(*(listed or [f"{slug} lists no host: nothing is fetched for it."]))


@site.command()
@click.argument("slug")
@click.option("--section", help='A section of the site instead, by its path: "Home / World".')
@click.option(
    "--set", "file", type=click.File("rb"), help="Replace its overrides by this JSON object; - reads one."
)
@click.option("--note", help="Why, for the history.")
def rules(slug: str, section: str | None, file: BinaryIO | None, note: str | None) -> None:
    """Show the rules in force at the site SLUG, or replace what it overrides."""
    from moderation.use_cases.set_rules import set_rules
    from moderation.use_cases.show_rules import show_rules

    parts = open_parts(read_settings())
    with refusals_told():
        if file is None:
            say(_as_json(slug, show_rules(parts, slug, section)))
        else:
            said = _read_json(file)
            reaches = set_rules(parts, slug, said, section, note=note)
            say("The next comment is judged by these rules.", *_never_holding(said))
            if not reaches:
                say(f"No article lies in {section} yet; a path is written as “Home / World”.")


def _never_holding(said: Mapping[str, Any]) -> Iterator[str]:
    """A line for each attribute that is switched off: 43 for 43 per cent is a slip, and nobody would see it."""
    for attribute, threshold in said.get("thresholds", {}).items():
        if threshold > 1:
            yield f"{attribute} holds nothing there: its threshold, {threshold:g}, is over 1, which is 100 per cent."


def _as_json(slug: str, shown: RulesInForce) -> str:
    overridden = {f"{slug} / {path}" if path else slug: said for path, said in shown.overridden.items()}
    return json.dumps({"rules": shown.rules.as_row(), "overridden": overridden}, indent=2, ensure_ascii=False)


def _read_json(file: BinaryIO) -> Any:
    """What the file says.

    Raises:
        ClickException: when it is no JSON, with the place.
    """
    try:
        return json.loads(file.read())
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno}: {error.msg})" if isinstance(error, json.JSONDecodeError) else ""
        raise click.ClickException(f"This is not JSON in UTF-8{where}; nothing was changed.") from error
