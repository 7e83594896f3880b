"""Signing readers up, in and out, and taking guests in; afterwards they are back where they came from."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.errors import Malformed, NotFound, NotSignedIn, Refused
from moderation.use_cases.list_sites import list_sites
from moderation.use_cases.sign_in import sign_in as signed_in
from moderation.use_cases.sign_out import sign_out as signed_out
from moderation.use_cases.sign_up import Told
from moderation.use_cases.sign_up import sign_up as signed_up
from moderation.use_cases.welcome_guest import welcome_guest
from moderation.web.browsers import browser
from moderation.web.callers import address, awaits_code, caller, csrf, forget_sign_in, parts, remember_sign_in
from moderation.web.embed.entrance_forms import HONEYPOT, again, form, next_page, writer
from moderation.web.embed.letters import letters

entrance = Blueprint("entrance", __name__)
entrance.register_blueprint(letters)


@entrance.get("/sign-in")
def sign_in() -> str:
    """The form to sign in with."""
    return form("embed/sign_in.html")


@entrance.post("/sign-in")
def sign_in_now() -> ResponseReturnValue:
    """Sign this browser in; the name stays in the form when that fails."""
    csrf.protect()
    try:
        token = signed_in(parts(), _name(), request.form.get("password", ""), address(), browser())
    except Refused as refusal:
        return again("embed/sign_in.html", refusal)
    remember_sign_in(token)
    if awaits_code(token):
        return redirect(url_for("desk.entrance.code_form", back=next_page()), 303)
    return redirect(next_page(), 303)


@entrance.get("/sign-up")
def sign_up() -> str:
    """The form to open an account with."""
    return form("embed/sign_up.html")


@entrance.post("/sign-up")
def sign_up_now() -> ResponseReturnValue:
    """Open an account and sign this browser in to it; a program that fills in what nobody sees gets none."""
    csrf.protect()
    if request.form.get(HONEYPOT):
        return redirect(next_page(), 303)
    mail, password = request.form.get("address", "").strip(), request.form.get("password", "")
    told = Told(mail, writer()) if mail else None
    try:
        token = signed_up(parts(), _name(), password, address(), browser(), told=told)
    except Refused as refusal:
        return again("embed/sign_up.html", refusal)
    remember_sign_in(token)
    return redirect(next_page(), 303)


@entrance.get("/sites/<site:site>/guest")
def guest(site: str) -> str:
    """The form to write with a name alone, where the site takes guests; the post says where it does not."""
    name = dict(list_sites(parts())).get(site)
    if name is None:
        raise NotFound("There is no such site.", code="unknown_site")
    return form("embed/guest.html", site=site, site_name=name)


@entrance.post("/sites/<site:site>/guest")
def guest_now(site: str) -> ResponseReturnValue:
    """Have this browser write as a guest; a program that fills in what nobody sees does not."""
    csrf.protect()
    if request.form.get(HONEYPOT):
        return redirect(next_page(), 303)
    try:
        welcomed = welcome_guest(parts(), site, _name(), None, address())
    except NotFound:
        raise
    except Refused as refusal:
        return again("embed/guest.html", refusal, site=site)
    remember_sign_in(welcomed.token)
    return redirect(next_page(), 303)


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
    return redirect(next_page(), 303)


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
