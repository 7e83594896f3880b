"""The life of a comment: its statuses, which moves between them are legal, and who may be its author."""

from __future__ import annotations

from enum import StrEnum

from moderation.domain.errors import Conflict

MAX_CHARACTERS = 10_000


class Status(StrEnum):
    """Where a comment is in its life; at rest it is held, so that a forgotten step fails safe."""

    HELD = "held"
    PUBLISHED = "published"
    REJECTED = "rejected"


class Action(StrEnum):
    """What a decision does to a comment."""

    PUBLISH = "publish"
    HOLD = "hold"
    REJECT = "reject"
    UNDO = "undo"


OUTCOME: dict[Action, Status] = {
    Action.PUBLISH: Status.PUBLISHED,
    Action.HOLD: Status.HELD,
    Action.REJECT: Status.REJECTED,
}
"""The status that each deciding action leads to; undo leads back to wherever the comment was."""


class Standing(StrEnum):
    """How an author stands on a site."""

    READER = "reader"
    STAFF = "staff"


def check_version(seen: int, current: int, what_happened: str) -> None:
    """Refuse to act on a comment that changed since the caller saw it.

    Raises:
        Conflict: when ``seen`` is not the comment's ``current`` version; the message tells what happened.
    """
    if seen != current:
        raise Conflict(what_happened)
