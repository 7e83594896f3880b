"""What a site promises those who ask something of it, by its rules: how soon, for how long, at which weight."""

from __future__ import annotations

from datetime import timedelta

from moderation.domain.rules import Rules


def reports_hold_at(rules: Rules) -> float:
    """The weight of open reports from which a published comment is held."""
    return float(getattr(rules, "reports_hold_at", 3.0))


def appeal_window(rules: Rules) -> timedelta:
    """How long after a decision its author may appeal."""
    return timedelta(days=getattr(rules, "appeal_days", 14))


def wait_target(rules: Rules) -> timedelta | None:
    """How long a held comment should wait at most; None when the site wants no alert."""
    minutes = getattr(rules, "wait_target_minutes", 60)
    return None if minutes is None else timedelta(minutes=minutes)


def rejected_kept(rules: Rules) -> timedelta | None:
    """How long the text of a rejected comment is kept, never less than an appeal may take; None: for good."""
    days = getattr(rules, "rejected_kept_days", None)
    return None if days is None else max(timedelta(days=days), appeal_window(rules))
