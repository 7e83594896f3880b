"""What a test does when this machine lacks a program: it says so loudly, or fails where none may be skipped."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from typing import NoReturn

import pytest

MARK = "lacks "


def lacking(program: str, remedy: str) -> NoReturn:
    """Skip the running test for want of a program; fail it under MODERATION_NO_SKIP=1."""
    reason = f"{MARK}{program}: {remedy}"
    if os.environ.get("MODERATION_NO_SKIP") == "1":
        pytest.fail(f"{reason} (MODERATION_NO_SKIP=1 forbids skipping)", pytrace=False)
    pytest.skip(reason)


def announcement(skipped: Iterable[pytest.TestReport]) -> list[str]:
    """One line for each program that was lacking: how many tests it cost, and how to get it."""
    reasons = Counter(_reason(report) for report in skipped)
    return [
        f"{count} test{'s' if count > 1 else ''} SKIPPED: this machine {reason}"
        for reason, count in sorted(reasons.items())
        if reason.startswith(MARK)
    ]


def _reason(report: pytest.TestReport) -> str:
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
