"""OpenAI's moderation door: the categories that we measure, and those that we do not as not flagged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from flask import Blueprint, Response, g, jsonify, request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import HTTPException

from moderation.domain.errors import Malformed, NotAllowed, NotSignedIn, Refused, TooMany, Unavailable
from moderation.schemas.moderations import inputs_in
from moderation.use_cases.measure_texts import Measured, measure_texts
from moderation.web.callers import parts
from moderation.web.doors.bodies import allow_large_body, json_body, machine
from moderation.web.errors import tell_crash

log = structlog.get_logger()

openai = Blueprint("openai", __name__)
openai.before_request(allow_large_body)

MEASURED: dict[str, tuple[str, ...]] = {
    "harassment": ("INSULT", "TOXICITY"),
    "harassment/threatening": ("THREAT",),
    "hate": ("IDENTITY_ATTACK",),
}
"""What we measure of their categories: each by its strongest attribute."""

NOT_MEASURED = (
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
)
"""Their categories that we do not measure: never flagged, always 0, and named in docs/doors.md."""

STATUS: dict[type[Refused], tuple[int, str, str | None]] = {
    NotSignedIn: (401, "invalid_request_error", "invalid_api_key"),
    NotAllowed: (403, "invalid_request_error", "insufficient_permissions"),
    Malformed: (400, "invalid_request_error", None),
    TooMany: (429, "requests", "rate_limit_exceeded"),
    Unavailable: (503, "server_error", None),
}


@openai.post("/v1/moderations")
def moderations() -> Response:
    """Which categories each input falls in, by the thresholds of the key's site; nothing is kept."""
    caller = machine()
    texts = inputs_in(json_body())
    found = measure_texts(parts(), caller, texts)
    for place, each in enumerate(found.texts):
        if each.foreign:
            raise Malformed(f"Input {place} is in a language that is not known here: {each.foreign}.")
    results = [_result(each, found.thresholds) for each in found.texts]
    return jsonify({"id": f"modr-{g.request_id}", "model": found.model, "results": results})


@openai.errorhandler(Refused)
def refused(refusal: Refused) -> Response:
    """The answer to what was turned down, in their shape."""
    status, kind, code = STATUS.get(type(refusal), (404, "invalid_request_error", None))
    if isinstance(refusal, Unavailable):
        log.warning("door closed", route=str(request.url_rule), error=refusal.cause)
    param = next(iter(refusal.fields), None) if isinstance(refusal, Malformed) else None
    response = _error(status, refusal.message, kind, code, param)
    if isinstance(refusal, TooMany | Unavailable):
        response.headers["Retry-After"] = str(refusal.retry_after_s)
    return response


@openai.errorhandler(HTTPException)
def http_error(error: HTTPException) -> Response:
    """The answer to what HTTP itself refuses."""
    return _error(error.code or 500, f"{error.name}.", "invalid_request_error")


@openai.errorhandler(ParseException)
def unreadable(_error_found: ParseException) -> Response:
    """The answer to a body whose chunks the server cannot tell apart."""
    return _error(400, "This request cannot be read.", "invalid_request_error")


@openai.errorhandler(Exception)
def crashed(error: Exception) -> Response:
    """The answer to our own mistake."""
    tell_crash(error)
    return _error(500, "The server had an error while processing your request.", "server_error")


def _result(measured: Measured, thresholds: Mapping[str, float]) -> dict[str, Any]:
    values = measured.scores.values if measured.scores else {}
    flags, scores = dict.fromkeys(NOT_MEASURED, False), dict.fromkeys(NOT_MEASURED, 0.0)
    for category, attributes in MEASURED.items():
        flags[category] = any(values.get(each, 0.0) >= thresholds.get(each, 2.0) for each in attributes)
        scores[category] = round(max(values.get(each, 0.0) for each in attributes), 7)
    return {
        "flagged": any(flags.values()),
        "categories": flags,
        "category_scores": scores,
        "category_applied_input_types": {name: ["text"] if name in MEASURED else [] for name in flags},
    }


def _error(
    status: int, message: str, kind: str, code: str | None = None, param: str | None = None
) -> Response:
    response = jsonify({"error": {"message": message, "type": kind, "param": param, "code": code}})
    response.status_code = status
    return response
