"""Asking for all that the tables hold on some comments: each table once, however many comments they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.findings import Finding
from moderation.storage import (
    accounts,
    appeals,
    authors,
    comments,
    decisions,
    desk_accounts,
    profiles,
    queue,
    reports,
    sanctions,
)
from moderation.use_cases.steps.repeating import named_in
from moderation.use_cases.steps.ruling import rules_under_each

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.callers import Area
    from moderation.domain.rules import Rules
    from moderation.domain.sanctions import InForce
    from moderation.storage.authors import Record
    from moderation.storage.desk_tables import Appeal, Report
    from moderation.storage.tables import Comment, Decision, Revision

CONTEXT = 30
"""How many comments of the thread are shown around the one under review."""


@dataclass(frozen=True)
class Gathered:
    """What the tables hold: by comment id, or by the number of the article (rules, terms, waiting) or author (records,
    sanctions). Wordings and decisions are latest first; ``says`` is what each comment of the threads says now.
    ``staff`` is everybody at the desk, asked for only where an appeal waits.
    """

    wordings: Mapping[str, Sequence[Revision]]
    decisions: Mapping[str, Sequence[Decision]]
    threads: Mapping[str, Sequence[Comment]]
    says: Mapping[str, Revision]
    copies: Mapping[str, Comment]
    reports: Mapping[str, Sequence[Report]]
    appeals: Mapping[str, Appeal]
    rules: Mapping[int, Rules]
    terms: Mapping[int, Sequence[str]]
    waiting: Mapping[int, int]
    records: Mapping[int, Record]
    sanctions: Mapping[int, Sequence[InForce]]
    staff: Sequence[Caller]


def gather(session: Session, found: Sequence[Comment], areas: Sequence[Area]) -> Gathered:
    """What the tables hold on these comments; authors' records are those in these areas."""
    ids = [comment.id for comment in found]
    articles = {comment.article_id: comment.article for comment in found}
    writers = {comment.author_id: comment.author for comment in found}
    wordings = comments.wordings_of(session, ids)
    waiting_appeals = appeals.open_appeals(session, ids)
    threads = comments.conversations(session, found, CONTEXT)
    return Gathered(
        wordings=wordings,
        decisions=decisions.histories(session, ids),
        threads=threads,
        says=comments.texts_of(session, list({each.id for thread in threads.values() for each in thread})),
        copies=_copies(session, [wordings[comment_id][0] for comment_id in ids]),
        reports=reports.open_reports(session, ids),
        appeals=waiting_appeals,
        rules=rules_under_each(session, list(articles.values())),
        terms=profiles.terms_of(session, list(articles)),
        waiting=queue.held_under(session, list(articles)),
        records=authors.records_of(session, writers.values(), areas),
        sanctions=sanctions.not_ended(session, writers.values()),
        staff=_staff(session) if waiting_appeals else (),
    )


def _staff(session: Session) -> list[Caller]:
    areas = desk_accounts.all_areas(session)
    return [
        Caller(account_id=each.id, name=each.name, role=each.role, areas=areas.get(each.id, ()))
        for each in accounts.managers(session)
    ]


def _copies(session: Session, says: Sequence[Revision]) -> dict[str, Comment]:
    """The comments that the findings about these wordings name, as they stand now."""
    named = {
        alike.comment for each in says for alike in named_in([Finding.from_row(row) for row in each.findings])
    }
    return comments.comments_with(session, list(named)) if named else {}
