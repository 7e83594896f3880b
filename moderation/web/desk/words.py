"""Numbers and decisions in words that a manager can feel: "81 %", "5 months", "clearly"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moderation.domain.articles import Mode
from moderation.domain.attributes import label_of
from moderation.domain.comments import Action, Status
from moderation.domain.findings import MOST_NAMED  # noqa: F401 - the template asks for it
from moderation.domain.need import Need
from moderation.domain.queues import Queue
from moderation.domain.sanctions import InForce, strictest
from moderation.domain.topics import Bearing, how_near, shares

if TYPE_CHECKING:
    from moderation.use_cases.steps.past_decisions import PastDecision
    from moderation.use_cases.steps.reviewing import Review

STATUS = {
    "held": "Held",
    "published": "Published",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "erased": "Erased",
}
QUEUE = {
    Queue.HELD: "Held",
    Queue.REPORTED: "Reported",
    Queue.APPEALED: "Appealed",
    Queue.UNSCORED: "Unscored",
    Queue.PUBLISHED: "Published",
    Queue.REJECTED: "Rejected",
    Queue.UNSEEN: "Unseen",
    Queue.DISPUTED: "Disputed",
}
EMPTY = {
    Queue.HELD: "Nothing is waiting. Well done.",
    Queue.REPORTED: "No report is waiting",
    Queue.APPEALED: "No appeal is waiting",
    Queue.UNSCORED: "Everything is scored",
    Queue.UNSEEN: "Nothing unseen in the last 3 days",
    Queue.DISPUTED: "Managers and the check agreed for 30 days",
}
ABOUT = {
    Queue.REPORTED: "What readers report is listed here until somebody settles it.",
    Queue.APPEALED: "What authors appeal is listed here until another manager answers.",
    Queue.UNSCORED: "What waits without a score is listed here; it is scored by itself as soon as that can be done.",
    Queue.PUBLISHED: "What passes the check, and what you approve, is listed here.",
    Queue.REJECTED: "What you reject is listed here, and can be taken back.",
    Queue.UNSEEN: "Published by the check in the last 3 days and looked at by nobody, what was found comes first.",
    Queue.DISPUTED: "What a score held and a manager approved, and what was published and then rejected, in 30 days.",
}
"""The queues as their tabs are called, what is said when one is empty, and what belongs into it."""

MODE = {
    None: "takes comments as the rules say",
    Mode.OPEN: "takes comments, whatever the rules of its section say",
    Mode.POST: "shows every comment at once",
    Mode.PRE: "has every comment looked at first",
    Mode.CLOSED: "takes no comments: its thread is closed",
}
SANCTIONED = {
    "warn": "Warned",
    "pre_moderate": "Pre-moderated",
    "suspend": "Suspended",
    "ban": "Banned",
}
DONE = {Action.PUBLISH: "Approved", Action.HOLD: "Held", Action.REJECT: "Rejected", Action.UNDO: "Undone"}
DONE_BY_AUTHOR = {
    Action.EDIT: "Edited by its author",
    Action.WITHDRAW: "Withdrawn by its author",
    Action.PUT_BACK: "Put back by its author, to be judged anew",
    Action.ERASE: "Erased, as its author asked",
}


def percent(share: float) -> str:
    """A share of 1 as whole per cent, with a space that does not break."""
    return f"{share * 100:.0f}\u00a0%"


def spaced(found: str) -> str:
    """What a rule found, with the same space before per cent as everywhere at the desk."""
    return re.sub(r"(?<=\d)%", "\u00a0%", found)


def span(length: timedelta) -> str:
    """A length of time in one or two units: "40 min", "3 h 10 min", "2 days 4 h"."""
    minutes = max(int(length.total_seconds() // 60), 0)
    days, hours, rest = minutes // (24 * 60), minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} day{'s' if days > 1 else ''}" + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {rest} min" if rest else "")
    return f"{rest} min"


def ahead(need: Need) -> str:
    """How far a comment is placed ahead, rounded as people would: "9 h", "40 min"; nothing below five minutes."""
    minutes = need.head_start.total_seconds() / 60
    if minutes < 5:
        return ""
    return f"{minutes / 60:.0f} h" if minutes >= 60 else f"{minutes:.0f} min"


def why_ahead(review: Review) -> str:
    """What placed it there: "insult 81 %, a busy article, the check is unsure"."""
    scored = [finding for finding in review.findings if finding.score is not None]
    strongest = max(scored, key=lambda finding: finding.score or 0.0, default=None)
    reasons = ["no score speaks of it"]
    if strongest is not None:
        reasons = [f"{label_of(strongest.attribute or '').lower()} {percent(strongest.score or 0.0)}"]
    if review.need.reach >= 0.5:
        reasons.append("a busy article")
    if review.need.doubt >= 0.5:
        reasons.append("the check is unsure")
    return ", ".join(reasons)


def alike(likeness: float) -> str:
    """How much a copy is like the comment: "the same words", "92 % alike"."""
    return "the same words" if likeness == 1 else f"{percent(likeness)} alike"


def bearing(bears: Bearing) -> tuple[str, str]:
    """How a comment bears on its article, as the beginning of a sentence, and the figures as another, or nothing."""
    told, near = shares(bears), how_near(bears)
    return f"{told[0].upper()}{told[1:]}", near and f"{near[0].upper()}{near[1:]}."


def lasting(since: datetime, now: datetime) -> str:
    """How long somebody has been here: "today", "3 days", "5 months", "2 years"."""
    days = (now - since).days
    for unit, length in (("year", 365), ("month", 30), ("day", 1)):
        if days >= length:
            number = days // length
            return f"{number} {unit}{'s' if number > 1 else ''}"
    return "today"


def counted(sanctions: Sequence[InForce], now: datetime) -> InForce | None:
    """Of an author's sanctions the one that decides now, if any has not run out."""
    return strictest(each for each in sanctions if each.counts_at(now))


