"""Erase a comment at its author's request, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.owning import Own
from moderation.storage import words
from moderation.use_cases.steps.allowing import allow_writing
from moderation.use_cases.steps.erasing import erase
from moderation.use_cases.steps.owning import check_speaker, own_comment

if TYPE_CHECKING:
    from moderation.parts import Parts


def erase_comment(parts: Parts, caller: Caller, own: Own) -> int:
    """The comment's new version; its text and its author are gone, and its place stays where it was answered.

    Raises:
        NotSignedIn, NotAllowed, Malformed, TooMany: and nothing changes.
        NotFound: when there is no such comment of theirs.
        Conflict: when somebody changed the comment since.
    """
    check_speaker(caller, own)
    now = parts.now()
    with parts.database.writing() as session:
        comment = own_comment(session, caller, own)
        allow_writing(session, parts, caller, "change", now)
        erase(session, comment, now)
        words.let_go(session)
        return comment.version
