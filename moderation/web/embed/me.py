"""A reader's own pages: what they wrote, what they are told, and their password."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from moderation.domain.errors import Malformed, Refused, TooMany
from moderation.domain.mailing import FREQUENCY_LABELS, Frequency
from moderation.use_cases.change_password import change_password
from moderation.use_cases.choose_mailing import choose_mailing
from moderation.use_cases.list_notices import list_notices
from moderation.use_cases.list_own_comments import list_own_comments
from moderation.use_cases.show_mailing import show_mailing
from moderation.web.browsers import browser
from moderation.web.callers import caller, parts, reader, remember_sign_in
from moderation.web.embed.asking import is_comment_id
from moderation.web.embed.showing import words
from moderation.web.errors import status_of

me = Blueprint("me", __name__, url_prefix="/me")

TOLD = "told_reader"
"""Where the signed cookie keeps what the next of these pages says."""


@me.before_request
def let_in() -> ResponseReturnValue | None:
    """Send whoever is not signed in to sign in first."""
    if reader().account_id is not None:
        return None
    back = request.path if request.method == "GET" else url_for("embed.me.comments")
    return redirect(url_for("embed.entrance.sign_in", next=back), 303)


@me.get("")
def comments() -> str:
    """What the reader wrote, newest first."""
    after = request.args.get("after")
    page = list_own_comments(parts(), caller(), after if is_comment_id(after) else None)
    return own_page("comments", comments=page.comments, next=page.next)


@me.get("/notices")
def notices() -> str:
    """What the reader is told; it is read once it was shown."""
    return own_page("notices", notices=list_notices(parts(), caller()).notices)


@me.get("/settings")
def settings() -> str:
    """The way to what the reader can change, take along or end."""
    return settings_page()


@me.post("/mail")
def mail() -> ResponseReturnValue:
    """Choose how often letters tell of notices."""
    said = request.form.get("frequency", "")
    if said not in set(Frequency):
        raise BadRequest
    choose_mailing(parts(), caller(), Frequency(said))
    tell("That is how often you hear from us by mail.")
    return redirect(url_for(".settings"), 303)


@me.get("/password")
def password_form() -> str:
    """The form to choose a new password with."""
    return own_page("password", complaints={}, message="")


@me.post("/password")
def password() -> ResponseReturnValue:
    """Choose a new password; every other browser is signed out."""
    old, new = request.form.get("old", ""), request.form.get("password", "")
    try:
        token = change_password(parts(), caller(), old, new, browser())
    except (Malformed, TooMany) as refusal:
        fields = refusal.fields if isinstance(refusal, Malformed) else {}
        page = own_page("password", complaints=fields, message="" if fields else refusal.message)
        return page, status_of(refusal), retry_after(refusal)
    remember_sign_in(token)
    tell("Your password is changed, and every other browser is signed out.")
    return redirect(url_for(".settings"), 303)


def settings_page(message: str = "") -> str:
    """The settings, with what is wrong if anything is."""
    return own_page(
        "settings", message=message, frequency=show_mailing(parts(), caller()), labels=FREQUENCY_LABELS
    )


def own_page(name: str, **given: object) -> str:
    """One of the reader's own pages."""
    told = session.pop(TOLD, "")
    return render_template(
        f"embed/me/{name}.html", visitor=reader(), here=name, told=told, **given, **words()
    )


def tell(message: str) -> None:
    """Have the next of these pages say what was done."""
    session[TOLD] = message


def retry_after(refusal: Refused) -> dict[str, str]:
    """The header that says for how long, when something was asked for too often."""
    return {"Retry-After": str(refusal.retry_after_s)} if isinstance(refusal, TooMany) else {}
