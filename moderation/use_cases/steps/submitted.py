"""What became of a comment that was sent, edited or put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.comments import Status
from moderation.domain.findings import Finding

if TYPE_CHECKING:
    from moderation.storage.tables import Comment, Revision


@dataclass(frozen=True)
class Submitted:
    """What became of a comment: its status and version, the findings behind it, the model that scored it if any did."""

    id: str
    status: Status
    findings: Sequence[Finding]
    model: str | None
    version: int


def submitted(comment: Comment, revision: Revision) -> Submitted:
    """What became of the comment that says this now."""
    findings = [Finding.from_row(row) for row in revision.findings]
    return Submitted(comment.id, comment.status, findings, revision.model, comment.version)
