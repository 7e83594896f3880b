"""Take what a search finds out as rows for a spreadsheet; that it was done is kept for the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Status
from moderation.storage import acts, searching
from moderation.use_cases.steps.past_decisions import PastDecision, past
from moderation.use_cases.steps.wanting import asked_of, search_of

if TYPE_CHECKING:
    from moderation.domain.searching import Search
    from moderation.parts import Parts
    from moderation.storage.searching import Shown

MOST, AT_ONCE = 10_000, 500
"""How many comments go out, and how many are read at a time."""

TOP = 3
"""How many of a comment's scores go out, the highest first."""


@dataclass(frozen=True)
class Row:
    """A comment as it goes out; ``scores`` are its highest."""

    id: str
    created_at: datetime
    site: str
    article: str
    section: str
    author: str
    status: Status
    text: str
    scores: Mapping[str, float]
    decision: PastDecision | None


def export_comments(parts: Parts, caller: Caller, said: Mapping[str, str]) -> Iterator[Row]:
    """The comments that are looked for, newest first, among those that the caller works on; read as they are asked for.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        Malformed: when a filter is none.
    """
    manager_id = require_manager(caller)
    search = search_of(said)
    with parts.database.writing() as session:
        acts.add_act(
            session,
            Deed.EXPORT,
            subject_of("account", manager_id),
            acts.Change(after={"asked": asked_of(said)}),
            manager_id=manager_id,
            now=parts.now(),
        )
    return _rows(parts, caller, search)


def _rows(parts: Parts, caller: Caller, search: Search) -> Iterator[Row]:
    after, left = None, MOST
    while left:
        with parts.database.reading() as session:
            limit = min(AT_ONCE, left)
            found = searching.found(session, caller.areas, search, after=after, limit=limit)
            rows = [_row(each) for each in searching.shown(session, found.ids)]
        yield from rows
        after, left = found.next, left - len(rows)
        if after is None:
            return


def _row(found: Shown) -> Row:
    comment, scores = found.comment, found.revision.scores
    highest = sorted(scores, key=lambda name: scores[name], reverse=True)[:TOP]
    return Row(
        id=comment.id,
        created_at=comment.created_at,
        site=comment.article.site.slug,
        article=comment.article.external_id,
        section=comment.article.section_path,
        author=comment.author.name,
        status=comment.status,
        text=found.revision.text,
        scores={name: scores[name] for name in highest},
        decision=past(found.decision) if found.decision else None,
    )
