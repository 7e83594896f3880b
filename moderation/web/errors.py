"""Turns refusals into answers: problem details (RFC 9457) for machines, a page for people."""

from __future__ import annotations

import http
import re
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, current_app, jsonify, request
from flask_wtf.csrf import CSRFError
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import HTTPException

from moderation.domain.errors import (
    Closed,
    Conflict,
    Malformed,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Outdated,
    Refused,
    TooMany,
    Unavailable,
)
from moderation.web.error_pages import error_page

log = structlog.get_logger()

STATUS: dict[type[Refused], int] = {
    NotFound: 404,
    NotSignedIn: 401,
    NotAllowed: 403,
    Malformed: 422,
    Conflict: 409,
    Outdated: 412,
    Closed: 403,
    TooMany: 429,
    Unavailable: 503,
}
"""Which HTTP status each refusal becomes; only this file knows."""

TOLD: dict[int, str] = {
    400: "This request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address cannot be asked that way.",
    413: "That is too large: a request may have {kb:,} KB.",
    415: "Send this as JSON, with Content-Type: application/json.",
    422: "Some fields are not right.",
}
"""What is said to each HTTP error that no refusal of ours explains; any other is told by its name."""

OF_AN_ARTICLE = re.compile("/api/v1/sites/[^/]+/articles/.")
"""How addresses begin that name an article; no route takes one whose id cannot be (``ArticleConverter``)."""
ARTICLE_IDS = (
    'An article\'s id is not "." or "..", and has 1 to 200 characters: no white space, and no slash.'
)

FOR_PROGRAMS = ("/api/", "/embed/", "/v1/", "/v1alpha1/", "/comments:", "/doors/", "/$discovery/")
"""How addresses begin at which nobody wants a page, whatever they say that they accept."""

SAFE_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


def install_errors(app: Flask) -> None:
    """Answer every refusal, HTTP error and crash of the app in one shape."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(CSRFError, forged)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(ParseException, unreadable)
    app.register_error_handler(Exception, crashed)


def status_of(refusal: Refused) -> int:
    """The HTTP status of a refusal."""
    return STATUS[type(refusal)]


def refused(refusal: Refused) -> Response:
    """The answer to what was turned down."""
    headers: dict[str, str] = {}
    if isinstance(refusal, TooMany | Unavailable):
        headers["Retry-After"] = str(refusal.retry_after_s)
    if isinstance(refusal, Unavailable):
        log.error("unavailable", route=str(request.url_rule), error=refusal.cause)
    if isinstance(refusal, NotSignedIn):
        headers["WWW-Authenticate"] = "Bearer"
    fields = refusal.fields if isinstance(refusal, Malformed) else {}
    return answer(status_of(refusal), refusal.code, refusal.message, fields=fields, headers=headers)


def forged(_error: CSRFError) -> Response:
    """The answer to a post from another page, or from a form that was open for too long."""
    return answer(403, "csrf", "This form is no longer valid. Reload the page and send it again.")


def unreadable(_error: ParseException) -> Response:
    """The answer to a body whose chunks the server cannot tell apart; it is read only here, so it breaks here."""
    return answer(400, "bad_request", TOLD[400])


def http_error(error: HTTPException) -> Response:
    """The answer to what no route takes: unknown addresses, wrong methods, bodies too large or broken."""
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers(request.environ) if name in SAFE_HEADERS}
    said: Mapping[str, Any] = getattr(error, "data", None) or {}
    phrase = http.HTTPStatus(status).phrase
    detail = TOLD.get(status, f"{phrase}.").format(kb=current_app.config["MAX_CONTENT_LENGTH"] // 1024)
    if status == 404 and OF_AN_ARTICLE.match(request.path):
        detail = f"{detail} {ARTICLE_IDS}"
    if status == 400 and said:  # only the reader of bodies says more
        detail, said = "This is not valid JSON.", {}
    code = phrase.lower().replace(" ", "_")
    return answer(status, code, detail, fields=_flat(said.get("messages", {})), headers=headers)


def crashed(error: Exception) -> Response:
    """The answer to our own mistake."""
    tell_crash(error)
    return answer(500, "crashed", "Something went wrong on our side. Nothing was lost; please try again.")


def tell_crash(error: Exception) -> None:
    """Say in the log where our own mistake is, never what was sent (messages may quote it)."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
    log.error("crashed", route=str(request.url_rule), error=type(error).__name__, where=where)


def answer(
    status: int,
    code: str,
    detail: str,
    *,
    fields: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Problem details for machines, or the error page for people."""
    if wants_page():
        response = Response(error_page(status, detail))
    else:
        response = jsonify(
            {
                "type": "about:blank",
                "title": http.HTTPStatus(status).phrase,
                "status": status,
                "detail": detail,
                "code": code,
                **({"errors": dict(fields)} if fields else {}),
            }
        )
        response.mimetype = "application/problem+json"
    response.status_code = status
    response.headers.update(headers or {})
    return response


def wants_page() -> bool:
    """Whether a person asked, with a browser, for one of our pages."""
    return not request.path.startswith(FOR_PROGRAMS) and request.accept_mimetypes.accept_html


def _flat(messages: Any) -> dict[str, Any]:
    """Field messages without webargs' outer layer that names where in the request they were."""
    if not isinstance(messages, Mapping):
        return {}
    flat: dict[str, Any] = {}
    for place, found in messages.items():
        flat.update(found if isinstance(found, Mapping) else {str(place): found})
    return {str(name): found for name, found in flat.items()}
