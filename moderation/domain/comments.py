"""The life of a comment: its statuses, which moves between them are legal, and who may be its author."""

from __future__ import annotations

from enum import StrEnum

from moderation.domain.errors import Conflict, Malformed
from moderation.domain.folding import folded_text

MAX_CHARACTERS = 10_000


class Status(StrEnum):
    """Where a comment is in its life; at rest it is held, so that a forgotten step fails safe.

    Withdrawn is by its author, who may put it back; erased is by request, and for good.
    """

    HELD = "held"
    PUBLISHED = "published"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


GONE = frozenset({Status.WITHDRAWN, Status.ERASED})
"""Taken back by its author: only its place in the thread is left, and nobody decides on it."""


class Action(StrEnum):
    """What a decision does to a comment."""

    PUBLISH = "publish"
    HOLD = "hold"
    REJECT = "reject"
    UNDO = "undo"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    PUT_BACK = "put_back"
    ERASE = "erase"


BY_AUTHOR = frozenset({Action.EDIT, Action.WITHDRAW, Action.PUT_BACK, Action.ERASE})
"""What an author does with a comment of theirs, or asks for; the policy does what else has no manager."""


OUTCOME: dict[Action, Status] = {
    Action.PUBLISH: Status.PUBLISHED,
    Action.HOLD: Status.HELD,
    Action.REJECT: Status.REJECTED,
    Action.EDIT: Status.HELD,
    Action.WITHDRAW: Status.WITHDRAWN,
    Action.PUT_BACK: Status.HELD,
    Action.ERASE: Status.ERASED,
}
"""The status that each action leads to; undo leads back to wherever the comment was."""


class Standing(StrEnum):
    """How an author stands on a site."""

    READER = "reader"
    STAFF = "staff"


def check_text(text: str) -> None:
    """Refuse what is no comment.

    Raises:
        Malformed: when there is nothing to read in it, or it is too long.
    """
    if not folded_text(text).strip() or len(text) > MAX_CHARACTERS:
        complaint = f"A comment has 1 to {MAX_CHARACTERS:,} characters."
        raise Malformed(complaint, fields={"text": [complaint]})


def check_version(seen: int, current: int, what_happened: str) -> None:
    """Refuse to act on a comment that changed since the caller saw it.

    Raises:
        Conflict: when ``seen`` is not the comment's ``current`` version; the message tells what happened.
    """
    if seen != current:
        raise Conflict(what_happened)
