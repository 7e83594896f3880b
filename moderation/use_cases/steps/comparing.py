"""Telling how a comment bears on its article, with the title of the other one that it reads like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.policy import Unscored
from moderation.domain.topics import Bearing, OtherArticle, bearing, clearly_elsewhere
from moderation.storage import articles

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.scores import Scores
    from moderation.storage.tables import Comment


def bearing_of(session: Session, comment: Comment, scores: Scores | Unscored) -> Bearing | None:
    """How the comment bears on its article by what the scorer told; None when it told nothing of that."""
    topic = None if isinstance(scores, Unscored) else scores.topic
    if topic is None:
        return None
    bears = bearing(topic, comment.article.title, answers=comment.parent_id is not None)
    other = _article_beside(session, comment, clearly_elsewhere(topic))
    return bears.and_like(other, topic.elsewhere_nearness) if other else bears


def _article_beside(session: Session, comment: Comment, number: int | None) -> OtherArticle | None:
    """The other article, if it is one of the same site: the scorer's word alone opens no door between two."""
    article = articles.article_with(session, number) if number is not None else None
    if article is None or article.site_id != comment.article.site_id or article.id == comment.article_id:
        return None
    return OtherArticle(article.external_id, article.title, article.section_path)
