"""Keeping what comes from other systems: many comments in few statements, and which of theirs are here already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from moderation.domain.comments import OUTCOME, Status
from moderation.storage.account_tables import Site
from moderation.storage.columns import time_ordered_id, time_ordered_id_after
from moderation.storage.moving_tables import Imported
from moderation.storage.tables import Article, Author, Comment, Decision, Revision
from moderation.storage.upsert import insert as insert_unless

ACTION = {status: action for action, status in reversed(OUTCOME.items())}
"""What had a comment stand so: of several, the one that comes first."""


@dataclass(frozen=True)
class Arrival:
    """A comment that comes in with the status it had elsewhere, and the finding that says so."""

    id: str
    article_id: int
    author_id: int
    parent_id: str | None
    root_id: str
    status: Status
    text: str
    created_at: datetime
    finding: dict[str, Any]


def id_for(created_at: datetime, parent: Arrival | None) -> str:
    """An id for a comment that was written then; it sorts after that of the comment which it answers."""
    return time_ordered_id_after(created_at, parent.id) if parent else time_ordered_id(created_at)


def known(session: Session, site: Site, source: str, kind: str, ids: Collection[str]) -> dict[str, str]:
    """Which of another system's articles or comments are here already: our ids by theirs."""
    asked = select(Imported.foreign_id, Imported.our_id).where(
        Imported.site_id == site.id,
        Imported.source == source,
        Imported.kind == kind,
        Imported.foreign_id.in_(ids),
    )
    return {foreign: ours for foreign, ours in session.execute(asked)}


def mark(session: Session, site: Site, source: str, kind: str, ours: Mapping[str, str]) -> None:
    """Remember that these are here now: our ids by theirs."""
    if ours:
        about = {"site_id": site.id, "source": source, "kind": kind}
        session.execute(
            insert(Imported),
            [{**about, "foreign_id": each, "our_id": our_id} for each, our_id in ours.items()],
        )


def standing_elsewhere(session: Session, slug: str, ids: Collection[str]) -> str | None:
    """The site, other than the one of this name, under which one of these comments stands here; None if none does."""
    asked = (
        select(Site.slug)
        .join(Article, Article.site_id == Site.id)
        .join(Comment, Comment.article_id == Article.id)
        .where(Comment.id.in_(ids), Site.slug != slug)
    )
    return session.scalar(asked.limit(1))


def arrived(session: Session, ids: Collection[str]) -> dict[str, Arrival]:
    """Where those of these comments stand that there are, by id; what they say is left out."""
    return {
        each.id: Arrival(
            id=each.id,
            article_id=each.article_id,
            author_id=each.author_id,
            parent_id=each.parent_id,
            root_id=each.root_id,
            status=each.status,
            text="",
            created_at=each.created_at,
            finding={},
        )
        for each in session.scalars(select(Comment).where(Comment.id.in_(ids)))
    }


def authors_at(
    session: Session, site: Site, names: Mapping[str, str], now: datetime
) -> tuple[dict[str, int], int]:
    """The numbers of the authors whom the site knows by these ids, and how many of them were made now, so named."""
    asked = select(Author.external_id, Author.id).where(
        Author.site_id == site.id, Author.external_id.in_(names)
    )
    there = {str(external_id): number for external_id, number in session.execute(asked)}
    lacking = [
        {"site_id": site.id, "external_id": each, "name": name, "is_staff": False, "created_at": now}
        for each, name in names.items()
        if each not in there
    ]
    if not lacking:
        return there, 0
    adding = insert_unless(session, Author).on_conflict_do_nothing(index_elements=["site_id", "external_id"])
    session.execute(adding, lacking)
    return {str(external_id): number for external_id, number in session.execute(asked)}, len(lacking)


def add_arrivals(session: Session, arrivals: Sequence[Arrival], now: datetime) -> None:
    """Keep the comments, each with its wording and the decision that has it stand as it stood."""
    if not arrivals:
        return
    session.execute(insert(Comment), [_comment(each) for each in arrivals])
    made = session.execute(
        insert(Revision).returning(Revision.id, sort_by_parameter_order=True),
        [_revision(each) for each in arrivals],
    )
    revisions = made.scalars().all()
    rows = [_decision(each, number, now) for each, number in zip(arrivals, revisions, strict=True)]
    session.execute(insert(Decision), rows)


def _comment(arrival: Arrival) -> dict[str, Any]:
    return {
        "id": arrival.id,
        "article_id": arrival.article_id,
        "author_id": arrival.author_id,
        "parent_id": arrival.parent_id,
        "root_id": arrival.root_id,
        "status": arrival.status,
        "version": 2,
        "queue_at": arrival.created_at,
        "created_at": arrival.created_at,
    }


def _revision(arrival: Arrival) -> dict[str, Any]:
    return {
        "comment_id": arrival.id,
        "number": 1,
        "text": arrival.text,
        "created_at": arrival.created_at,
        "findings": [arrival.finding],
    }


def _decision(arrival: Arrival, revision_id: int, now: datetime) -> dict[str, Any]:
    return {
        "comment_id": arrival.id,
        "revision_id": revision_id,
        "action": ACTION[arrival.status],
        "before": Status.HELD,
        "after": arrival.status,
        "findings": [arrival.finding],
        "decided_at": min(arrival.created_at, now),
    }
