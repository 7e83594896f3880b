"""Show somebody who is signed in what they wrote, over all sites, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import NotSignedIn
from moderation.storage import appeals, comments, own_comments
from moderation.use_cases.steps.own_authors import own_authors
from moderation.use_cases.steps.showing import ShownComment, shown

if TYPE_CHECKING:
    from moderation.parts import Parts

PAGE = 20
"""How many comments come at a time."""


@dataclass(frozen=True)
class OwnComment:
    """A comment as its author sees it, where it stands, and whether their appeal waits."""

    comment: ShownComment
    site: str
    site_name: str
    article: str
    article_title: str
    is_appealed: bool


@dataclass(frozen=True)
class OwnPage:
    """A page of somebody's comments, newest first; ``next`` is the id to go on after, None at the end."""

    comments: Sequence[OwnComment]
    next: str | None


def list_own_comments(parts: Parts, caller: Caller, after: str | None = None) -> OwnPage:
    """A page of the caller's comments, after the one already seen.

    Raises:
        NotSignedIn: when nobody is signed in.
    """
    if not caller.is_reader:
        raise NotSignedIn("Sign in to read your comments.")
    with parts.database.reading() as session:
        own = own_authors(session, caller)
        found = own_comments.written_by(session, own, after=after, limit=PAGE + 1)
        page = found[:PAGE]
        ids = [comment.id for comment in page]
        texts, waiting = comments.texts_of(session, ids), appeals.open_appeals(session, ids)
        listed = [
            OwnComment(
                comment=shown(session, comment, texts[comment.id], own),
                site=comment.article.site.slug,
                site_name=comment.article.site.name,
                article=comment.article.external_id,
                article_title=comment.article.title,
                is_appealed=comment.id in waiting,
            )
            for comment in page
        ]
        return OwnPage(listed, ids[-1] if len(found) > PAGE else None)
