"""Many comments under one article, written into the tables at once: what comes of them is not what is tried."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert

from moderation.domain.comments import Status
from moderation.parts import Parts
from moderation.storage import articles, authors, comments, sites
from moderation.storage.tables import Comment, Revision


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
        kept = {"article_id": place.id, "author_id": author.id, "status": Status.PUBLISHED, "version": 2}
        above = [None] * roots + [ids[roots - 1]] * replies
        rows = [
            {
                **kept,
                "id": each,
                "parent_id": parent,
                "root_id": parent or each,
                "queue_at": at,
                "created_at": at,
            }
            for each, parent, at in zip(ids, above, moments, strict=True)
        ]
        words = [
            {"comment_id": each, "number": 1, "text": f"Comment {number}, of many.", "created_at": at}
            for number, (each, at) in enumerate(zip(ids, moments, strict=True))
        ]
        session.execute(insert(Comment), rows)
        session.execute(insert(Revision), words)
    return ids
