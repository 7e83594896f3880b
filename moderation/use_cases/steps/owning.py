"""An author's hold on a comment of theirs: finding it, and changing it unless it changed since they saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.domain.comments import check_version
from moderation.domain.errors import Malformed, NotFound, NotSignedIn
from moderation.domain.owning import Own
from moderation.storage import authors
from moderation.use_cases.steps.asking import comment_of
from moderation.use_cases.steps.changing import what_happened
from moderation.use_cases.steps.own_authors import own_authors

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.tables import Comment


def check_speaker(caller: Caller, own: Own) -> None:
    """Refuse who may not speak here: a key speaks for an author that it names, a reader for themselves.

    Raises:
        NotSignedIn, NotAllowed, Malformed: when nobody, or the wrong one, is speaking.
    """
    if caller.key_id is not None:
        require_scope(caller, "comments", own.site)
        if own.author is None:
            raise Malformed("A key says whose comment it is.", fields={"author": ["Name the author by id."]})
    elif not caller.is_reader:
        raise NotSignedIn("Sign in first.")
    elif own.author is not None:
        raise Malformed("Only a key of the site may name authors.", fields={"author": ["Leave this out."]})


def own_comment(session: Session, caller: Caller, own: Own) -> Comment:
    """The comment, kept from others until this transaction ends.

    Raises:
        NotFound: when the site has no such comment, or it is somebody else's: which of them is not said.
        Conflict: when it is no longer at the version that was seen; the message tells who did what since.
    """
    comment = comment_of(session, own.site, own.comment)
    if not _is_theirs(session, caller, own, comment):
        raise NotFound("There is no such comment of yours.", code="unknown_comment")
    if own.version is not None and own.version != comment.version:
        check_version(own.version, comment.version, what_happened(session, comment, "Your change"))
    return comment


def _is_theirs(session: Session, caller: Caller, own: Own, comment: Comment) -> bool:
    if own.author is None:
        return comment.author_id in own_authors(session, caller)
    named = authors.author_known_as(session, comment.article.site, own.author) if own.author else None
    return named is not None and named.id == comment.author_id
