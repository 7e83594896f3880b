"""The page for people that says what went wrong, in the frame of the pages around it: the readers' or the desk's."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import render_template, request
from flask_wtf.csrf import CSRFError

from moderation.domain.callers import NOBODY
from moderation.domain.errors import Refused
from moderation.use_cases.count_notices import count_notices
from moderation.web.callers import parts, reader
from moderation.web.site_names import site_name_at


def error_page(status: int, detail: str) -> str:
    """What is said of this error, under the brand of the side that was asked, with a way back into it."""
    heading = "We could not find that" if status == 404 else "That did not work"
    if f"{request.path}/".startswith("/desk/"):
        return render_template("desk/error.html", heading=heading, detail=detail)
    return render_template("error.html", heading=heading, detail=detail, **_masthead(status))


def _masthead(status: int) -> dict[str, Any]:
    """Whose page it is and who reads it, as far as that can be told: nothing here may fail once more."""
    known: dict[str, Any] = {"site_name": "", "visitor": NOBODY, "unread": lambda: 0}
    if status >= 500:
        return known
    with suppress(Refused):
        known["site_name"] = site_name_at(request.path)
    with suppress(Refused, CSRFError):
        visitor = reader()
        unread = count_notices(parts(), visitor)
        known |= {"visitor": visitor, "unread": lambda: unread}
    return known
