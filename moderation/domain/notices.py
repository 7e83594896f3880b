"""What people are told of what happened, and how long it waits, so that a mistake can be taken back unseen."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

LEAVES_AFTER = timedelta(seconds=60)
"""An undo within this time calls the notice off (house default)."""


class News(StrEnum):
    """What a notice tells."""

    REJECTED = "rejected"
    PUBLISHED = "published"
    REVERSED = "reversed"
    SANCTIONED = "sanctioned"
    REPORT_SETTLED = "report_settled"
    APPEAL_SETTLED = "appeal_settled"
    FEATURED = "featured"
    WAIT = "wait"  # to managers: something has waited longer than the site wants
