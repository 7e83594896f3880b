"""Signing readers up, in and out from a page of their site: the token is good at that site, and kept by no cookie."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from moderation.domain.errors import Malformed, NotSignedIn
from moderation.schemas.entrance import EntranceIn
from moderation.use_cases.bind_sign_in import bind_sign_in
from moderation.use_cases.list_sites import list_sites
from moderation.use_cases.sign_in import sign_in as signed_in
from moderation.use_cases.sign_out import sign_out as signed_out
from moderation.use_cases.sign_up import Told
from moderation.use_cases.sign_up import sign_up as signed_up
from moderation.web.browsers import browser
from moderation.web.callers import address, bearer, parts

remote_entrance = Blueprint("entrance", __name__)


@remote_entrance.post("/sign-in")
def sign_in(site: str) -> ResponseReturnValue:
    """The token of a reader who gives their name and password."""
    said = _said()
    token = signed_in(parts(), said["name"], said["password"], address(), browser())
    return jsonify({"token": bind_sign_in(parts(), token, site)})


@remote_entrance.post("/sign-up")
def sign_up(site: str) -> ResponseReturnValue:
    """The token of a new account."""
    said = _said()
    told = Told(said["address"], dict(list_sites(parts())).get(site, site)) if said["address"] else None
    token = signed_up(parts(), said["name"], said["password"], address(), browser(), told=told)
    return jsonify({"token": bind_sign_in(parts(), token, site)})


@remote_entrance.post("/sign-out")
def sign_out(**_site: str) -> ResponseReturnValue:
    """End the sign-in whose token is shown; one that has ended stays so."""
    token = bearer()
    if token is None:
        raise NotSignedIn("Show the token of the reader who leaves.")
    signed_out(parts(), token)
    return "", 204


def _said() -> dict[str, Any]:
    """What the form says, in JSON: a page of another origin cannot send that without asking first.

    Raises:
        UnsupportedMediaType: when it does not claim to be JSON.
        Malformed: when fields are missing or cannot be kept.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        loaded: dict[str, Any] = EntranceIn().load(request.get_json(silent=True) or {})
    except RecursionError as error:
        raise Malformed("This is nested too deeply.") from error
    except ValidationError as error:
        raise Malformed("Some fields are not right.", fields=error.messages_dict) from error
    return loaded
