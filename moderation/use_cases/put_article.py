"""Keep an article as its site describes it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.articles import SEPARATOR, Kept, Origin
from moderation.domain.callers import Caller, require_scope
from moderation.storage import sites
from moderation.use_cases.steps.keeping import keep_article

if TYPE_CHECKING:
    from moderation.parts import Parts


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


def put_article(parts: Parts, caller: Caller, site: str, external_id: str, new: NewArticle) -> bool:
    """True when the article is new to us, False when it was replaced; its open comments are then scored again.

    Raises:
        NotSignedIn, NotAllowed: without a key of this site for articles.
        NotFound: when there is no such site.
        Malformed: when the HTML cannot be read.
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
        return keep_article(session, place, external_id, fields, parts.now()) is Kept.NEW
