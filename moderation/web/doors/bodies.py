"""What a door reads of a request: its key, wherever clients put it, and its body as JSON, whatever it is called."""

from __future__ import annotations

import json
from typing import Any

from flask import Request, request
from werkzeug.exceptions import RequestEntityTooLarge

from moderation.domain.callers import Caller
from moderation.domain.errors import Malformed, NotSignedIn
from moderation.use_cases.identify_caller import identify_caller
from moderation.web.callers import parts

MAX_BODY = 4 * 1024 * 1024
"""More than our API takes: a context may hold an article of 1 MB."""


def allow_large_body() -> None:
    """Let this request have as large a body as doors take."""
    request.max_content_length = MAX_BODY


def machine() -> Caller:
    """The caller behind the key that came with the request.

    Raises:
        NotSignedIn: without a key, or with one that opens nothing.
    """
    key = _key(request)
    if key is None:
        raise NotSignedIn("This needs a key.", code="key_needed")
    return identify_caller(parts(), key=key)


def json_body() -> Any:
    """What the body says.

    Raises:
        Malformed: when it is not JSON.
        RequestEntityTooLarge: when it is longer than it may be.
    """
    body = request.get_data()
    if len(body) >= MAX_BODY:
        raise RequestEntityTooLarge  # sent in chunks, and only this much of it was read
    try:
        return json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:  # as an integer of thousands of digits is
        raise Malformed("Invalid JSON payload received. Not valid JSON.") from error


def _key(asked: Request) -> str | None:
    """The key as Google's clients send one, or as ours do."""
    scheme, _, bearer = asked.headers.get("Authorization", "").partition(" ")
    shown = (
        asked.args.get("key"),
        asked.headers.get("X-Goog-Api-Key"),
        bearer if scheme.lower() == "bearer" else None,
        asked.args.get("access_token"),
    )
    return next((key.strip() for key in shown if key and key.strip()), None)
