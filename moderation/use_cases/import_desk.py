"""Bring a site along from another desk of ours: everything that its export says, as it stood there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from moderation.domain.errors import Malformed, NotFound
from moderation.domain.moving import Restored
from moderation.storage import jobs, sites
from moderation.storage.moved import fitting
from moderation.storage.restoring import Restoring, site_from
from moderation.use_cases.steps.judging import SCORE
from moderation.use_cases.steps.names import checked_name

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.storage.account_tables import Site

AT_ONCE = 500


def import_desk(
    parts: Parts, slug: str, lines: Iterable[dict[str, Any]], restored: Restored, *, at_once: int = AT_ONCE
) -> None:
    """Keep the lines of an export under the site of this name, which is opened as the export says if it is not there.

    What is here already is left alone, so that a second run goes on. ``restored`` counts as it goes.

    Raises:
        Malformed: when a line is of no export of ours; what came before that is kept.
    """
    rest = iter(lines)
    first = next(rest, {})
    if first.get("kind") != "site":
        raise Malformed("This is no export of ours: its first line speaks of no site.")
    site = _site(parts, slug, first)
    for kind, batch in _batches(rest, at_once):
        with fitting(), parts.database.writing() as session:
            restoring = Restoring(session, site, lambda name: checked_name(name)[1], parts.now())
            new = restoring.keep(kind, batch)
            if kind == "comment" and new:
                jobs.add_jobs(session, SCORE, restoring.waiting(batch), parts.now())
        restored.kept[kind] += new
        restored.known[kind] += len(batch) - new


def _site(parts: Parts, slug: str, line: dict[str, Any]) -> Site:
    """The site, opened now if it is not there; one that is there keeps its own rules."""
    with fitting(), parts.database.writing() as session:
        try:
            return sites.site_named(session, slug)
        except NotFound:
            site = site_from(line, slug)
            session.add(site)
            session.flush()
            return site


def _batches(lines: Iterator[dict[str, Any]], at_once: int) -> Iterator[tuple[str, Sequence[dict[str, Any]]]]:
    """The lines of one kind that stand together, so many at once."""
    for kind, together in groupby(lines, key=lambda line: str(line.get("kind"))):
        while batch := list(islice(together, at_once)):
            yield kind, batch
