"""Keep an article as its site describes it now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.articles import SEPARATOR, Kept, Origin
from moderation.domain.callers import Caller, require_scope
from moderation.domain.errors import NotFound, Outdated
from moderation.storage import articles, sites
from moderation.use_cases.steps.keeping import keep_article

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Site

TAGGED = ("title", "text", "url", "section_path", "language", "is_open", "published_at")
"""What the tag of an article is made of."""


@dataclass(frozen=True)
class NewArticle:
    """An article as the site sends it, in plain text or HTML; ``section`` is the path from the outermost inwards."""

    title: str
    text: str = ""
    html: str | None = None
    url: str | None = None
    section: tuple[str, ...] = ()
    language: str | None = None
    is_open: bool = True
    published_at: datetime | None = None


@dataclass(frozen=True)
class PutArticle:
    """That an article is kept: whether it is new, and the tag of what is kept now."""

    is_new: bool
    tag: str


def put_article(
    parts: Parts,
    caller: Caller,
    site: str,
    external_id: str,
    new: NewArticle,
    *,
    seen: Container[str] | None = None,
) -> PutArticle:
    """The article as it is kept now; when it was replaced, its open comments are scored again.

    ``seen`` are the tags of the states that it may replace; without it, it may replace any, and be new.

    Raises:
        NotSignedIn, NotAllowed: without a key of this site for articles.
        NotFound: when there is no such site.
        Malformed: when the HTML cannot be read.
        Outdated: when the article is not in a state that was seen, or is not there.
    """
    require_scope(caller, "articles", site)
    fields = {
        "title": new.title,
        "text": new.text if new.html is None else parts.outside.text_of(new.html),
        "url": new.url,
        "section_path": SEPARATOR.join(new.section),
        "language": new.language,
        "is_open": new.is_open,
        "published_at": new.published_at,
        "origin": Origin.SITE,
        "page_error": None,
    }
    with parts.database.writing() as session:
        place = sites.site_named(session, site)
        if seen is not None:
            _refuse_unseen(_tag_now(session, place, external_id), seen)
        kept = keep_article(session, place, external_id, fields, parts.now())
        return PutArticle(kept is Kept.NEW, _tag(fields))


def _refuse_unseen(tag: str | None, seen: Container[str]) -> None:
    if tag is None:
        raise Outdated("There is no such article yet.")
    if tag not in seen:
        raise Outdated("This article is not as you have seen it.")


def _tag_now(session: Session, site: Site, external_id: str) -> str | None:
    """The tag of the article as it is kept, kept from others until this transaction ends; None without one."""
    try:
        article = articles.article_to_change(session, site, external_id)
    except NotFound:
        return None
    return _tag({name: getattr(article, name) for name in TAGGED})


def _tag(fields: Mapping[str, Any]) -> str:
    """What differs as soon as anything that the site says of an article does."""
    said = json.dumps([str(fields[name]) for name in TAGGED])
    return hashlib.sha256(said.encode()).hexdigest()[:32]
