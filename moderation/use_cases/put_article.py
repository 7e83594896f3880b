"""Keep an article as its site describes it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.storage import sites

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class NewArticle:
    """An article as the site sends it; ``section`` is the path from the outermost section inwards."""

    title: str
    text: str = ""
    url: str | None = None
    section: tuple[str, ...] = ()
    language: str | None = None
    is_open: bool = True
    published_at: datetime | None = None


def put_article(parts: Parts, caller: Caller, site: str, external_id: str, new: NewArticle) -> bool:
    """True when the article is new to us, False when it was replaced.

    Raises:
        NotSignedIn, NotAllowed: without a key of this site for articles.
        NotFound: when there is no such site.
    """
    require_scope(caller, "articles", site)
    fields = {
        "title": new.title,
        "text": new.text,
        "url": new.url,
        "section_path": sites.SEPARATOR.join(new.section),
        "language": new.language,
        "is_open": new.is_open,
        "published_at": new.published_at,
    }
    with parts.database.writing() as session:
        return sites.put_article(session, sites.site_named(session, site), external_id, fields, parts.now())
