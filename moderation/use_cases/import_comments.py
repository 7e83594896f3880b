"""Bring a site's comments along from another system, each standing as it stood there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from moderation.domain.errors import Malformed
from moderation.domain.moving import Brought, Round, Source, Told
from moderation.storage import sites
from moderation.use_cases.steps.bringing import Bringing

if TYPE_CHECKING:
    from moderation.parts import Parts

AT_ONCE = 500
"""How many of what is told are brought along in one transaction."""


def import_comments(
    parts: Parts, slug: str, source: Source, brought: Brought, *, at_once: int = AT_ONCE
) -> None:
    """Bring along what ``source`` tells; what is here already is left alone, so that a second run goes on.

    ``brought`` counts as it goes. A comment that answers one which comes later waits for another round; one that
    answers none that there is stands by itself.

    Raises:
        NotFound: when there is no such site.
        Malformed: when the source is broken; what came before that is kept.
    """
    with parts.database.reading() as session:
        site = sites.site_named(session, slug)
    this = Round(is_first=True)
    while True:
        for told in _batches(source.told(), at_once):
            with parts.database.writing() as session:
                Bringing(session, site, source.name, brought, parts.now()).bring(told, this)
        if not this.waiting:
            return
        this = Round(uproots=not this.moved)


def _batches(told: Iterator[Told], at_once: int) -> Iterator[Sequence[Told]]:
    """What is told, so many at once; where it breaks off, what came before is a batch, too."""
    batch: list[Told] = []
    try:
        for each in told:
            batch.append(each)
            if len(batch) == at_once:
                yield batch
                batch = []
    except Malformed:
        yield batch
        raise
    yield batch
