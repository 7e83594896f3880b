"""The hooks of sites: which there are, making one, another secret, and what became of the messages."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.callers import Role, require_role
from moderation.domain.errors import Malformed
from moderation.domain.hooks import IN_WORDS
from moderation.use_cases.change_hook import enable_hook, remove_hook, rotate_hook
from moderation.use_cases.create_hook import NewHook, create_hook
from moderation.use_cases.list_hooks import list_deliveries, list_hooks
from moderation.use_cases.list_sites import list_sites
from moderation.use_cases.replay_deliveries import replay_deliveries
from moderation.web.callers import caller, parts
from moderation.web.desk.forms import words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import room_page
from moderation.web.errors import status_of

hooks = Blueprint("hooks", __name__, url_prefix="/hooks")

ROOM = "People"
HOOK = "/<int(max=2147483647):hook_id>"


@hooks.before_request
def let_in() -> None:
    """Refuse all but administrators, before a word of the form is read."""
    require_role(caller(), Role.ADMIN)


@hooks.get("")
def all_hooks() -> Response:
    """Every hook, without its secret."""
    return room_page("hooks/list.html", ROOM, hooks=list_hooks(parts(), caller=caller()), told=IN_WORDS)


@hooks.get("/new")
def new_form() -> Response:
    """The form to make a hook with."""
    return _form(None)


@hooks.post("/new")
def new() -> Response:
    """Make a hook; its secret is shown on this page and nowhere else."""
    wanted = NewHook(
        words("site"),
        words("url").strip(),
        request.form.getlist("events"),
        with_texts="texts" in request.form,
    )
    try:
        made = create_hook(parts(), wanted, caller=caller())
    except Malformed as refusal:
        return _form(refusal)
    return room_page("hooks/secret.html", ROOM, secret=made.secret, hook=made.id, is_new=True)


@hooks.get(HOOK)
def deliveries(hook_id: int) -> Response:
    """The latest messages to a hook, and what became of each."""
    found = list_deliveries(parts(), hook_id, caller=caller())
    hook = next(each for each in list_hooks(parts(), caller=caller()) if each.id == hook_id)
    return room_page("hooks/deliveries.html", ROOM, hook=hook, deliveries=found, told=IN_WORDS)


@hooks.post(f"{HOOK}/rotate")
def rotate(hook_id: int) -> Response:
    """Give a hook another secret, which is shown on this page and nowhere else."""
    secret = rotate_hook(parts(), hook_id, caller=caller())
    return room_page("hooks/secret.html", ROOM, secret=secret, hook=hook_id, is_new=False)


@hooks.post(f"{HOOK}/replay")
def replay(hook_id: int) -> ResponseReturnValue:
    """Send again what was given up."""
    again = replay_deliveries(parts(), hook_id, caller=caller())
    tell(f"Sent again: {again:,}." if again else "Nothing was given up.")
    return redirect(url_for(".deliveries", hook_id=hook_id), 303)


@hooks.post(f"{HOOK}/enable")
def enable(hook_id: int) -> ResponseReturnValue:
    """Tell a hook again that was switched off."""
    enable_hook(parts(), hook_id, caller=caller())
    tell("The hook is told again, from now on.")
    return redirect(url_for(".deliveries", hook_id=hook_id), 303)


@hooks.post(f"{HOOK}/remove")
def remove(hook_id: int) -> ResponseReturnValue:
    """Forget a hook and all messages to it."""
    remove_hook(parts(), hook_id, caller=caller())
    tell("The hook is gone, and so are the messages to it.")
    return redirect(url_for(".all_hooks"), 303)


def _form(refusal: Malformed | None) -> Response:
    return room_page(
        "hooks/new.html",
        ROOM,
        status=status_of(refusal) if refusal else 200,
        complaints=refusal.fields if refusal else {},
        said=request.form,
        said_events=request.form.getlist("events"),
        sites=list_sites(parts()),
        told=IN_WORDS,
    )
