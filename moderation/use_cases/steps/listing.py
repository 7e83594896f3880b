"""Comments as a list shows them: the words, where, by whom, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.comments import Status
from moderation.storage import comments

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.tables import Comment


@dataclass(frozen=True)
class ListedComment:
    """A comment in a list."""

    id: str
    version: int
    author_id: int
    author: str
    article_title: str
    text: str
    status: Status
    is_featured: bool
    created_at: datetime


def listed(session: Session, found: Sequence[Comment]) -> list[ListedComment]:
    """These comments with what they say now, in their order."""
    texts = comments.texts_of(session, [each.id for each in found])
    return [
        ListedComment(
            id=each.id,
            version=each.version,
            author_id=each.author_id,
            author=each.author.name,
            article_title=each.article.title,
            text=texts[each.id].text,
            status=each.status,
            is_featured=each.featured_at is not None,
            created_at=each.created_at,
        )
        for each in found
    ]
