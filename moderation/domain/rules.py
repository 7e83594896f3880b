"""The rules of a site, which its sections may override, and how the two are merged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from moderation.domain.articles import Mode
from moderation.domain.decisions import REASONS, Reason
from moderation.domain.errors import Malformed
from moderation.domain.findings import Verdict
from moderation.domain.rule_shapes import complaints_about

WORD_LISTS = ("banned_words", "held_words", "allowed_words")
"""The rules that are lists of watched words."""

LISTS = (*WORD_LISTS, "reasons", "canned")
"""The rules that are lists of anything."""

NOT_JUDGING = (*LISTS, "welcome")
"""What a decision does not keep of its rules: the finding names the word, and the rules' history has the rest."""

WELCOME = (
    "Please keep conversations courteous and on-topic.\n"
    "Some comments wait for a community manager before they appear."
)
"""What stands above the comments where the site says nothing else."""


class Guests(StrEnum):
    """Whether a site takes comments of people without an account: not at all, or such that always wait."""

    NO = "no"
    HELD = "held"


@dataclass(frozen=True)
class Canned:
    """A text that managers may put into a message to an author, and the name they know it by."""

    name: str
    text: str


@dataclass(frozen=True)
class Rules:
    """How a site (or one of its sections) takes and judges comments; docs/rules.md tells what each rule means.

    ``thresholds`` override the model's own by attribute; a score at or over one holds the comment, and over 1
    never does. None is never, or for ever.
    """

    mode: Mode = Mode.OPEN
    thresholds: Mapping[str, float] = field(default_factory=dict)
    banned_words: tuple[str, ...] = ()
    held_words: tuple[str, ...] = ()
    allowed_words: tuple[str, ...] = ()
    hold_links_over: int = 2
    hold_repeats_over: int = 1
    newcomer_comments: int = 2
    unscored: Verdict = Verdict.HOLD
    guests: Guests = Guests.NO
    reports_hold_at: float = 3
    close_after_days: int | None = None
    edit_minutes: int = 5
    nudge_percent: int | None = None
    appeal_days: int = 14
    wait_target_minutes: int | None = 60
    rejected_kept_days: int | None = None
    welcome: str = WELCOME
    reasons: tuple[Reason, ...] = ()
    canned: tuple[Canned, ...] = ()

    def overridden(self, row: Any) -> Rules:
        """These rules with what ``row`` (plain JSON, as stored) says instead; thresholds merge by attribute.

        Raises:
            Malformed: when ``row`` is no object, or names a rule that does not exist or says what it cannot mean.
        """
        said = _checked(row)
        for name in LISTS:
            if name in said:
                said[name] = tuple(_MADE.get(name, str)(each) for each in said[name])
        if "thresholds" in said:
            said["thresholds"] = {**self.thresholds, **said["thresholds"]}
        for name, kind in (("mode", Mode), ("unscored", Verdict), ("guests", Guests)):
            if name in said:
                said[name] = kind(said[name])
        return replace(self, **said)

    def as_row(self) -> dict[str, Any]:
        """These rules as plain JSON values."""
        row = asdict(self)
        return {**row, **{name: list(row[name]) for name in LISTS}}

    def as_judged_by(self) -> dict[str, Any]:
        """What a decision keeps of them, as plain JSON values: without long lists."""
        return {name: said for name, said in vars(self).items() if name not in NOT_JUDGING}

    def takes_comments(self, published_at: datetime, now: datetime) -> bool:
        """Whether an article that came out then still takes comments."""
        is_old = bool(self.close_after_days) and now - published_at > timedelta(
            days=self.close_after_days or 0
        )
        return self.mode is not Mode.CLOSED and not is_old


DEFAULTS = Rules()
"""The rules where nobody says anything else."""

_REMEMBERED = 64
"""Sites and sections whose rules are kept at hand."""

_MADE: dict[str, Any] = {"reasons": lambda said: Reason(**said), "canned": lambda said: Canned(**said)}


def _checked(row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        raise Malformed("Rules are a JSON object.")
    complaints = complaints_about(row)
    if complaints:
        raise Malformed("These rules cannot be used.", fields=complaints)
    return dict(row)


def effective(site: Mapping[str, Any], sections: Sequence[Mapping[str, Any]]) -> Rules:
    """The rules in force: the defaults, what the site says, then each section from the outermost inwards."""
    return _effective(json.dumps([site, *sections]))


@lru_cache(_REMEMBERED)
def _effective(written: str) -> Rules:
    """The same of JSON, remembered: every comment asks, and a site may have thousands of words to be checked."""
    site, *sections = json.loads(written)
    rules = DEFAULTS.overridden(site)
    for section in sections:
        rules = rules.overridden(section)
    return rules


def reasons_for(rules: Rules) -> dict[str, Reason]:
    """Every reason a rejection may have, by code: ours, and the site's own in their place or before "other"."""
    return _in_order({reason.code: reason for reason in rules.reasons})


def reasons_shared(everywhere: Sequence[Mapping[str, Reason]]) -> dict[str, Reason]:
    """Of the reasons of several places those that mean the same in all, by code; ours in the place of the others."""
    first = everywhere[0] if everywhere else {}
    return _in_order(
        {code: each for code, each in first.items() if all(there.get(code) == each for there in everywhere)}
    )


def reasons_named(everywhere: Iterable[Mapping[str, Reason]]) -> dict[str, str]:
    """Every reason of several places by code, with what it is called there: "Insult, Gossip" where they differ."""
    labels: dict[str, dict[str, None]] = {code: {reason.label: None} for code, reason in REASONS.items()}
    for reasons in everywhere:
        for code, reason in reasons.items():
            labels.setdefault(code, {})[reason.label] = None
    return {code: ", ".join(called) for code, called in labels.items()}


def _in_order(own: Mapping[str, Reason]) -> dict[str, Reason]:
    """Ours, with these in their place or before "other"."""
    first = {code: reason for code, reason in {**REASONS, **own}.items() if code != "other"}
    return {**first, "other": own.get("other", REASONS["other"])}
