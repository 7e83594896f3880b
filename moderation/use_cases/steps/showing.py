"""What a reader sees of a comment, and what its author is told while it does not show to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.comments import GONE, Status
from moderation.domain.findings import Finding
from moderation.storage import decisions
from moderation.use_cases.steps.ruling import edit_until, reason_given

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.tables import Comment, Revision


ONE_S_OWN = frozenset({Status.WITHDRAWN, Status.HELD})
"""What its author alone may read: for others at most its place is left."""


@dataclass(frozen=True)
class ShownComment:
    """A comment as a reader sees it; ``told`` is why it does not show to others, to its author alone.

    ``is_muted`` says that this reader does not want to read its author, ``is_followed`` that they follow its thread.
    One that is gone, or held, has neither text nor author but for its author who may put it back. ``version`` goes
    back with what its author changes, and they may edit it until ``edit_until``. ``respects`` is how many readers
    respect it.
    ``replies`` begins the thread and ``unfold_after`` is the reply after which it goes on, None when all are here;
    ``hidden_replies`` counts the published ones that are not.
    """

    id: str
    parent: str | None
    answers: str | None
    author: str
    is_staff: bool
    is_own: bool
    text: str
    status: Status
    told: Sequence[str]
    created_at: datetime
    is_featured: bool = False
    is_muted: bool = False
    is_followed: bool = False
    reply_count: int = 0
    replies: Sequence[ShownComment] = ()
    hidden_replies: int = 0
    unfold_after: str | None = None
    version: int = 0
    respects: int = 0
    is_respected: bool = False
    edited_at: datetime | None = None
    edit_until: datetime | None = None

    @property
    def is_gone(self) -> bool:
        """Whether its author took it back."""
        return self.status in GONE


def shown(session: Session, comment: Comment, revision: Revision, own: Sequence[int]) -> ShownComment:
    """The comment as the reader sees it who is these authors."""
    parent = comment.parent if comment.parent_id and comment.parent_id != comment.root_id else None
    is_own = comment.author_id in own
    is_hidden = comment.status is Status.ERASED or (comment.status in ONE_S_OWN and not is_own)
    return ShownComment(
        id=comment.id,
        parent=comment.parent_id,
        answers=parent.author.name if parent and parent.status not in GONE else None,
        author="" if is_hidden else comment.author.name,
        is_staff=comment.author.is_staff and not is_hidden,
        is_own=is_own,
        text="" if is_hidden else revision.text,
        status=comment.status,
        told=[] if is_hidden else _told(session, comment, revision),
        created_at=comment.created_at,
        is_featured=comment.featured_at is not None and not is_hidden,
        version=comment.version if is_own else 0,
        respects=0 if is_hidden else comment.respect_count,
        edited_at=revision.created_at if revision.number > 1 and not is_hidden else None,
        edit_until=_edit_until(session, comment) if is_own else None,
    )


def _edit_until(session: Session, comment: Comment) -> datetime | None:
    return edit_until(session, comment) if comment.status in {Status.PUBLISHED, Status.HELD} else None


def _told(session: Session, comment: Comment, revision: Revision) -> list[str]:
    """Why a comment does not show to others, in its author's words; nothing when it does."""
    if comment.status in {Status.PUBLISHED, *GONE}:
        return []
    decision = decisions.latest(session, comment.id)
    reason = reason_given(decision) if decision is not None else None
    if reason is not None and comment.status is Status.REJECTED:
        return [reason.told]
    findings = [Finding.from_row(row) for row in revision.findings]
    return list(dict.fromkeys(finding.told for finding in findings if finding.objects))
