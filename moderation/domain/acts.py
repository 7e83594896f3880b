"""What is done at the desk other than deciding on a comment: every deed by its name, all kept for the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from moderation.domain.comments import Action


class Deed(StrEnum):
    """What was done. The subject of each is in brackets."""

    FEATURE = "feature"  # (comment) shown at the top, or no more
    MOVE = "move"  # (comment) with its replies to another article
    THREAD = "thread"  # (article) closed, looked at first, or as the rules say
    SANCTION = "sanction"  # (author) warned, pre-moderated, suspended or banned
    END_SANCTION = "end_sanction"  # (author)
    NOTE = "note"  # (author) for colleagues
    RULES = "rules"  # (site or section)
    ROLE = "role"  # (account)
    ASSIGN = "assign"  # (account) to sites and sections
    ACCOUNT = "account"  # (account) made, or its password reset
    FACTOR = "factor"  # (account) its second factor set up, or removed
    SIGN_OUT = "sign_out"  # (account) a browser of it
    KEY = "key"  # (key) made, or revoked
    LABELS = "labels"  # (key or site) what its suggested labels count, or how many of them were erased
    HOOK = "hook"  # (hook) made, its secret changed, switched on again, or removed
    REPORT = "report"  # (asks: what is asked about a comment) reports settled, by a decision
    APPEAL = "appeal"  # (asks) an appeal settled, by a decision
    BLOCK = "block"  # (block) a network or mail domain blocked, or let in again
    MODEL = "model"  # (model) promoted, or rolled back
    FORGET = "forget"  # (site) texts of long rejected comments taken away
    EXPORT = "export"  # (account) took comments out as a file


@dataclass(frozen=True)
class Question:
    """What is asked of the audit: by whom (``by_operator``: at the command line), what, from and until which moment."""

    manager_id: int | None = None
    by_operator: bool = False
    what: Deed | Action | None = None
    since: datetime | None = None
    before: datetime | None = None


def subject_of(kind: str, number: int | str) -> str:
    """How a deed names what it was done to: "author 12"."""
    return f"{kind} {number}"


@dataclass(frozen=True)
class Done:
    """An act as far as undoing looks at it: ``touches`` names the one thing that it changed."""

    id: int
    touches: str
    undoes: int | None


def touched_by(deed: Deed, subject: str, after: Mapping[str, Any]) -> str:
    """The one thing that a deed changed: undoing it restores this, and a later change of this stands in the way."""
    if deed in {Deed.SANCTION, Deed.END_SANCTION}:
        return f"sanction {after['sanction']}"
    if deed is Deed.NOTE:
        return f"note {after['note']}"
    return f"{deed} of {subject}"


def last_standing(acts: Iterable[Done], touches: str) -> int | None:
    """The latest act on this thing that was not undone and is no undo itself: the only one that can be undone.

    ``acts`` come in any order; None when nothing is left of what was done.
    """
    known = [act for act in acts if act.touches == touches]
    undone = {act.undoes for act in known}
    return max((act.id for act in known if act.undoes is None and act.id not in undone), default=None)


DONE_TO_A_THREAD = {"closed": "closed the thread", "pre": "had every comment of the thread looked at first"}

DONE_TO_AN_AUTHOR = {
    "warn": "warned the author",
    "pre_moderate": "pre-moderated the author",
    "suspend": "suspended the author",
    "ban": "banned the author",
}


ENDED = {"warn": "warning", "pre_moderate": "pre-moderation", "suspend": "suspension", "ban": "ban"}


def did(deed: Deed, after: Mapping[str, Any]) -> str:
    """A deed as somebody tells it who was there: "featured it", "suspended the author"."""
    if deed is Deed.FEATURE:
        return "featured it" if after["featured_at"] else "took it from the featured ones"
    if deed is Deed.MOVE:
        return f"moved the thread to “{after['title']}”"
    if deed is Deed.THREAD:
        return DONE_TO_A_THREAD.get(after["mode"], "left the thread to the rules")
    if deed is Deed.SANCTION:
        return DONE_TO_AN_AUTHOR[after["kind"]]
    if deed is Deed.END_SANCTION:
        return f"ended the author's {ENDED[after['kind']]}"
    return "wrote a note" if deed is Deed.NOTE else f"acted ({deed})"
