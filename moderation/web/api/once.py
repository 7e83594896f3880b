"""Idempotency-Key: what is sent again under the same key is done once, and answered alike for a day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, request

from moderation.domain.errors import Malformed
from moderation.use_cases.keep_answer import keep_answer
from moderation.use_cases.recall_answer import recall_answer
from moderation.web.callers import caller, parts

KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Your own name for this request: sent again, it is done once and answered as before.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}


def done_once(route: Callable[..., Any]) -> Callable[..., Any]:
    """The route; a request that names itself by a key is done once. What is refused may be tried again."""

    @wraps(route)
    def once(*args: Any, **kwargs: Any) -> Any:
        key = idempotency_key()
        if key is None or not caller().is_known:
            return route(*args, **kwargs)
        recalled = recall_answer(parts(), caller(), key, _digest())
        if recalled is not None:
            return Response(recalled.body, recalled.status, mimetype="application/json")
        answered = None
        try:
            response: Response = route(*args, **kwargs)
            if response.status_code < 300:
                answered = response.status_code, response.get_data(as_text=True)
            return response
        finally:
            keep_answer(parts(), caller(), key, answered)

    return once


def idempotency_key() -> str | None:
    """The name that the caller gave this request, if there is one.

    Raises:
        Malformed: when it cannot be used.
    """
    key = request.headers.get("Idempotency-Key")
    if key is not None and not (
        1 <= len(key) <= 200 and key.isascii() and key.isprintable() and " " not in key
    ):
        complaint = "Use 1 to 200 visible ASCII characters."
        raise Malformed("The Idempotency-Key cannot be used.", fields={"Idempotency-Key": [complaint]})
    return key


def _digest() -> str:
    """What tells this request from another: its method, its address and all of its body."""
    whole = f"{request.method} {request.full_path}\n".encode() + request.get_data()
    return hashlib.sha256(whole).hexdigest()
