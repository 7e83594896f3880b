"""Moving a thread to another article of its site; whatever is in it is scored again under that one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.callers import Caller
from moderation.domain.errors import NotFound
from moderation.storage import jobs, threads
from moderation.use_cases.steps.judging import SCORE
from moderation.use_cases.steps.profiling import profile_soon

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.tables import Article, Comment


def require_article(caller: Caller, article: Article) -> None:
    """Refuse an article that the caller does not work on.

    Raises:
        NotFound: as if there were no such article.
    """
    if not caller.works_on(article.site.slug, article.section_path):
        raise NotFound("There is no such article.", code="unknown_article")


def move(session: Session, root: Comment, article: Article, now: datetime) -> None:
    """Have the thread stand under the article; both articles' profiles follow."""
    left = root.article_id
    threads.hold_thread(session, root)
    moved = threads.move_thread(session, root, article)
    jobs.add_jobs(session, SCORE, moved, now)
    for article_id in (left, article.id):
        profile_soon(session, article_id, now)


def where(article: Article) -> dict[str, Any]:
    """An article as an act remembers it."""
    return {"article": article.id, "title": article.title}
