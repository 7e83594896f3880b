"""A statement of reasons: what was done to a comment, why, by whom or what, and what its author can do about it.

It carries what Article 17(3) of the Digital Services Act (Regulation (EU) 2022/2065) asks for, and ``row`` the same in
the words of the Commission's transparency database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.domain.comments import Status


class Automation(StrEnum):
    """How far a decision was made without a person: FULLY, PARTIALLY (a machine held it, a person decided) or NOT."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"


@dataclass(frozen=True)
class Ground:
    """A rule that the decision rests on: its code, what it found (for managers), and what its author is told."""

    code: str
    found: str
    told: str
    score: float | None = None
    threshold: float | None = None


@dataclass(frozen=True)
class Statement:
    """The statement about one decision; ``stands`` is False when a later decision took its place.

    ``noticed`` says that readers' reports came before it, ``is_illegal`` that one of them, upheld, spoke of the law.
    ``is_imported`` says that it was made on the system that the comment came from: how far by a machine is not known.
    ``appeal_until`` is None when there is nothing to appeal.
    """

    decision: int
    comment: str
    site: str
    article: str
    site_name: str
    article_title: str
    restriction: Status | None
    decided_at: datetime
    commented_at: datetime
    language: str | None
    text: str
    grounds: Sequence[Ground]
    model: str | None
    noticed: bool
    is_illegal: bool
    detected_by_machine: bool
    decided_by: Automation
    stands: bool
    is_imported: bool
    appeal_until: datetime | None

    @property
    def what(self) -> str:
        """What the decision means for the comment."""
        effects: dict[Status | None, str] = {
            Status.REJECTED: "The comment is not shown to others, on this site and without an end.",
            Status.HELD: "The comment is not shown to others until a community manager has looked at it.",
        }
        return effects.get(self.restriction, "The comment is shown: no restriction.")

    @property
    def row(self) -> dict[str, str] | None:
        """The statement as the transparency database names its fields; its category is for the publisher to say.

        None without a restriction: there is nothing to tell the database.
        """
        if self.restriction is None:
            return None
        disabled = self.restriction is Status.HELD
        automated = {
            Automation.FULLY: "AUTOMATED_DECISION_FULLY",
            Automation.PARTIALLY: "AUTOMATED_DECISION_PARTIALLY",
            Automation.NOT: "AUTOMATED_DECISION_NOT_AUTOMATED",
        }
        return {
            "puid": f"{self.site}-decision-{self.decision}",
            "decision_visibility": f"DECISION_VISIBILITY_CONTENT_{'DISABLED' if disabled else 'REMOVED'}",
            "decision_ground": f"DECISION_GROUND_{'ILLEGAL' if self.is_illegal else 'INCOMPATIBLE'}_CONTENT",
            "content_type": "CONTENT_TYPE_TEXT",
            "content_date": self.commented_at.date().isoformat(),
            "application_date": self.decided_at.date().isoformat(),
            "source_type": "SOURCE_ARTICLE_16" if self.noticed else "SOURCE_VOLUNTARY",
            "automated_detection": "Yes" if self.detected_by_machine else "No",
            "automated_decision": automated[self.decided_by],
        }
