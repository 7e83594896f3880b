"""The latest published comments under an article, or all over a site or a section of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from moderation.domain.articles import SEPARATOR
from moderation.domain.comments import Status
from moderation.storage.account_tables import Site
from moderation.storage.comments import says_now
from moderation.storage.tables import Article, Comment, Revision


def under(article: Article) -> ColumnElement[bool]:
    """That a comment stands under this article."""
    return Comment.article_id == article.id


def within_section(site: Site, path: str) -> ColumnElement[bool]:
    """That a comment stands somewhere on the site: in this section or below it, anywhere when the path is empty."""
    here = select(Article.id).where(Article.site_id == site.id)
    if path:
        below = Article.section_path.startswith(f"{path}{SEPARATOR}", autoescape=True)
        here = here.where(or_(Article.section_path == path, below))
    return Comment.article_id.in_(here)


def latest_published(
    session: Session, where: ColumnElement[bool], limit: int
) -> Sequence[tuple[Comment, Revision]]:
    """The newest published comments there, with their articles and authors, and what each says now."""
    asked = (
        select(Comment, Revision)
        .join(Revision, says_now())
        .where(where, Comment.status == Status.PUBLISHED)
        .options(joinedload(Comment.article), joinedload(Comment.author))
        .order_by(Comment.id.desc())
        .limit(limit)
    )
    return [(comment, revision) for comment, revision in session.execute(asked)]
