"""Read the page of an article that its site has not told us of, and keep what it says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from moderation.domain.articles import SEPARATOR, Origin
from moderation.domain.pages import NotFetched, Page
from moderation.storage import articles, jobs
from moderation.use_cases.steps.fetching import READ, WAITS, next_try_after
from moderation.use_cases.steps.keeping import keep_article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.parts import Parts
    from moderation.storage.tables import Article

LONGEST_REASON = 500


def read_page(parts: Parts, article_id: int, attempts: int) -> bool:
    """Whether the page is given up; else it was read, need not be any more, or is tried again later."""
    with parts.database.reading() as session:
        article = articles.article_with(session, article_id)
    if article is None or article.origin is not Origin.PAGE or article.url is None:
        return _finish(parts, article_id)
    if attempts > len(WAITS) + 1:
        return _give_up(parts, article, "whoever tried it did not come back")
    try:
        page = parts.outside.page(article.url, article.site.hosts)
    except NotFetched as refusal:
        wait = next_try_after(attempts) if refusal.is_passing else None
        return (
            _put_off(parts, article, str(refusal), wait) if wait else _give_up(parts, article, str(refusal))
        )
    if not page.title and not page.text:
        return _give_up(parts, article, "nothing on it could be read")
    fields = _fields(article, page)
    twin = _twin(parts, article, fields) if page.text else None
    if twin is not None:
        return _give_up(parts, article, f"it says the same as the article {twin}")
    with parts.database.writing() as session:
        known = articles.article_to_change_with(
            session, article_id
        )  # by another id, if the site has told of it
        keep_article(session, known.site, known.external_id, fields, parts.now())
        jobs.finish(session, READ, str(article_id))
    return False


def _fields(article: Article, page: Page) -> dict[str, Any]:
    return {
        "title": page.title or article.title,
        "text": page.text,
        "section_path": SEPARATOR.join(page.section),
        "language": page.language,
        "is_open": article.is_open,
        "published_at": page.published_at,
        "origin": Origin.PAGE,
        "page_error": None,
    }


def _twin(parts: Parts, article: Article, fields: Mapping[str, Any]) -> str | None:
    """The id of an article that was told of and has all this: a page has many addresses, for instance by any query.

    What another reader's page opened does not count: it may be the copy.
    """
    with parts.database.reading() as session:
        return articles.id_of_twin(session, article, fields["section_path"], fields["title"], fields["text"])


def _put_off(parts: Parts, article: Article, why: str, wait: timedelta) -> bool:
    with parts.database.writing() as session:
        jobs.postpone(session, READ, str(article.id), parts.now() + wait, why)
    return False


def _give_up(parts: Parts, article: Article, why: str) -> bool:
    """Have the reason stand where the operator finds it."""
    with parts.database.writing() as session:
        known = articles.article_to_change_with(session, article.id)
        if known.origin is Origin.PAGE:
            known.page_error = why[:LONGEST_REASON]
        jobs.finish(session, READ, str(article.id))
    return True


def _finish(parts: Parts, article_id: int) -> bool:
    with parts.database.writing() as session:
        jobs.finish(session, READ, str(article_id))
    return False
