"""Gathering the comments of the last days, bounded, and the rules each was and would be judged by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from moderation.domain.articles import Mode, along
from moderation.domain.errors import Malformed
from moderation.domain.replay import Both, Judged
from moderation.domain.rules import Rules, effective
from moderation.storage import replays
from moderation.use_cases.steps.ruling import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Site

MOST = 20_000
"""More comments are not replayed: an even sample tells as much."""

SAFELY = 0.97
"""How far below MOST a sample aims, since it is drawn by chance: to cut it would leave out the latest."""


@dataclass(frozen=True)
class Gathered:
    """The comments that are looked at, of how many that there are."""

    comments: Sequence[Judged]
    total: int

    @property
    def scale(self) -> float:
        """How many comments each one that is looked at stands for."""
        return self.total / len(self.comments) if self.comments else 1.0


def gather(session: Session, site: Site, path: str, *, days: int, now: datetime) -> Gathered:
    """The comments of the last days in the site ("") or the section, or an even sample of them."""
    since = now - timedelta(days=days)
    total = replays.count_since(session, site, path, since)
    share = SAFELY * MOST / total if total > MOST else 1.0
    return Gathered(replays.judged_since(session, site, path, since, share=share)[:MOST], total)


def rules_by_place(
    said: Mapping[str, Any], path: str, proposed: Mapping[str, Any]
) -> Callable[[Judged], Both]:
    """The rules that a comment is judged by, and those it would be judged by if ``path`` said what is proposed."""
    known: dict[tuple[str, Mode | None], Both] = {}
    otherwise = {**said, path: proposed}

    def both(comment: Judged) -> Both:
        place = (comment.section_path, comment.mode)
        if place not in known:
            known[place] = Both(_in_force(said, *place), _in_force(otherwise, *place))
        return known[place]

    return both


def _in_force(said: Mapping[str, Any], section_path: str, mode: Mode | None) -> Rules:
    try:
        rules = effective(said.get("", {}), [said[path] for path in along(section_path) if path in said])
    except Malformed:
        return UNREADABLE
    return replace(rules, mode=mode) if mode else rules
