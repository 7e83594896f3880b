"""Refusals as Google's services tell them: clients match the message and read the first of the details."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from flask import Blueprint, Response, jsonify, request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import HTTPException

from moderation.domain.errors import Malformed, NotSignedIn, Refused, TooMany, Unavailable
from moderation.web.doors.bodies import MAX_BODY
from moderation.web.errors import status_of, tell_crash

log = structlog.get_logger()

SERVICE = "commentanalyzer.googleapis.com"
NO_KEY = (
    "Method doesn't allow unregistered callers (callers without established identity). "
    "Please use API Key or other form of API consumer identity to call this API."
)
BAD_KEY = "API key not valid. Please pass a valid API key."
METRICS = {
    "analyze": "Analysis requests (AnalyzeComment)",
    "suggestscore": "Suggestion requests (SuggestCommentScore)",
}
STATUS = {
    400: "INVALID_ARGUMENT",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


def install_google_errors(door: Blueprint) -> None:
    """Answer every refusal, HTTP error and crash of the door in this shape."""
    door.register_error_handler(Refused, refused)
    door.register_error_handler(HTTPException, http_error)
    door.register_error_handler(ParseException, lambda _: bad_request("Invalid JSON payload received.", {}))
    door.register_error_handler(Exception, crashed)


def refused(refusal: Refused) -> Response:
    """The answer to what was turned down."""
    match refusal:
        case NotSignedIn(code="key_needed"):
            return answer(403, NO_KEY, error_reason("CREDENTIALS_MISSING"))
        case NotSignedIn():
            return answer(400, BAD_KEY, error_reason("API_KEY_INVALID"))
        case TooMany():
            return _quota(refusal)
        case Unavailable():
            log.warning("door closed", route=str(request.url_rule), error=refusal.cause)
            unavailable = answer(503, "The service is currently unavailable.", error_reason("UNAVAILABLE"))
            unavailable.headers["Retry-After"] = str(refusal.retry_after_s)
            return unavailable
        case Malformed():
            is_named = refusal.code.isupper()
            return (
                analysis_error(refusal.message, refusal.code)
                if is_named
                else bad_request(refusal.message, refusal.fields)
            )
    return answer(
        403 if status_of(refusal) == 403 else 404, refusal.message, error_reason("API_KEY_SERVICE_BLOCKED")
    )


def analysis_error(message: str, error_type: str, **more: Any) -> Response:
    """The answer to a request that the analyzer refuses; ``error_type`` is its name for why."""
    kind = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
    return answer(400, message, {"@type": kind, "errorType": error_type, **more})


def bad_request(message: str, fields: Mapping[str, Any]) -> Response:
    """The answer to what is no message of the service."""
    violations = [{"field": name, "description": " ".join(found)} for name, found in fields.items()]
    kind = "type.googleapis.com/google.rpc.BadRequest"
    return answer(400, message, {"@type": kind, "fieldViolations": violations or [{"description": message}]})


def error_reason(reason: str, **metadata: str) -> dict[str, Any]:
    """A detail that names a reason."""
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"service": SERVICE, **metadata},
    }


def answer(code: int, message: str, detail: Mapping[str, Any]) -> Response:
    """The answer itself."""
    error = {"code": code, "message": message, "status": STATUS[code], "details": [detail]}
    response = jsonify({"error": error})
    response.status_code = code
    return response


def http_error(error: HTTPException) -> Response:
    """The answer to what HTTP itself refuses."""
    if error.code == 413:
        return bad_request(f"Request payload size exceeds the limit: {MAX_BODY} bytes.", {})
    return bad_request(f"{error.name}.", {})


def crashed(error: Exception) -> Response:
    """The answer to our own mistake."""
    tell_crash(error)
    return answer(500, "Internal error encountered.", error_reason("INTERNAL"))


def _quota(refusal: TooMany) -> Response:
    metric = METRICS[str(request.endpoint).rpartition(".")[2]]
    response = answer(
        429,
        f"Quota exceeded for quota metric '{metric}' and limit '{metric} per minute' of service '{SERVICE}'",
        error_reason("RATE_LIMIT_EXCEEDED", quota_metric=metric, quota_limit=f"{metric} per minute"),
    )
    response.headers["Retry-After"] = str(refusal.retry_after_s)
    return response
