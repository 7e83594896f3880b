"""Spare a reader what an author writes, or no longer; others read on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import Conflict, NotSignedIn
from moderation.storage import mutes
from moderation.use_cases.steps.allowing import allow_writing
from moderation.use_cases.steps.asking import asker_on, seen_comment
from moderation.use_cases.steps.own_authors import own_authors

if TYPE_CHECKING:
    from moderation.parts import Parts


def mute_author(parts: Parts, caller: Caller, site: str, comment_id: str, *, muted: bool = True) -> None:
    """Have the author of a comment muted for the caller from now on, or not.

    Raises:
        NotSignedIn, TooMany: and nothing changes; a guest is not signed in.
        NotFound: when the site has no such comment, or none that the caller may see.
        Conflict: when it is the caller's own, or staff's.
    """
    if not caller.comes_back:
        raise NotSignedIn("Sign in to mute somebody.")
    now = parts.now()
    with parts.database.writing() as session:
        own = own_authors(session, caller)
        comment = seen_comment(session, site, comment_id, own)
        if comment.author_id in own:
            raise Conflict("This comment is your own.", code="own_comment")
        if comment.author.is_staff:
            raise Conflict("Community managers cannot be muted.", code="staff")
        allow_writing(session, parts, caller, "mute", now)
        if muted:
            author = asker_on(session, caller, comment.article.site, None, now)
            mutes.add_mute(session, author, comment.author_id, now)
        else:
            mutes.drop_mute(session, own, comment.author_id)
