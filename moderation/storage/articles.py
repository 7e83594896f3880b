"""Articles: finding one, keeping what is told of it, and those whose page could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, or_, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from moderation.domain.articles import Origin
from moderation.domain.callers import Area
from moderation.domain.errors import NotFound
from moderation.domain.stories import of_one_page
from moderation.storage.account_tables import Site
from moderation.storage.areas import under, within
from moderation.storage.prepared import Prepared
from moderation.storage.rows import row_of
from moderation.storage.sites import site_named
from moderation.storage.tables import Article
from moderation.storage.upsert import insert

_AT = Prepared(
    lambda _: (
        select(*Article.__table__.columns, *Site.__table__.columns)
        .join_from(Article.__table__, Site.__table__)
        .where(Site.slug == bindparam("site"), Article.external_id == bindparam("article"))
    )
)
_CHANGED = Prepared(lambda _: select(Article.updated_at).where(Article.id == bindparam("article")))


def article_named(session: Session, site: Site, external_id: str) -> Article:
    """The article that the site knows by this id.

    Raises:
        NotFound: when there is none.
    """
    article = session.scalar(
        select(Article).where(Article.site_id == site.id, Article.external_id == external_id)
    )
    if article is None:
        raise NotFound("There is no such article.", code="unknown_article")
    article.site = site
    return article


def article_at(session: Session, slug: str, external_id: str) -> Article:
    """The article that the site of this name knows by this id, with its site, in one question.

    Raises:
        NotFound: when there is no such site, or it has no such article.
    """
    found = _AT.ask(session, site=slug, article=external_id)
    if not found:
        return article_named(session, site_named(session, slug), external_id)
    columns = len(Article.__table__.columns)
    article = row_of(session, Article, found[0][:columns])
    set_committed_value(article, "site", row_of(session, Site, found[0][columns:]))
    return article


def article_told_by(
    session: Session, slug: str, addresses: Sequence[str], external_id: str | None = None
) -> Article | None:
    """The article that the site of this name knows by this id, else the latest at one of these addresses, if any.

    What a reader's page opened counts only where the site has told of none, and first at its address: one that was
    read, at the first of these addresses, and the oldest, so that nobody can put another before it.
    """
    known = select(Article.id, Article.origin).join(Article.site).where(Site.slug == slug)
    by_id = known.where(Article.external_id == external_id)
    named = session.execute(by_id).all() if external_id is not None else []
    at = _those_at(session, slug, addresses)
    told = [each for each in (*named, *reversed(at)) if each.origin is not Origin.PAGE]
    opened = sorted(at, key=lambda each: (each.is_unread, addresses.index(each.url), each.id))
    return next((article_with(session, each.id) for each in (*told, *opened, *named)), None)


def has_article(session: Session, site: Site, external_id: str) -> bool:
    """Whether the site has an article of this id."""
    named = exists().where(Article.site_id == site.id, Article.external_id == external_id)
    return bool(session.scalar(select(named)))


def id_of_page(session: Session, site: Site, external_id: str, page: str, now: datetime) -> str | None:
    """By which id the site's article of this id, or else of the page of this address, is known; None when it has none.

    What the site or a feed told of, and is out, counts before what a reader's page opened.
    """
    if has_article(session, site, external_id):
        return external_id
    there = _those_at(session, site.slug, of_one_page(page))
    told = [each for each in there if each.origin is not Origin.PAGE and (each.published_at or now) <= now]
    opened = [each for each in there if each.origin is Origin.PAGE]
    return next((str(each.external_id) for each in (*reversed(told), *opened)), None)


def opened_at(session: Session, site: Site, page: str) -> int | None:
    """The number of the article that a reader's page opened at the page of this address, the oldest; None without."""
    there = _those_at(session, site.slug, of_one_page(page))
    return next((each.id for each in there if each.origin is Origin.PAGE), None)


def _those_at(session: Session, slug: str, addresses: Sequence[str]) -> Sequence[Row[*tuple[Any, ...]]]:
    """What tells the articles at these addresses of the site of this name from one another, the oldest first."""
    if not addresses:
        return ()
    is_unread = (Article.text == "").label("is_unread")
    told = (Article.id, Article.external_id, Article.url, Article.origin, Article.published_at, is_unread)
    # By address alone, which is indexed: asked for the site as well, SQLite would go through all articles of it.
    asked = select(*told, Site.slug).join(Article.site).where(Article.url.in_(addresses))
    return [each for each in session.execute(asked.order_by(Article.id)) if each.slug == slug]


