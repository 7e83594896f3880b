"""A reader's own page about the mail address of their account."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.errors import Malformed, TooMany
from moderation.use_cases.change_address import change_address
from moderation.use_cases.show_address import show_address
from moderation.web.callers import caller, parts
from moderation.web.embed.entrance_forms import writer
from moderation.web.embed.me import own_page, retry_after, tell
from moderation.web.errors import status_of

own_address = Blueprint("address", __name__)


@own_address.get("/address")
def show() -> str:
    """The form to give an address with."""
    return own_page("address", own=show_address(parts(), caller()), complaints={}, message="", said="")


@own_address.post("/address")
def change() -> ResponseReturnValue:
    """Have a letter sent to the address; once its link is followed, the address is the account's."""
    said = request.form.get("address", "")
    try:
        change_address(parts(), caller(), request.form.get("password", ""), said, writer())
    except (Malformed, TooMany) as refusal:
        fields = refusal.fields if isinstance(refusal, Malformed) else {}
        own, message = show_address(parts(), caller()), "" if fields else refusal.message
        page = own_page("address", own=own, complaints=fields, message=message, said=said)
        return page, status_of(refusal), retry_after(refusal)
    tell("A letter is on its way. Follow its link to confirm the address.")
    return redirect(url_for(".show"), 303)
