"""What the forms of the entrance share: where they lead back to, in whose name they speak, what is wrong with them."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import render_template, request, session
from flask.typing import ResponseReturnValue

from moderation.domain.errors import Malformed, Refused, TooMany, Unavailable
from moderation.web.callers import parts
from moderation.web.errors import status_of
from moderation.web.headers import local_path
from moderation.web.site_names import site_name_at

HONEYPOT = "website"
"""A field that people do not see, and programs like to fill in."""

TOLD = "told_entrance"
"""Where the signed cookie keeps what the next form says."""


def next_page() -> str:
    """Where the reader came from, and is led back to."""
    return local_path(request.values.get("next"), "/")


def site_name() -> str:
    """The name of the site that the reader came from, or of the only one; nothing when it could be any."""
    return site_name_at(next_page())


def writer() -> str:
    """In whose name letters are written: the site's, or else this service's own."""
    return site_name() or urlsplit(parts().public_url).netloc


def tell(message: str) -> None:
    """Have the next of these forms say what was done."""
    session[TOLD] = message


def form(template: str, **said: object) -> str:
    """A form with what is said into it."""
    given = {"name": "", "address": "", "complaints": {}, "message": "", "told": session.pop(TOLD, "")}
    given |= {"next": next_page(), "site_name": site_name()}
    given |= {"demands_address": parts().demands_address, "honeypot": HONEYPOT}
    return render_template(template, **{**given, **said})


def sign_in_first(back: str, kept: str = "") -> ResponseReturnValue:
    """The form to sign in with, in place of what is shown to its author alone; it does not tell whether that exists.

    ``kept`` is what was written before the sign-in turned out to have ended.
    """
    message = "You are signed out. Copy what you wrote, sign in, and send it again." if kept else ""
    first = "" if kept else "Sign in first: what stands here is shown only to who wrote the comment."
    given = {"first": first, "message": message, "kept": kept, "next": back, "site_name": site_name_at(back)}
    return form("embed/sign_in.html", **given), 401


def again(template: str, refusal: Refused, **said: object) -> ResponseReturnValue:
    """The form with what is wrong beside the field, or above them all."""
    complaints = refusal.fields if isinstance(refusal, Malformed) else {}
    page = form(
        template,
        name=request.form.get("name", ""),
        address=request.form.get("address", ""),
        complaints={field: " ".join(found) for field, found in complaints.items()},
        message="" if complaints else refusal.message,
        **said,
    )
    headers = (
        {"Retry-After": str(refusal.retry_after_s)} if isinstance(refusal, TooMany | Unavailable) else {}
    )
    return page, status_of(refusal), headers
