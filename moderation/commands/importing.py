"""``moderation import``: comments from another system, and labelled ones to learn from."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say
from moderation.domain.moving import Brought, Restored

if TYPE_CHECKING:
    from moderation.domain.moving import Source
    from moderation.parts import Parts

LONGEST_SOURCE = 100
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.group("import")
def import_() -> None:
    """Bring comments along from another system.

    An import that was cut off goes on when it is run again, and nothing is brought along twice.
    """


def _of_a_system(command: Callable[..., None]) -> Callable[..., None]:
    """What every system's command is told."""
    for decorate in (
        click.option("--dry-run", is_flag=True, help="Only tell what would be brought along."),
        click.option("--site", required=True, help="The site that the comments are for."),
        click.argument("file", type=FILE),
    ):
        command = decorate(command)
    return command


@import_.command()
@_of_a_system
def desk(file: Path, site: str, *, dry_run: bool) -> None:
    """Import FILE, what `moderation export` wrote elsewhere; the site is opened if it is not there.

    Rules and their history come only to a site that has none of its own.
    """
    from moderation.reading.lines import objects_in
    from moderation.use_cases.import_desk import import_desk, refuse_known_comments

    restored = Restored()
    with refusals_told(), _progress(file, 2 * file.stat().st_size) as on_read:
        refuse_known_comments(open_parts(read_settings()), site, objects_in(file, on_read))
        with (_scratch if dry_run else _service)(site) as parts:
            try:
                import_desk(parts, site, objects_in(file, on_read), restored)
            finally:
                say(*_restored(restored))


def _restored(restored: Restored) -> Iterator[str]:
    for kind in restored.kept | restored.known:
        yield f"{kind}\t{restored.kept[kind]:,}, {restored.known[kind]:,} here already"
    for kind, count in restored.left.items():
        yield f"{kind}\t{count:,} left out: the site keeps its own rules and their history"


def _labelled(command: Callable[..., None]) -> Callable[..., None]:
    """What the commands for labels are told."""
    for decorate in (
        click.option("--source", help="What to call where they came from; the file's name unless told."),
        click.option("--site", required=True, help="The site whose labels they are."),
        click.argument("file", type=FILE),
    ):
        command = decorate(command)
    return command


@import_.command()
@_of_a_system
def disqus(file: Path, site: str, *, dry_run: bool) -> None:
    """Import Disqus's export: FILE, unpacked."""
    from moderation.reading.disqus import DisqusExport

    with _progress(file) as on_read:
        _bring(DisqusExport(file, on_read), site, is_trial=dry_run)


@import_.command()
@_of_a_system
def wordpress(file: Path, site: str, *, dry_run: bool) -> None:
    """Import WordPress's export (WXR) of posts, pages and comments: FILE."""
    from moderation.reading.wordpress import WordPressExport

    with _progress(file) as on_read:
        _bring(WordPressExport(file, on_read), site, is_trial=dry_run)


@import_.command()
@_of_a_system
@click.option("--home", default="", help="The address that stands before its paths: https://news.example")
def isso(file: Path, site: str, home: str, *, dry_run: bool) -> None:
    """Import Isso's database: FILE, which is only read."""
    from moderation.use_cases.open_foreign import isso_database

    with refusals_told(), _progress(file, isso_database(file).size()) as on_read:
        _bring(isso_database(file, home, on_read), site, is_trial=dry_run)


@import_.command("csv")
@_labelled
def csv_(file: Path, site: str, source: str | None) -> None:
    """Import labelled comments to learn from: FILE, a table with a column text and one for each attribute.

    A value is how far the text is that, 0 to 1; an empty one says nothing. Columns id, url and language may be there.
    """
    _bring_labels(file, site, source or file.stem, is_csv=True)


@import_.command()
@_labelled
def jsonl(file: Path, site: str, source: str | None) -> None:
    """Import labelled comments to learn from: FILE, with a line {"text", "labels": {"TOXICITY": 0.9}} for each."""
    _bring_labels(file, site, source or file.stem, is_csv=False)


def _bring_labels(file: Path, site: str, source: str, *, is_csv: bool) -> None:
    from moderation.reading.labelled import LabelledFile
    from moderation.use_cases.import_labels import KEY, import_labels

    brought = Brought()
    with _progress(file) as on_read, refusals_told():
        rows = LabelledFile(file, is_csv, on_read).told()
        try:
            import_labels(open_parts(read_settings()), site, source[:LONGEST_SOURCE], rows, brought)
        finally:
            say(f"labels\t{brought.labels:,}, of the source {source} and the key {KEY}", *_left_out(brought))


def _bring(source: Source, site: str, *, is_trial: bool) -> None:
    """Bring along what the source tells, then say what that was, however it ended."""
    from moderation.use_cases.import_comments import import_comments

    brought = Brought()
    with refusals_told(), (_scratch if is_trial else _service)(site) as parts:
        try:
            import_comments(parts, site, source, brought)
        finally:
            say(*_report(brought), *(["Nothing was kept: this was a dry run."] if is_trial else []))


@contextmanager
def _service(_site: str) -> Iterator[Parts]:
    yield open_parts(read_settings())


@contextmanager
def _scratch(site: str) -> Iterator[Parts]:
    """Parts on an empty database with this site, which is removed afterwards."""
    from moderation.storage.database import Database
    from moderation.storage.migrate import migrate
    from moderation.use_cases.open_site import open_site

    settings = read_settings()
    parts = open_parts(settings)
    with tempfile.TemporaryDirectory(dir=settings.data_dir) as folder:
        database = Database(f"sqlite:///{folder}/trial.sqlite3")
        migrate(database)
        scratch = replace(parts, database=database)
        open_site(scratch, site, site, {})
        yield scratch
        database.engine.dispose()


@contextmanager
def _progress(file: Path, rows: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar over the file's bytes, or over so many rows, where somebody watches."""
    length = file.stat().st_size if rows is None else rows
    with click.progressbar(length=max(length, 1), label=f"Reading {file.name}", file=sys.stderr) as bar:
        yield bar.update


def _report(brought: Brought) -> Iterator[str]:
    """What was brought along, what was not, and why."""
    comments = ", ".join(f"{count:,} {status.value}" for status, count in sorted(brought.comments.items()))
    yield f"comments\t{brought.comments.total():,}{f' ({comments})' if comments else ''}"
    yield from (f"\t{count:,} were {why} there" for why, count in sorted(brought.against.items()))
    yield f"articles\t{brought.articles:,} new"
    yield f"authors\t{brought.authors:,} new"
    yield f"here already\t{brought.known:,}"
    if brought.uprooted:
        yield f"by themselves\t{brought.uprooted:,}, for what they answered did not come along"
    yield from _left_out(brought)


def _left_out(brought: Brought) -> Iterator[str]:
    yield f"left out\t{brought.unusable.total():,}"
    yield from (f"\t{count:,}: {why}" for why, count in sorted(brought.unusable.items()))
    yield from (f"\t\t{each.where}: {each.why}" for each in brought.named)
