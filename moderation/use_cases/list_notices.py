"""Read what somebody is to be told, and remember that it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.domain.errors import NotFound, NotSignedIn
from moderation.storage import authors, notices, sites
from moderation.use_cases.steps.own_authors import own_authors
from moderation.use_cases.steps.reading_notices import ToldNotice, as_told

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts

MOST = 100
"""How many notices are told at once, the newest."""


@dataclass(frozen=True)
class Whose:
    """Whose notices a key asks for: an author, by the site's own id for them."""

    site: str
    author: str


def list_notices(parts: Parts, caller: Caller, whose: Whose | None = None) -> Sequence[ToldNotice]:
    """The caller's own notices (for a key: those of the author it names) that are due and not called off, newest first.

    Raises:
        NotSignedIn, NotAllowed: when nobody is signed in, or the key may not ask.
        NotFound: when the site knows no such author.
    """
    now = parts.now()
    with parts.database.reading() as session:
        found = notices.told_to(session, _authors(session, caller, whose), caller.account_id, now, MOST)
        told = as_told(session, found)
    unseen = [each.id for each in told if each.is_new]
    if unseen:
        with parts.database.writing() as session:
            notices.mark_seen(session, unseen, now)
    return told


def _authors(session: Session, caller: Caller, whose: Whose | None) -> Sequence[int]:
    if whose is not None:
        require_scope(caller, "comments", whose.site)
        author = authors.author_known_as(session, sites.site_named(session, whose.site), whose.author)
        if author is None:
            raise NotFound("There is no such author.", code="unknown_author")
        return [author.id]
    if not caller.is_reader:
        raise NotSignedIn("Sign in to read your notices.")
    return own_authors(session, caller)
