"""Where the links of letters lead, and where one asks for such a letter: a new password, a confirmed address."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.errors import Malformed, Refused
from moderation.domain.letters import LetterKind
from moderation.use_cases.ask_reset import ask_reset
from moderation.use_cases.confirm_address import confirm_address
from moderation.use_cases.reset_password import reset_password
from moderation.use_cases.show_link import show_link
from moderation.web.callers import address, csrf, parts
from moderation.web.embed.entrance_forms import again, form, site_name, tell, writer

letters = Blueprint("letters", __name__)


@letters.get("/forgot")
def forgot() -> str:
    """The form to ask for a letter with."""
    return form("embed/forgot.html")


@letters.post("/forgot")
def forgot_now() -> ResponseReturnValue:
    """Have a letter written, if there is such an account: the answer does not tell."""
    csrf.protect()
    try:
        ask_reset(parts(), request.form.get("address", ""), writer(), address())
    except Refused as refusal:
        return again("embed/forgot.html", refusal)
    tell("If an account has this address, a letter is on its way there. Its link is good for an hour.")
    return redirect(url_for(".forgot"), 303)


@letters.get("/reset/<token>")
def reset(token: str) -> str:
    """The form to choose a new password with."""
    return form("embed/reset.html", shown=show_link(parts(), LetterKind.RESET, token, address()))


@letters.post("/reset/<token>")
def reset_now(token: str) -> ResponseReturnValue:
    """Keep the new password, and have its owner sign in with it."""
    csrf.protect()
    try:
        reset_password(parts(), token, request.form.get("password", ""), address())
    except Malformed as refusal:
        shown = show_link(parts(), LetterKind.RESET, token, address())
        return again("embed/reset.html", refusal, shown=shown)
    tell("Your new password counts from now on. Sign in with it.")
    return redirect(url_for("embed.entrance.sign_in"), 303)


@letters.get("/confirm/<token>")
def confirm(token: str) -> str:
    """The question whether the address is somebody's; only the answer confirms it, for programs follow links, too."""
    shown = show_link(parts(), LetterKind.CONFIRM, token, address())
    return render_template("embed/confirm.html", shown=shown, confirmed="", site_name=site_name())


@letters.post("/confirm/<token>")
def confirm_now(token: str) -> str:
    """Confirm the address."""
    csrf.protect()
    confirmed = confirm_address(parts(), token, address())
    return render_template("embed/confirm.html", confirmed=confirmed, site_name=site_name())
