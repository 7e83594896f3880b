"""What readers may ask of us at any time: everything that is kept of them, and to be forgotten."""

from __future__ import annotations

import json

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.errors import Malformed, NotAllowed, TooMany
from moderation.domain.leaving import Fate
from moderation.use_cases.export_account import export_account
from moderation.use_cases.leave_account import leave_account
from moderation.use_cases.show_leaving import show_leaving
from moderation.web.callers import caller, parts
from moderation.web.embed.me import me, own_page, retry_after, settings_page
from moderation.web.errors import status_of

gone = Blueprint("gone", __name__)

FILE = 'attachment; filename="what-we-keep-of-you.json"'


@me.post("/export")
def export() -> ResponseReturnValue:
    """Everything that is kept of the reader, as one file."""
    try:
        everything = export_account(parts(), caller())
    except TooMany as refusal:
        page = settings_page(refusal.message)
        return page, status_of(refusal), retry_after(refusal)
    text = json.dumps(everything, ensure_ascii=False, indent=1)
    return Response(text, content_type="application/json", headers={"Content-Disposition": FILE})


@me.get("/delete")
def leave_form() -> ResponseReturnValue:
    """The form to delete the account with, or how far that is."""
    return _leave_form(None)


@me.post("/delete")
def leave() -> ResponseReturnValue:
    """Delete the account; the browser is signed out once that is done."""
    try:
        left = leave_account(parts(), caller(), request.form.get("password", ""), _fate())
    except (Malformed, NotAllowed, TooMany) as refusal:
        return _leave_form(refusal)
    if left:
        return redirect(url_for("embed.me.leave_form"), 303)
    session.clear()
    return redirect(url_for("embed.gone.left"), 303)


@gone.get("/left")
def left() -> str:
    """A farewell."""
    return render_template("embed/me/left.html")


def _fate() -> Fate:
    said = request.form.get("fate", "")
    if said not in set(Fate):
        complaint = "Choose what becomes of your comments."
        raise Malformed(complaint, fields={"fate": [complaint]})
    return Fate(said)


def _leave_form(refusal: Malformed | NotAllowed | TooMany | None) -> ResponseReturnValue:
    fields = refusal.fields if isinstance(refusal, Malformed) else {}
    page = own_page(
        "leave",
        left=show_leaving(parts(), caller()),
        complaints=fields,
        message=refusal.message if refusal and not fields else "",
        said=request.form,
    )
    return (page, status_of(refusal), retry_after(refusal)) if refusal else page
