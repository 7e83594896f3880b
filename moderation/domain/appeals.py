"""What readers ask of managers: to look at a comment (a report), or at a decision again (an appeal)."""

from __future__ import annotations

from enum import StrEnum


class Ground(StrEnum):
    """Why a comment is reported."""

    COURTESY = "courtesy"
    OFF_TOPIC = "off-topic"
    SPAM = "spam"
    ILLEGAL = "illegal"
    OTHER = "other"
