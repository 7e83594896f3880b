"""Your own account: the password, the second factor, and the browsers that are signed in."""

from __future__ import annotations

from typing import cast

import segno
from flask import Blueprint, Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.callers import ROLE_LABELS, require_account
from moderation.domain.errors import Malformed
from moderation.use_cases.drop_factor import drop_factor
from moderation.use_cases.offer_factor import offer_factor
from moderation.use_cases.renew_codes import renew_codes
from moderation.use_cases.set_up_factor import Proof, set_up_factor
from moderation.use_cases.show_account import show_account
from moderation.use_cases.sign_browsers_out import sign_browsers_out
from moderation.web.callers import caller, parts, sign_in_token
from moderation.web.desk.forms import words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import room_page
from moderation.web.errors import status_of

account = Blueprint("account", __name__, url_prefix="/account")

ROOM = "Your account"
OFFERED = "factor"
"""Where the signed cookie keeps the offered secret until it is confirmed: what was scanned outlives a reload."""


@account.before_request
def let_in() -> None:
    """Refuse all but those at the desk, before a word of the form is read."""
    require_account(caller())


@account.get("")
def own() -> Response:
    """The account."""
    return _own(None)


@account.get("/factor")
def factor_form() -> Response:
    """The QR code to scan, and the form to confirm that it was."""
    return _factor_form(None)


@account.post("/factor")
def factor() -> Response:
    """Set the second factor up; the recovery codes are shown on this page and nowhere else."""
    proof = Proof(request.form.get("password", ""), words("code"))
    try:
        codes = set_up_factor(parts(), caller(), _offered(), proof, sign_in_token())
    except Malformed as refusal:
        return _factor_form(refusal)
    session.pop(OFFERED, None)
    return room_page("account/codes.html", ROOM, codes=codes, is_new=True)


@account.post("/factor/off")
def factor_off() -> ResponseReturnValue:
    """Do without the second factor."""
    try:
        drop_factor(parts(), caller(), request.form.get("password", ""))
    except Malformed as refusal:
        return _own(refusal, form="off")
    tell("Your second factor is off: only your password is asked for.")
    return redirect(url_for(".own"), 303)


@account.post("/codes")
def codes() -> Response:
    """Make new recovery codes; they are shown on this page and nowhere else."""
    try:
        made = renew_codes(parts(), caller(), request.form.get("password", ""))
    except Malformed as refusal:
        return _own(refusal, form="codes")
    return room_page("account/codes.html", ROOM, codes=made, is_new=False)


@account.post("/browsers")
def sign_out() -> ResponseReturnValue:
    """Sign another browser out."""
    sign_browsers_out(parts(), caller(), require_account(caller()), mark=words("mark"))
    tell("That browser is signed out.")
    return redirect(url_for(".own"), 303)


@account.post("/browsers/others")
def sign_others_out() -> ResponseReturnValue:
    """Sign every other browser out."""
    sign_browsers_out(parts(), caller(), require_account(caller()), token=sign_in_token())
    tell("Every other browser is signed out.")
    return redirect(url_for(".own"), 303)


def _own(refusal: Malformed | None, *, form: str = "") -> Response:
    return room_page(
        "account/account.html",
        ROOM,
        status=status_of(refusal) if refusal else 200,
        labels=ROLE_LABELS,
        own=show_account(parts(), caller(), sign_in_token()),
        refusal=refusal,
        refused_form=form,
    )


def _factor_form(refusal: Malformed | None) -> Response:
    offer = offer_factor(parts(), caller(), _offered() or None)
    session[OFFERED] = offer.secret
    return room_page(
        "account/factor.html",
        ROOM,
        status=status_of(refusal) if refusal else 200,
        offer=offer,
        picture=segno.make(offer.address, error="m").svg_data_uri(scale=5, border=4, light="#fff"),
        complaints=refusal.fields if refusal else {},
    )


def _offered() -> str:
    return cast("str", session.get(OFFERED, ""))