def telling(weights: Mapping[str, float]) -> str:
    """What a piece of evidence speaks for, strongest first: "Insult (strongly), Toxicity (a little)"."""
    ordered = sorted(weights, key=lambda name: weights[name], reverse=True)
    return ", ".join(f"{label_of(name)} ({strength(weights[name])})" for name in ordered)


def strength(weight: float) -> str:
    """A weight in log-odds as a word: below ½ the odds grow by less than two thirds, from 1½ on they more than
    quadruple.
    """
    if weight >= 1.5:
        return "strongly"
    return "clearly" if weight >= 0.5 else "a little"


def strongest(weights: Mapping[str, float]) -> str:
    """The pattern of the attribute that a piece of evidence speaks for most."""
    return pattern(max(weights, key=lambda name: weights[name]))


def pattern(attribute: str) -> str:
    """The name of the pattern that an attribute's evidence is underlined with: "identity-attack"."""
    return attribute.lower().replace("_", "-")


def done(decision: PastDecision) -> str:
    """A decision of the past in a few words: "Rejected by Amina: Insult"."""
    if decision.action in DONE_BY_AUTHOR:
        return DONE_BY_AUTHOR[decision.action]
    what = DONE[decision.action] if decision.by else STATUS[decision.after]
    if decision.by and decision.action is Action.PUBLISH and decision.before is Status.PUBLISHED:
        what = "Kept published"
    if decision.is_undo:
        what = f"Undone, {STATUS[decision.after].lower()} again,"
    who = "where it came from" if decision.is_imported else f"by {decider(decision)}"
    return f"{what} {who}" + (f": {decision.reason}" if decision.reason else "")


def decider(decision: PastDecision) -> str:
    """Who made a decision."""
    return decision.by or ("the system it came from" if decision.is_imported else "the automatic check")


def colleagues(number: int) -> str:
    """How many others are at work now; nothing when nobody is."""
    return f"{number} colleague{'s' if number > 1 else ''} here" if number else ""
