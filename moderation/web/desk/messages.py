"""The one message that the next desk page shows: what was just done, and whether it can be undone."""

from __future__ import annotations

from typing import TypedDict, cast

from flask import session

TOLD = "told"


class Message(TypedDict):
    """What was done; with the comment, a link to it; with a decision, an act or a batch, a way to undo that."""

    text: str
    comment: str | None
    decision: int | None
    act: int | None
    batch: int | None


def tell(
    text: str,
    *,
    comment: str | None = None,
    decision: int | None = None,
    act: int | None = None,
    batch: int | None = None,
) -> None:
    """Have the next page say what was done."""
    session[TOLD] = Message(text=text, comment=comment, decision=decision, act=act, batch=batch)


def told() -> Message | None:
    """The message to show now; it is forgotten with this."""
    return cast("Message | None", session.pop(TOLD, None))
