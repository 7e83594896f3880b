"""Signing in and out of the desk, and choosing a password."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.errors import Malformed, NotSignedIn, Refused, TooMany
from moderation.use_cases.change_password import change_password
from moderation.use_cases.confirm_sign_in import confirm_sign_in
from moderation.use_cases.sign_in import sign_in as signed_in
from moderation.use_cases.sign_out import sign_out as signed_out
from moderation.web.browsers import browser
from moderation.web.callers import (
    address,
    awaits_code,
    caller,
    csrf,
    forget_sign_in,
    parts,
    reader,
    remember_sign_in,
    sign_in_token,
)
from moderation.web.desk.forms import way_back
from moderation.web.desk.messages import tell, told
from moderation.web.desk.showing import page
from moderation.web.errors import status_of
from moderation.web.headers import local_path

entrance = Blueprint("entrance", __name__)


@entrance.get("/sign-in")
def sign_in_form() -> ResponseReturnValue:
    """The form to sign in with; somebody who is signed in already goes on to the desk."""
    if reader().account_id is not None:
        return redirect(url_for("desk.queue"))
    return page("sign_in.html", message=told(), back=local_path(request.args.get("back"), ""))


@entrance.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Sign a browser in; the name stays in the form when the password was wrong."""
    csrf.protect()
    name = request.form.get("name", "")
    try:
        token = signed_in(parts(), name, request.form.get("password", ""), address(), browser())
    except (NotSignedIn, TooMany) as refusal:
        return page(
            "sign_in.html", status=status_of(refusal), refusal=refusal, name=name, back=way_back("")
        ), _retry(refusal)
    remember_sign_in(token)
    if awaits_code(token):
        return redirect(url_for(".code_form", back=way_back("") or None), 303)
    return redirect(way_back(url_for("desk.queue")), 303)


@entrance.get("/sign-in/code")
def code_form() -> ResponseReturnValue:
    """The form for the code of the second factor, for a browser whose password was right."""
    if not reader().awaits_code:
        return redirect(url_for(".sign_in_form", back=local_path(request.args.get("back"), "") or None))
    return page("code.html", back=local_path(request.args.get("back"), ""))


@entrance.post("/sign-in/code")
def code() -> ResponseReturnValue:
    """Complete the sign-in; the browser gets another token than the one that awaited the code."""
    csrf.protect()
    back = local_path(request.form.get("back"), "")
    try:
        token = confirm_sign_in(parts(), sign_in_token(), request.form.get("code", ""), address(), browser())
    except NotSignedIn as refusal:
        forget_sign_in()
        return page("sign_in.html", status=status_of(refusal), refusal=refusal, back=back)
    except (Malformed, TooMany) as refusal:
        return page("code.html", status=status_of(refusal), refusal=refusal, back=back), _retry(refusal)
    remember_sign_in(token)
    return redirect(back or url_for("desk.queue"), 303)


@entrance.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign this browser out."""
    caller()
    token = forget_sign_in()
    if token is not None:
        signed_out(parts(), token)
    session.clear()
    tell("You are signed out.")
    return redirect(url_for(".sign_in_form"), 303)


@entrance.get("/password")
def password_form() -> ResponseReturnValue:
    """The form to choose a new password with."""
    if reader().account_id is None:
        return redirect(url_for(".sign_in_form", back=request.path))
    return page("password.html", complaints={})


@entrance.post("/password")
def password() -> ResponseReturnValue:
    """Choose a new password; every other browser is signed out."""
    try:
        token = change_password(
            parts(), caller(), request.form.get("old", ""), request.form.get("password", ""), browser()
        )
    except Malformed as refusal:
        return page("password.html", status=status_of(refusal), refusal=refusal, complaints=refusal.fields)
    remember_sign_in(token)
    tell("Your password is changed, and every other browser is signed out.")
    return redirect(url_for("desk.queue"), 303)


def _retry(refusal: Refused) -> dict[str, str]:
    return {"Retry-After": str(refusal.retry_after_s)} if isinstance(refusal, TooMany) else {}
