"""What people are told of what happened, and how long it waits, so that a mistake can be taken back unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from moderation.domain.sanctions import Kind

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
    REPLIED = "replied"
    WAIT = "wait"  # to managers: something has waited longer than the site wants


@dataclass(frozen=True)
class Wording:
    """A notice as people read it: what happened in one sentence, and what else there is to say."""

    title: str
    text: str


def in_words(news: News, said: Mapping[str, Any]) -> Wording:
    """The words of a notice; ``said`` is what was kept for them. Plain and kind, never with a score."""
    words = {
        News.REJECTED: _rejected,
        News.PUBLISHED: _published,
        News.REVERSED: _reversed,
        News.SANCTIONED: _sanctioned,
        News.REPORT_SETTLED: _report_settled,
        News.APPEAL_SETTLED: _appeal_settled,
        News.FEATURED: _featured,
        News.REPLIED: _replied,
        News.WAIT: _wait,
    }
    return words[news](said)


def _why(said: Mapping[str, Any]) -> str:
    """What the author is told of the reason."""
    return str(said.get("told") or "")


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _rejected(said: Mapping[str, Any]) -> Wording:
    appeal = "If you see it differently, you can ask another community manager to look again."
    offered = appeal if said.get("is_appealable", True) else ""
    return Wording("Your comment was not published.", _sentences(_why(said), offered))


def _published(_said: Mapping[str, Any]) -> Wording:
    return Wording("Your comment is published.", "Thank you for waiting.")


def _reversed(said: Mapping[str, Any]) -> Wording:
    became = {
        "published": "Your comment is published now. We are sorry for the trouble.",
        "held": "A community manager will look at it again.",
        "rejected": _sentences("Your comment is not published.", _why(said)),
    }
    text = became.get(str(said.get("status")), "It no longer counts.")
    if said.get("about") == "report":
        return Wording(
            "The comment that you reported is being looked at again.", "We will tell you what follows."
        )
    return Wording("We took a decision back.", text)


def _sanctioned(said: Mapping[str, Any]) -> Wording:
    until = f"until {said['until']}" if said.get("until") else "until further notice"
    titles = {
        Kind.WARN: "A word from the community managers.",
        Kind.PRE_MODERATE: f"Your comments are looked at before they appear, {until}.",
        Kind.SUSPEND: f"You cannot comment for a while, {until}.",
        Kind.BAN: f"You can no longer comment here, {until}.",
    }
    return Wording(titles[Kind(said["kind"])], str(said.get("reason") or ""))


def _report_settled(said: Mapping[str, Any]) -> Wording:
    title = "Thank you for your report."
    if said.get("upheld"):
        return Wording(title, "You were right: the comment is no longer published.")
    if said.get("upheld", False) is None:
        return Wording(title, "The comment is no longer there: its author took it back.")
    return Wording(title, "We looked at the comment and left it, because it is within the rules.")


def _appeal_settled(said: Mapping[str, Any]) -> Wording:
    answer = str(said.get("answer") or "")
    if said.get("upheld"):
        title = "You were right: your comment is published."
        return Wording(title, _sentences("Another look reversed the decision.", answer))
    title = "We looked again, and the decision stands."
    return Wording(title, _sentences(_why(said), answer))


def _featured(_said: Mapping[str, Any]) -> Wording:
    return Wording("Your comment is featured.", "Readers see it marked as featured. Thank you for it.")


def _replied(said: Mapping[str, Any]) -> Wording:
    did = "replied to you" if said.get("to") == "you" else "wrote in a thread that you follow"
    return Wording(f"{said.get('by') or 'Somebody'} {did}.", "")


def _wait(said: Mapping[str, Any]) -> Wording:
    title = f"Comments of {said['site']} wait longer than they should."
    return Wording(
        title, f"The longest has waited since {said['since']}; the target is {said['target']} minutes."
    )
