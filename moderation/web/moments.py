"""Moments as people say them: "12 min ago", "12 November 2026", and to the minute for those who hover."""

from __future__ import annotations

from datetime import datetime


def ago(then: datetime, now: datetime) -> str:
    """How long ago, in one unit; the date when that was more than four weeks ago."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes}\u00a0min ago"
    if minutes < 60 * 24:
        return f"{minutes // 60}\u00a0h ago"
    days = minutes // (60 * 24)
    if days < 28:
        return "yesterday" if days == 1 else f"{days}\u00a0days ago"
    return f"on {day(then)}"


def still(until: datetime, now: datetime) -> str:
    """For how long that is, in whole minutes; until when, where that is more than two hours."""
    minutes = int((until - now).total_seconds() // 60)
    if minutes > 120:
        return f"until {exactly(until)}"
    if minutes < 1:
        return "for less than a minute"
    return f"for another {minutes} minutes" if minutes > 1 else "for another minute"


def day(then: datetime) -> str:
    """The day, as a newspaper writes it."""
    return f"{then.day} {then:%B %Y}"


def exactly(then: datetime) -> str:
    """The exact time."""
    return f"{day(then)}, {then:%H:%M} UTC"
