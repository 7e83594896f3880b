"""Read what somebody is to be told, and remember that it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.domain.errors import Malformed, NotFound, NotSignedIn
from moderation.storage import authors, notices, sites
from moderation.use_cases.steps.own_authors import own_authors
from moderation.use_cases.steps.reading_notices import ToldNotice, as_told, told_as

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts

GREATEST_ID = 2**31 - 1
MOST = 100
"""How many notices are told at once, the newest."""

Place = tuple[datetime, str]
"""Where a page of notices goes on: after what was told at this moment, with this number."""


@dataclass(frozen=True)
class Whose:
    """Whose notices a key asks for: an author, by the site's own id for them."""

    site: str
    author: str


@dataclass(frozen=True)
class NoticePage:
    """A page of notices; ``next`` is the place to go on after, None at the end."""

    notices: Sequence[ToldNotice]
    next: Place | None


def list_notices(
    parts: Parts,
    caller: Caller,
    whose: Whose | None = None,
    *,
    after: Place | None = None,
    limit: int = MOST,
) -> NoticePage:
    """The caller's own notices (for a key: those of the author it names) that are due and not called off, newest first.

    Raises:
        NotSignedIn, NotAllowed: when nobody is signed in, or the key may not ask.
        NotFound: when the site knows no such author.
        Malformed: when there is no such place to go on after.
    """
    now = parts.now()
    stretch = notices.Stretch(now, limit + 1, _read(after) if after else None)
    with parts.database.reading() as session:
        whom = told_as(caller, _authors(session, caller, whose))
        found = notices.told_to(session, whom, stretch)
        told = as_told(session, found[:limit])
    unseen = [each.id for each in told if each.is_new]
    if unseen:
        with parts.database.writing() as session:
            notices.mark_seen(session, unseen, now)
    return NoticePage(told, (told[-1].due_at, str(told[-1].id)) if len(found) > limit else None)


def _read(after: Place) -> tuple[datetime, int]:
    at, number = after
    if not (number.isascii() and number.isdigit() and len(number) < 11 and int(number) <= GREATEST_ID):
        raise Malformed("There is no such place in the list.", fields={"cursor": ["No such place."]})
    return at, int(number)


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
