"""The rules in words: what each is called at the desk, what it does, and what two sets of them differ in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from moderation.domain.articles import Mode
from moderation.domain.attributes import label_of

MODES: dict[Mode, str] = {
    Mode.OPEN: "What the rules object to waits, the rest is published",
    Mode.PRE: "Everything waits until somebody has looked",
    Mode.POST: "Everything is published at once, and looked at afterwards",
    Mode.CLOSED: "No new comments",
}
"""Each mode in words, the usual one first."""


@dataclass(frozen=True)
class RuleWords:
    """What a rule is called, what it does, and what is counted in it, if anything."""

    title: str
    says: str
    unit: str = ""


RULE_WORDS: dict[str, RuleWords] = {
    "mode": RuleWords(
        "Comments",
        "how comments are taken: `open` (what the rules object to waits), `pre` (everything waits), `post` (everything "
        "is published at once except what a banned word rejects), `closed` (new ones are refused)",
    ),
    "thresholds": RuleWords(
        "Thresholds",
        "the score from which an attribute holds, in place of the model's; over 1 it never does",
    ),
    "banned_words": RuleWords(
        "Banned words", "comments with one of these words or phrases are rejected; disguises are seen through"
    ),
    "held_words": RuleWords("Held words", "comments with one of these are held"),
    "allowed_words": RuleWords(
        "Allowed words", "what stands inside one of these phrases is not counted as banned or held there"
    ),
    "hold_links_over": RuleWords("Links", "how many links a comment may carry", "links"),
    "hold_repeats_over": RuleWords(
        "Repeats",
        "in how many other places nearly the same may stand: under another article, or by another author; 1000 never "
        "holds",
        "places",
    ),
    "newcomer_comments": RuleWords(
        "Newcomers", "how many comments of a new author wait for a manager (0 in the demo)", "comments"
    ),
    "unscored": RuleWords("Not checked", "what happens to what could not be scored: `hold` or `publish`"),
    "guests": RuleWords(
        "Guests",
        "whether people without an account may write: `no`, or `held`, which always waits for a manager",
    ),
    "reports_hold_at": RuleWords(
        "Reports",
        "from which weight of readers' reports on a published comment is held; an unproven report weighs 1",
    ),
    "close_after_days": RuleWords(
        "Close after", "after how many days an article takes no more comments; 0 or null is never", "days"
    ),
    "edit_minutes": RuleWords("Edits", "for how many minutes authors may change what they wrote", "minutes"),
    "nudge_percent": RuleWords(
        "Nudges",
        "from how much of an attribute's threshold on its author is asked to look again before a comment is posted; "
        "100 asks of what would wait, null asks nobody",
        "per cent",
    ),
    "appeal_days": RuleWords("Appeals", "for how many days authors may appeal a decision", "days"),
    "wait_target_minutes": RuleWords(
        "Longest wait",
        "in how many minutes every held comment should be decided on; null sets no target",
        "minutes",
    ),
    "rejected_kept_days": RuleWords(
        "Rejected texts",
        "for how many days the texts of rejected comments are kept; null is for ever",
        "days",
    ),
    "welcome": RuleWords(
        "Welcome",
        "what stands above the comments, in plain text: its first line is seen first, the others stand back",
    ),
    "reasons": RuleWords(
        "Reasons",
        "the site's own reasons of a rejection, each a `code`, a `label`, what the author is `told`, and the "
        "`attribute` that it teaches or null; one with the code of ours stands in its place",
    ),
    "canned": RuleWords(
        "Canned texts", "texts to put into a message to an author, each a `name` and a `text`"
    ),
}
"""Every rule by name."""

NEVER = {
    "close_after_days": "never",
    "nudge_percent": "never",
    "wait_target_minutes": "no target",
    "rejected_kept_days": "for ever",
}
"""What None says of a rule."""

MOST_OF_A_TEXT = 80
"""How much of a text stands for it."""

NAMED_BY = {"reasons": "label", "canned": "name"}


CHOSEN = {
    "mode": {mode.value: sentence.lower() for mode, sentence in MODES.items()},
    "unscored": {"hold": "held", "publish": "published"},
    "guests": {"no": "not taken", "held": "held"},
}
"""What one of a few words means, by the rule that says it."""


def in_words(name: str, said: Any) -> str:
    """What one rule says: "2 links", "never", "“drat”, “blether”"."""
    if said is None or (name == "close_after_days" and said == 0):
        return NEVER.get(name, "nothing")
    if name in CHOSEN:
        return CHOSEN[name][str(said)]
    if name in _IN_WORDS:
        return _IN_WORDS[name](said)
    if isinstance(said, list | tuple):
        return _listed(_names(name, said)) or "none"
    unit = RULE_WORDS[name].unit
    return f"{said:g} {unit[:-1] if said == 1 else unit}".strip()


def _thresholds(said: Mapping[str, float]) -> str:
    return ", ".join(f"{label_of(each)} {share_in_words(at)}" for each, at in said.items()) or "the model’s"


_IN_WORDS: dict[str, Callable[[Any], str]] = {
    "thresholds": _thresholds,
    "welcome": lambda said: f"“{shorten(said, MOST_OF_A_TEXT, placeholder='…')}”",
}


def share_in_words(threshold: float) -> str:
    """A threshold as managers know it: "72 %", or "never"."""
    return "never" if threshold > 1 else f"{threshold * 100:.4g}\u00a0%"


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What a site or section says differently now, a sentence a rule; what it does not say is inherited."""
    return [
        f"{RULE_WORDS[name].title}: {what}"
        for name in RULE_WORDS
        if before.get(name, _UNSAID) != after.get(name, _UNSAID)
        for what in _difference(name, before.get(name, _UNSAID), after.get(name, _UNSAID))
    ]


_UNSAID = object()


def _difference(name: str, was: Any, now: Any) -> Iterator[str]:
    if name == "thresholds":
        yield from _of_thresholds(*({} if each is _UNSAID else each for each in (was, now)))
    elif now is not _UNSAID and isinstance(now, list | tuple):
        yield _of_lists(name, [] if was is _UNSAID else was, now)
    else:
        old, new = ("inherited" if each is _UNSAID else in_words(name, each) for each in (was, now))
        yield f"{old} → {new}"


def _of_thresholds(was: Mapping[str, float], now: Mapping[str, float]) -> Iterator[str]:
    for name in sorted({*was, *now}):
        if was.get(name) != now.get(name):
            old, new = (share_in_words(each[name]) if name in each else "inherited" for each in (was, now))
            yield f"{label_of(name)} {old} → {new}"


def _of_lists(name: str, was: Any, now: Any) -> str:
    added = _listed(_names(name, [each for each in now if each not in was]))
    removed = _listed(_names(name, [each for each in was if each not in now]))
    changes = [f"added {added}" if added else "", f"removed {removed}" if removed else ""]
    return ", ".join(filter(None, changes)) or ("in another order" if now else "an empty list of its own")


def _names(name: str, listed: Any) -> list[str]:
    return [each[NAMED_BY[name]] if name in NAMED_BY else each for each in listed]


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"“{each}”" for each in names[:8])
    return f"{shown} and {len(names) - 8:,} more" if len(names) > 8 else shown
