"""Blocks against spam sign-ups: which there are, making one, lifting one."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.blocks import BlockKind
from moderation.domain.callers import Role, require_role
from moderation.domain.errors import Malformed
from moderation.use_cases.change_blocks import change_blocks
from moderation.use_cases.list_blocks import list_blocks
from moderation.web.callers import caller, parts
from moderation.web.desk.forms import words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import room_page
from moderation.web.errors import status_of

blocking = Blueprint("blocking", __name__, url_prefix="/blocks")


@blocking.before_request
def let_in() -> None:
    """Refuse all but senior community managers, before a word of the form is read."""
    require_role(caller(), Role.SENIOR)


@blocking.get("")
def blocks() -> Response:
    """Every block, the latest first, with the form that makes one."""
    return _page(None)


@blocking.post("")
def add() -> ResponseReturnValue:
    """Block a network or a mail domain."""
    what = words("what").strip()
    try:
        change_blocks(parts(), add=[what], caller=caller())
    except Malformed as refusal:
        return _page(refusal)
    tell(f"Blocked {what}: nobody new comes in from there.")
    return redirect(url_for(".blocks"), 303)


@blocking.post("/lift")
def lift() -> ResponseReturnValue:
    """Let a network or a mail domain in again."""
    what = words("what")
    change_blocks(parts(), remove=[what], caller=caller())
    tell(f"{what} is let in again.")
    return redirect(url_for(".blocks"), 303)


def _page(refusal: Malformed | None) -> Response:
    return room_page(
        "blocks.html",
        "Blocks",
        status=status_of(refusal) if refusal else 200,
        complaints={"what": [refusal.message]} if refusal else {},
        what=words("what") if refusal else "",
        blocks=list_blocks(parts(), caller())[::-1],
        network=BlockKind.NETWORK,
    )
