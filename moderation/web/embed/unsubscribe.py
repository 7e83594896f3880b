"""Where the letters of notices say that they can be ended: by hand, or by a mail program with one click (RFC 8058)."""

from __future__ import annotations

from flask import Blueprint, render_template

from moderation.use_cases.end_mailing import end_mailing
from moderation.web.callers import parts

unsubscribe = Blueprint("unsubscribe", __name__, url_prefix="/unsubscribe")


@unsubscribe.get("/<token>")
def ask(token: str) -> str:
    """The question whether to end them: programs that look at mail follow links, too."""
    return render_template(
        "embed/unsubscribe.html", token=token, ended=end_mailing(parts(), token, ask_only=True)
    )


@unsubscribe.post("/<token>")
def end(token: str) -> str:
    """End them. A mail program sends this by itself, with no form of ours: the token is all that it has."""
    return render_template("embed/unsubscribe.html", token=token, ended=end_mailing(parts(), token))
