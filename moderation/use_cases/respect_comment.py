"""Respect somebody else's published comment, or no longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.comments import Status
from moderation.domain.errors import Conflict, Malformed
from moderation.storage import respects
from moderation.use_cases.steps.allowing import allow
from moderation.use_cases.steps.asking import asker_on, check_asker, comment_of

if TYPE_CHECKING:
    from moderation.parts import Parts

PER_MINUTE = 60
"""How often an account may change its mind; a key's limit is its own."""


@dataclass(frozen=True)
class Respected:
    """Which comment, whether it is respected from now on, and by whom if a key names an author."""

    site: str
    comment: str
    given: bool
    author: NamedAuthor | None = None


def respect_comment(parts: Parts, caller: Caller, said: Respected) -> int:
    """How many respect the comment now; each author once, however often it is said.

    Raises:
        NotSignedIn, NotAllowed, NotFound, Malformed, TooMany: and nothing changes.
        Conflict: when the comment does not show.
    """
    check_asker(caller, said.site, said.author)
    now = parts.now()
    with parts.database.writing() as session:
        limit = PER_MINUTE if caller.key_id is None else caller.per_minute
        allow(session, f"respect {caller.mark}", limit, 60, now)
        comment = comment_of(session, said.site, said.comment)
        author = asker_on(session, caller, comment.article.site, said.author, now)
        if not said.given:
            respects.take_back(session, comment, author)
        elif comment.author_id == author.id:
            raise Malformed("This comment is your own.", code="own_comment")
        elif comment.status is not Status.PUBLISHED:
            raise Conflict("This comment does not show.", code="not_published")
        else:
            respects.give(session, comment, author, now)
        return respects.count_of(session, comment)
