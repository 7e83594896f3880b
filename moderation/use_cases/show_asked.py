"""Show a reader the one comment that they want to report or appeal, and how that stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.storage import appeals, comments, follows, mutes, reports
from moderation.use_cases.steps.asking import seen_comment
from moderation.use_cases.steps.own_authors import own_authors
from moderation.use_cases.steps.showing import ShownComment, shown

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class AskedComment:
    """A comment as its reader sees it, where it stands, whether they reported it, and their appeal if there is one.

    ``upheld`` is None while the appeal waits. ``is_followed`` tells of its thread, ``is_muted`` of its author.
    """

    comment: ShownComment
    site_name: str
    article: str
    article_title: str
    is_reported: bool
    is_appealed: bool
    upheld: bool | None
    answer: str | None
    is_followed: bool = False
    is_muted: bool = False


def show_asked(parts: Parts, caller: Caller, site: str, comment_id: str) -> AskedComment:
    """The comment, if it is published or the reader's own and not erased.

    Raises:
        NotFound: when the site has no such comment, or none that the reader may see.
    """
    with parts.database.reading() as session:
        own = own_authors(session, caller)
        comment = seen_comment(session, site, comment_id, own)
        is_own = comment.author_id in own
        appeal = appeals.latest_of(session, comment_id) if is_own else None
        return AskedComment(
            comment=shown(session, comment, comments.latest_revision(session, comment_id), own),
            site_name=comment.article.site.name,
            article=comment.article.external_id,
            article_title=comment.article.title,
            is_reported=any(reports.report_by(session, comment_id, each) for each in own),
            is_appealed=appeal is not None,
            upheld=appeal.upheld if appeal else None,
            answer=appeal.answer if appeal else None,
            is_followed=bool(follows.followed_by(session, own, [comment.root_id])),
            is_muted=comment.author_id in mutes.muted_by(session, own),
        )
