"""Show a reader again what an author writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import NotSignedIn
from moderation.storage import mutes
from moderation.use_cases.steps.own_authors import own_authors

if TYPE_CHECKING:
    from moderation.parts import Parts


def unmute_author(parts: Parts, caller: Caller, author_id: int) -> None:
    """End the caller's mute of this author, if there is one.

    Raises:
        NotSignedIn: when nobody is signed in, or a guest.
    """
    if not caller.comes_back:
        raise NotSignedIn("Sign in first.")
    with parts.database.writing() as session:
        mutes.drop_mute(session, own_authors(session, caller), author_id)
