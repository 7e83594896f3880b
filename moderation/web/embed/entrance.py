"""Signing readers up, in and out; afterwards they are back where they came from."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.errors import Malformed, NotSignedIn, Refused, TooMany, Unavailable
from moderation.use_cases.list_sites import list_sites
from moderation.use_cases.sign_in import sign_in as signed_in
from moderation.use_cases.sign_out import sign_out as signed_out
from moderation.use_cases.sign_up import sign_up as signed_up
from moderation.web.browsers import browser
from moderation.web.callers import address, awaits_code, caller, csrf, forget_sign_in, parts, remember_sign_in
from moderation.web.errors import status_of
from moderation.web.headers import local_path

entrance = Blueprint("entrance", __name__)


@entrance.get("/sign-in")
def sign_in() -> str:
    """The form to sign in with."""
    return _form("embed/sign_in.html")


@entrance.post("/sign-in")
def sign_in_now() -> ResponseReturnValue:
    """Sign this browser in; the name stays in the form when that fails."""
    csrf.protect()
    try:
        token = signed_in(parts(), _name(), request.form.get("password", ""), address(), browser())
    except Refused as refusal:
        return _again("embed/sign_in.html", refusal)
    remember_sign_in(token)
    if awaits_code(token):
        return redirect(url_for("desk.entrance.code_form", back=_next()), 303)
    return redirect(_next(), 303)


@entrance.get("/sign-up")
def sign_up() -> str:
    """The form to open an account with."""
    return _form("embed/sign_up.html")


@entrance.post("/sign-up")
def sign_up_now() -> ResponseReturnValue:
    """Open an account and sign this browser in to it."""
    csrf.protect()
    try:
        token = signed_up(parts(), _name(), request.form.get("password", ""), address(), browser())
    except Refused as refusal:
        return _again("embed/sign_up.html", refusal)
    remember_sign_in(token)
    return redirect(_next(), 303)


@entrance.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign this browser out, if it still was in."""
    try:
        caller()
    except NotSignedIn:
        forget_sign_in()
    token = forget_sign_in()
    if token is not None:
        signed_out(parts(), token)
    session.clear()
    return redirect(_next(), 303)


def _name() -> str:
    """The name in the form.

    Raises:
        Malformed: when it cannot be a name.
    """
    name = request.form.get("name", "")
    if not name.isprintable():
        complaint = "Choose a name of visible characters."
        raise Malformed(complaint, fields={"name": [complaint]})
    return name


def _next() -> str:
    return local_path(request.values.get("next"), "/")


def _site_name() -> str:
    """The name of the site that the reader came from, or of the only one; nothing when it could be any."""
    names = dict(list_sites(parts()))
    slug = _next().removeprefix("/sites/").partition("/")[0]
    return names.get(slug) or (next(iter(names.values())) if len(names) == 1 else "")


def _form(template: str, **said: object) -> str:
    fields = {"next": _next(), "name": "", "complaints": {}, "message": "", "site_name": _site_name()}
    return render_template(template, **{**fields, **said})


def _again(template: str, refusal: Refused) -> ResponseReturnValue:
    """The form with what is wrong beside the field, or above them all."""
    complaints = refusal.fields if isinstance(refusal, Malformed) else {}
    page = _form(
        template,
        name=request.form.get("name", ""),
        complaints={field: " ".join(said) for field, said in complaints.items()},
        message="" if complaints else refusal.message,
    )
    headers = (
        {"Retry-After": str(refusal.retry_after_s)} if isinstance(refusal, TooMany | Unavailable) else {}
    )
    return page, status_of(refusal), headers
