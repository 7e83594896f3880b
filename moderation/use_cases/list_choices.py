"""Show a reader which threads they follow and whom they have muted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.domain.errors import NotSignedIn
from moderation.storage import follows, mutes
from moderation.use_cases.steps.own_authors import own_authors

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class Followed:
    """A thread that is followed: its first comment, by whom, and where; ``address`` is the page's, if that is known."""

    comment: str
    author: str
    site: str
    article: str
    article_title: str
    address: str | None


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
        NotSignedIn: when nobody is signed in, or a guest.
    """
    if not caller.comes_back:
        raise NotSignedIn("Sign in first.")
    with parts.database.reading() as session:
        own = own_authors(session, caller)
        followed = [
            Followed(
                each.comment_id,
                each.comment.author.name,
                each.comment.article.site.slug,
                each.comment.article.external_id,
                each.comment.article.title,
                each.comment.article.url,
            )
            for each in follows.follows_of(session, own)
            if each.comment.status is Status.PUBLISHED
        ]
        muted = [Muted(each.muted_id, each.muted.name) for each in mutes.mutes_of(session, own)]
        return Choices(followed, muted)
