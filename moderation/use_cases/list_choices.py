"""Show a reader which threads they follow and whom they have muted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.domain.errors import NotSignedIn
from moderation.storage import follows, mutes

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class Followed:
    """A thread that is followed: its first comment, by whom, and where."""

    comment: str
    author: str
    site: str
    article: str
    article_title: str


@dataclass(frozen=True)
class Muted:
    """An author who is muted."""

    author: int
    name: str


@dataclass(frozen=True)
class Choices:
    """What a reader has chosen, latest first."""

    follows: Sequence[Followed]
    mutes: Sequence[Muted]


def list_choices(parts: Parts, caller: Caller) -> Choices:
    """The threads that the caller follows and that still show, and the authors whom they have muted.

    Raises:
        NotSignedIn: when nobody is signed in.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in first.")
    with parts.database.reading() as session:
        followed = [
            Followed(
                each.comment_id,
                each.comment.author.name,
                each.comment.article.site.slug,
                each.comment.article.external_id,
                each.comment.article.title,
            )
            for each in follows.follows_of(session, caller.account_id)
            if each.comment.status is Status.PUBLISHED
        ]
        muted = [
            Muted(each.author_id, each.author.name) for each in mutes.mutes_of(session, caller.account_id)
        ]
        return Choices(followed, muted)