def articles_of(session: Session, site: Site, limit: int, now: datetime) -> Sequence[Article]:
    """The site's latest articles, newest first and those without a date last; without those that are known by nothing
    but their page's address, and those that are to be published later.
    """
    is_told = or_(Article.origin != Origin.PAGE, Article.text != "")
    is_out = or_(Article.published_at.is_(None), Article.published_at <= now)
    latest = select(Article).where(Article.site_id == site.id, is_told, is_out)
    newest_first = latest.order_by(Article.published_at.desc().nulls_last(), Article.id)
    return session.scalars(newest_first.limit(limit)).all()


def any_under(session: Session, site: Site, section_path: str) -> bool:
    """Whether an article of the site lies in this section or below it."""
    return bool(session.scalar(select(exists().where(Article.site_id == site.id, under(section_path)))))


def titled(
    session: Session, site: Site, words: Sequence[str], areas: Sequence[Area], *, but: int, limit: int
) -> Sequence[Article]:
    """The site's latest articles in these areas whose titles have all these words, but for the one of this number."""
    asked = select(Article).where(Article.site_id == site.id, Article.id != but, within(areas))
    for word in words:
        asked = asked.where(Article.title.icontains(word, autoescape=True))
    return session.scalars(asked.order_by(Article.id.desc()).limit(limit)).all()


def id_of_twin(session: Session, article: Article, section_path: str, title: str, text: str) -> str | None:
    """The id of an article, told of by the site or a feed, that says the very same in this section; None without."""
    says = (Article.section_path == section_path, Article.title == title, Article.text == text)
    twins = select(Article.external_id).where(
        Article.site_id == article.site_id, Article.origin != Origin.PAGE, *says
    )
    return session.scalar(twins.order_by(Article.id).limit(1))


def article_to_change(session: Session, site: Site, external_id: str) -> Article:
    """The article that the site knows by this id, kept from others until this transaction ends; comments may come in.

    Raises:
        NotFound: when there is none.
    """
    asked = select(Article).where(Article.site_id == site.id, Article.external_id == external_id)
    article = session.scalar(asked.with_for_update(key_share=True))
    if article is None:
        raise NotFound("There is no such article.", code="unknown_article")
    return article


def article_to_change_with(session: Session, article_id: int) -> Article:
    """The article of this number with its site, kept from others until this transaction ends; comments may come in.

    Raises:
        NotFound: when there is none.
    """
    asked = select(Article).where(Article.id == article_id).options(joinedload(Article.site))
    article = session.scalar(asked.with_for_update(of=Article, key_share=True))
    if article is None:
        raise NotFound("There is no such article.", code="unknown_article")
    return article


def article_with(session: Session, article_id: int) -> Article | None:
    """The article of this number with its site; None when there is none."""
    return session.scalar(select(Article).where(Article.id == article_id).options(joinedload(Article.site)))


def add_article(
    session: Session, site: Site, external_id: str, fields: Mapping[str, Any], now: datetime
) -> int | None:
    """The number of the new article that ``fields`` describe; None when the site has one of this id already."""
    made: int | None = session.scalar(
        insert(session, Article)
        .values(site_id=site.id, external_id=external_id, created_at=now, updated_at=now, **fields)
        .on_conflict_do_nothing(index_elements=["site_id", "external_id"])
        .returning(Article.id)
    )
    return made


def changed_at(session: Session, article_id: int) -> datetime | None:
    """When what is judged of the article changed last, as it stands now, whatever was read before."""
    return next((moment for (moment,) in _CHANGED.ask(session, article=article_id)), None)


def with_unread_page(session: Session) -> Sequence[Article]:
    """The articles whose page could not be read, with their sites, the latest first."""
    asked = select(Article).where(Article.page_error.is_not(None)).order_by(Article.id.desc())
    return session.scalars(asked.options(joinedload(Article.site))).all()
