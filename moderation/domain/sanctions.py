"""Sanctions: what an author may not do for a while, and what follows from that for a new comment."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What is done about an author, in order of strictness."""

    WARN = "warn"
    PRE_MODERATE = "pre_moderate"
    SUSPEND = "suspend"
    BAN = "ban"
