"""Have the pages that were given up read once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.storage import articles, jobs, sites
from moderation.use_cases.steps.fetching import READ

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class UnreadPage:
    """An article by its site's id for it, its page, and why that was given up."""

    article: str
    page: str
    why: str


def reread_pages(parts: Parts, site: str) -> list[UnreadPage]:
    """The articles of the site whose page was given up; each is read again as if it had just been asked for.

    Raises:
        NotFound: when there is no such site.
    """
    with parts.database.writing() as session:
        place = sites.site_named(session, site)
        unread = [each for each in articles.with_unread_page(session) if each.site_id == place.id]
        told = [UnreadPage(each.external_id, each.url or "", each.page_error or "") for each in unread]
        jobs.add_jobs(session, READ, [str(each.id) for each in unread], parts.now())
        for article in unread:
            article.page_error = None
        return told
