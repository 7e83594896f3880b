"""What a site promises those who ask something of it, by its rules: how soon, and for how long."""

from __future__ import annotations

from datetime import timedelta

from moderation.domain.rules import Rules


def appeal_window(rules: Rules) -> timedelta:
    """How long after a decision its author may appeal."""
    return timedelta(days=rules.appeal_days)


def wait_target(rules: Rules) -> timedelta | None:
    """How long a held comment should wait at most; None when the site wants no alert."""
    return None if rules.wait_target_minutes is None else timedelta(minutes=rules.wait_target_minutes)


def rejected_kept(rules: Rules) -> timedelta | None:
    """How long the text of a rejected comment is kept, never less than an appeal may take; None: for good."""
    if rules.rejected_kept_days is None:
        return None
    return max(timedelta(days=rules.rejected_kept_days), appeal_window(rules))
