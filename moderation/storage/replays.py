"""Comments of the last days as they were judged, for replaying other rules on them; and what managers said of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, and_, cast, func, select
from sqlalchemy.orm import Session, aliased

from moderation.domain.comments import Action, Status
from moderation.domain.findings import NOT_READ_WHOLE, Finding
from moderation.domain.replay import Judged
from moderation.storage.account_tables import Site
from moderation.storage.areas import under
from moderation.storage.columns import first_id_at
from moderation.storage.comments import says_now
from moderation.storage.tables import Article, Author, Comment, Decision, Revision

CHUNK = 500
LAST_DIGITS = 3
EVERY = 16**LAST_DIGITS
"""How many endings an id may have; they are by chance, so that those below a bound are an even sample."""


def count_since(session: Session, site: Site, path: str, since: datetime) -> int:
    """How many comments came in since then in the site ("") or the section and what lies in it."""
    asked = select(func.count()).select_from(Comment).join(Article, Article.id == Comment.article_id)
    return session.scalar(asked.where(*_there(site, path, since))) or 0


def judged_since(session: Session, site: Site, path: str, since: datetime, *, share: float) -> list[Judged]:
    """Those comments as they stand, oldest first; of many an evenly drawn share of them."""
    asked = (
        select(
            Comment.id,
            Revision.text,
            Revision.scores,
            Revision.scored_at,
            Author.is_staff,
            Article.section_path,
            Article.mode,
            cast(Revision.findings, Text),
        )
        .join(Article, Article.id == Comment.article_id)
        .join(Author, Author.id == Comment.author_id)
        .join(Revision, says_now())
        .where(*_there(site, path, since))
        .order_by(Comment.id)
    )
    if share < 1:
        bound = f"{round(share * EVERY):0{LAST_DIGITS}x}"
        asked = asked.where(func.substr(Comment.id, 37 - LAST_DIGITS, LAST_DIGITS) < bound)
    return [
        Judged(number, text, scores if scored_at else None, is_staff, section, mode, _kept(findings))
        for number, text, scores, scored_at, is_staff, section, mode, findings in session.execute(asked)
    ]


def published_before(session: Session, comment_ids: Sequence[str], at_most: int) -> dict[str, int]:
    """How many earlier comments of its author are published now, for each of these; counted up to ``at_most``."""
    earlier = aliased(Comment)
    first = (
        select(earlier.id)
        .where(
            earlier.author_id == Comment.author_id,
            earlier.status == Status.PUBLISHED,
            earlier.id < Comment.id,
        )
        .limit(at_most)
        .correlate(Comment)
        .subquery()
    )
    counted = select(func.count()).select_from(first).scalar_subquery()
    return {
        number: count
        for ids in _chunks(comment_ids)
        for number, count in session.execute(select(Comment.id, counted).where(Comment.id.in_(ids)))
    }


def decided_by_managers(session: Session, comment_ids: Sequence[str]) -> dict[str, Action]:
    """What a manager did last with each of these, where that still stands."""
    last: dict[str, Action] = {}
    for ids in _chunks(comment_ids):
        asked = select(Decision.comment_id, Decision.action).where(
            Decision.comment_id.in_(ids), Decision.manager_id.is_not(None)
        )
        last |= {number: action for number, action in session.execute(asked.order_by(Decision.id))}
    return {number: action for number, action in last.items() if action is not Action.UNDO}


def titles_above(session: Session, comment_ids: Sequence[str]) -> dict[str, str]:
    """The title of the article above each of these few comments."""
    asked = select(Comment.id, Article.title).join(Article, Article.id == Comment.article_id)
    return {number: title for number, title in session.execute(asked.where(Comment.id.in_(comment_ids)))}


def decisions_one_by_one(
    session: Session, site: Site, since: datetime, limit: int
) -> Mapping[int, list[datetime]]:
    """When each manager last decided on comments of the site, in order, without batches."""
    asked = (
        select(Decision.manager_id, Decision.decided_at)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Article, Article.id == Comment.article_id)
        .where(
            Article.site_id == site.id,
            Decision.manager_id.is_not(None),
            Decision.batch_id.is_(None),
            Decision.decided_at >= since,
        )
        .order_by(Decision.decided_at.desc())
        .limit(limit)
    )
    moments: dict[int, list[datetime]] = {}
    for manager_id, decided_at in reversed(session.execute(asked).all()):
        moments.setdefault(manager_id or 0, []).append(decided_at)
    return moments


def recent_scores(
    session: Session, site: Site, path: str, since: datetime, limit: int
) -> list[dict[str, Any]]:
    """The scores of those of the last comments there that were scored, in no order.

    The comments are chosen by their ids alone, in one pass over an index.
    """
    last = select(Comment.id).join(Article, Article.id == Comment.article_id)
    chosen = last.where(*_there(site, path, since)).order_by(Comment.id.desc()).limit(limit).subquery()
    asked = (
        select(Revision.scores)
        .join(chosen, chosen.c.id == Revision.comment_id)
        .join(Comment, and_(Comment.id == chosen.c.id, says_now()))
        .where(Revision.scored_at.is_not(None))
    )
    return list(session.scalars(asked))


def _there(site: Site, path: str, since: datetime) -> Iterator[Any]:
    yield Comment.id >= first_id_at(since)
    yield Article.site_id == site.id
    if path:
        yield under(path)


AS_FOUND = ("spam.repeated", "reports", "sanction.", NOT_READ_WHOLE.code)
"""How the codes of those findings begin that no text and no score tells again."""


def _kept(findings: str) -> tuple[Finding, ...]:
    """The findings that are taken as they were found; most comments have none, and are not read for them."""
    if not any(f'"{code}' in findings for code in AS_FOUND):
        return ()
    found = (Finding.from_row(row) for row in json.loads(findings))
    return tuple(finding for finding in found if finding.code.startswith(AS_FOUND))


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
