"""Tell a reader no more of a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import NotSignedIn
from moderation.storage import follows
from moderation.use_cases.steps.own_authors import own_authors

if TYPE_CHECKING:
    from moderation.parts import Parts


def unfollow_thread(parts: Parts, caller: Caller, root_id: str) -> None:
    """End the caller's following of the thread with this first comment, if they follow it.

    Raises:
        NotSignedIn: when nobody is signed in, or a guest.
    """
    if not caller.comes_back:
        raise NotSignedIn("Sign in first.")
    with parts.database.writing() as session:
        follows.drop_follow(session, own_authors(session, caller), root_id)
