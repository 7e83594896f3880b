"""Have a reader told of what is written in a thread, or no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import NotSignedIn
from moderation.storage import follows
from moderation.use_cases.steps.allowing import allow_writing
from moderation.use_cases.steps.asking import asker_on, seen_comment
from moderation.use_cases.steps.own_authors import own_authors

if TYPE_CHECKING:
    from moderation.parts import Parts


def follow_thread(parts: Parts, caller: Caller, site: str, comment_id: str, *, followed: bool = True) -> None:
    """Have the caller follow the thread that a comment belongs to from now on, or not.

    Raises:
        NotSignedIn, TooMany: and nothing changes; a guest is not signed in.
        NotFound: when the site has no such comment, or none that the caller may see.
    """
    if not caller.comes_back:
        raise NotSignedIn("Sign in to follow a thread.")
    now = parts.now()
    with parts.database.writing() as session:
        own = own_authors(session, caller)
        comment = seen_comment(session, site, comment_id, own)
        allow_writing(session, parts, caller, "follow", now)
        if followed:
            author = asker_on(session, caller, comment.article.site, None, now)
            follows.add_follow(session, author, comment.root_id, now)
        else:
            follows.drop_follow(session, own, comment.root_id)
