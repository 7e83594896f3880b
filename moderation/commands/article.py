"""``moderation article``: the articles of a site, from the feeds and pages that it has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say
from moderation.domain.pages import Entry, NotFetched

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.use_cases.find_entries import UnreadFeed


@click.group()
def article() -> None:
    """Bring articles in."""


@article.command("import")
@click.argument("site")
@click.argument("feed")
@click.option("--pages/--no-pages", default=True, help="Whether to fetch each article's page for its text.")
def import_(site: str, feed: str, *, pages: bool) -> None:
    """Import the articles of SITE that FEED tells of: RSS, Atom or a sitemap, at an address or in a file; - reads one.

    Only hosts that the site has listed are fetched from (`moderation site hosts`). May be repeated: what is the same
    stays untouched, and what the site has put itself is left alone. Ends with 1 when anything was refused.
    """
    parts = _parts_that_read()
    became: Counter[str] = Counter()
    with refusals_told(), _unread_told():
        for found in _found(parts, site, feed):
            what, why = _imported(parts, site, found, with_page=pages)
            became[what] += 1
            say("\t".join(filter(None, (what, *map(_printable, (_name(found), _where(found), why))))))
    say(", ".join(f"{became[what]:,} {what}" for what in ("new", "changed", "unchanged", "left", "refused")))
    if became["refused"]:
        raise SystemExit(1)


@article.command()
@click.argument("site")
def reread(site: str) -> None:
    """Have the pages of SITE that could not be read read once more; tells which, and why they were given up."""
    from moderation.use_cases.reread_pages import reread_pages

    with refusals_told():
        for each in reread_pages(open_parts(read_settings()), site):
            say("\t".join((each.article, each.page, _printable(each.why))))


@contextmanager
def _unread_told() -> Iterator[None]:
    """Tell in one line why the feed itself was not read."""
    try:
        yield
    except NotFetched as refusal:
        hint = " If it is yours, name its network in MODERATION_INNER_NETWORKS." if refusal.is_inner else ""
        raise click.ClickException(f"The feed cannot be read: {refusal}.{hint}") from refusal


def _parts_that_read() -> Parts:
    from moderation.reading.fetch import Fetcher
    from moderation.reading.outside import HttpOutside

    settings = read_settings()
    return replace(open_parts(settings), outside=HttpOutside(Fetcher(settings.inner_networks)))


def _found(parts: Parts, site: str, feed: str) -> Iterator[Entry | UnreadFeed]:
    from moderation.use_cases.find_entries import find_entries

    return find_entries(parts, site, feed if "://" in feed else _content(feed))


def _content(file: str) -> bytes:
    """What the file holds, no more than is fetched.

    Raises:
        ClickException: when it cannot be read, or is larger.
    """
    from moderation.reading.feeds import MOST_BYTES

    try:
        with click.open_file(file, "rb") as opened:
            content: bytes = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read ({error.strerror}).") from error
    if len(content) > MOST_BYTES:
        raise click.ClickException(f"{file} is larger than {MOST_BYTES:,} bytes.")
    return content


def _name(found: Entry | UnreadFeed) -> str:
    """The id of its article, where it makes one."""
    from moderation.use_cases.import_entry import article_id_of

    try:
        return article_id_of(found) if isinstance(found, Entry) else ""
    except NotFetched:
        return ""


def _where(found: Entry | UnreadFeed) -> str:
    """By what the operator finds it in the feed."""
    return found.url or found.told.title if isinstance(found, Entry) else found.address


def _printable(said: str) -> str:
    """What others say, with nothing that would steer a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in said)


def _imported(parts: Parts, site: str, found: Entry | UnreadFeed, *, with_page: bool) -> tuple[str, str]:
    """What became of it, and why if it was refused."""
    from moderation.use_cases.import_entry import import_entry

    if not isinstance(found, Entry):
        return "refused", found.why
    try:
        return import_entry(parts, site, found, with_page=with_page).value, ""
    except NotFetched as refusal:
        return "refused", str(refusal)
