"""The keys of machines: which there are, making one, revoking one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.callers import SCOPES, Role, require_role
from moderation.domain.errors import Malformed, NotFound
from moderation.use_cases.create_key import create_key
from moderation.use_cases.list_keys import list_keys
from moderation.use_cases.list_sites import list_sites
from moderation.use_cases.revoke_key import revoke_key
from moderation.web.callers import caller, parts
from moderation.web.desk.forms import number, words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import room_page
from moderation.web.errors import status_of

machines = Blueprint("machines", __name__, url_prefix="/keys")

ROOM = "People"


@machines.before_request
def let_in() -> None:
    """Refuse all but administrators, before a word of the form is read."""
    require_role(caller(), Role.ADMIN)


@machines.get("")
def keys() -> Response:
    """Every key there is or was, without its secret."""
    return room_page(
        "machines/list.html", ROOM, keys=list_keys(parts(), caller=caller())[::-1], scopes=SCOPES
    )


@machines.get("/new")
def new_form() -> Response:
    """The form to make a key with."""
    return _form(None)


@machines.post("/new")
def new() -> Response:
    """Make a key; its secret is shown on this page and nowhere else."""
    name, site, scopes = words("name").strip(), words("site"), request.form.getlist("scopes")
    try:
        secret = create_key(
            parts(), name, site, scopes, number("per_minute"), acts_as=words("as").strip(), caller=caller()
        )
    except (Malformed, NotFound) as refusal:
        return _form(refusal)
    return room_page("machines/secret.html", ROOM, name=name, secret=secret)


@machines.post("/<int(max=2147483647):key_id>/revoke")
def revoke(key_id: int) -> ResponseReturnValue:
    """Have a key open nothing any more."""
    revoke_key(parts(), key_id, caller=caller())
    tell("The key is revoked: it opens nothing any more.")
    return redirect(url_for(".keys"), 303)


def _form(refusal: Malformed | NotFound | None) -> Response:
    return room_page(
        "machines/new.html",
        ROOM,
        status=status_of(refusal) if refusal else 200,
        complaints=_complaints(refusal),
        said=request.form,
        said_scopes=request.form.getlist("scopes"),
        sites=list_sites(parts()),
        scopes=SCOPES,
    )


def _complaints(refusal: Malformed | NotFound | None) -> Mapping[str, list[str]]:
    """What is wrong, by field; what there is not is the account that was named."""
    if isinstance(refusal, NotFound):
        return {"acts_as": [refusal.message]}
    return refusal.fields if refusal else {}
