"""Many comments under one article, written into the tables at once: what comes of them is not what is tried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from moderation.domain.comments import Status
from moderation.parts import Parts
from moderation.storage import articles, authors, comments, sites
from moderation.storage.tables import Comment, Revision

Drawn = tuple[str, str | None, datetime]
"""A comment's id, the id of what it answers, and when it came."""


def crowd(
    parts: Parts, until: datetime, *, roots: int, replies: int = 0, article: str = "budget"
) -> list[str]:
    """The ids of so many published comments of one author, one a second; all replies answer the last that is none."""
    first = until - timedelta(seconds=roots + replies)
    moments = [first + timedelta(seconds=place) for place in range(roots + replies)]
    ids = [comments.new_id(moment) for moment in moments]
    with parts.database.writing() as session:
        site = sites.site_named(session, "harbour")
        place = articles.article_named(session, site, article)
        author = authors.author_of_identity(session, site, "crowd", "Many", first)
        above = [None] * roots + [ids[roots - 1]] * replies
        texts = [f"Comment {number}, of many." for number in range(len(ids))]
        write(session, list(zip(ids, above, moments, strict=True)), place.id, [author.id], texts)
    return ids


def write(
    session: Session, drawn: Sequence[Drawn], under: int, who: Sequence[int], texts: Sequence[str]
) -> None:
    """Keep these as published comments under an article, by these authors and with these texts in turns."""
    rows = [
        {
            "id": each,
            "parent_id": parent,
            "root_id": parent or each,
            "article_id": under,
            "author_id": who[number % len(who)],
            "status": Status.PUBLISHED,
            "version": 2,
            "queue_at": at,
            "created_at": at,
        }
        for number, (each, parent, at) in enumerate(drawn)
    ]
    words = [
        {"comment_id": each, "number": 1, "text": texts[number % len(texts)], "created_at": at}
        for number, (each, _, at) in enumerate(drawn)
    ]
    session.execute(insert(Comment), rows)
    session.execute(insert(Revision), words)
