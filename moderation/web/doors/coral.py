"""Coral's external moderation phase: what a site's rules say of a comment that is new or edited there."""

from __future__ import annotations

from typing import Any

import structlog
from flask import Blueprint, Response, jsonify, request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import HTTPException

from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.errors import Malformed, NotSignedIn, Refused, TooMany
from moderation.domain.findings import Verdict
from moderation.domain.signatures import signed_for
from moderation.schemas.coral import phase_in
from moderation.use_cases.judge_elsewhere import Advice, judge_elsewhere
from moderation.web.callers import parts
from moderation.web.doors.bodies import json_body
from moderation.web.errors import status_of, tell_crash

log = structlog.get_logger()

coral = Blueprint("coral", __name__)

SIGNATURE = "X-Coral-Signature"
SPAM = "SPAM"


@coral.post("/doors/coral")
def phase() -> Response:
    """204 without an opinion; else the status that the comment is to have there, and what it is flagged for."""
    signed = signed_for(request.get_data(), request.headers.get(SIGNATURE, ""), parts().signers)
    if signed is None:
        raise NotSignedIn("The signature fits no secret that is known here.", code="signature")
    advice = judge_elsewhere(parts(), signed.site, phase_in(json_body()), signed.signature)
    if advice.unscored:
        log.warning("coral unscored", site=signed.site, reason=advice.unscored)
    said = _said(advice)
    return jsonify(said) if said else Response(status=204)


@coral.errorhandler(Refused)
def refused(refusal: Refused) -> Response:
    """The answer to what was turned down; Coral passes over it, so the reason is logged."""
    log.warning("coral refused", reason=refusal.code, status=status_of(refusal))
    status = 400 if isinstance(refusal, Malformed) else status_of(refusal)
    response = _error(status, refusal.message)
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after_s)
    return response


@coral.errorhandler(HTTPException)
def http_error(error: HTTPException) -> Response:
    """The answer to what HTTP itself refuses, such as too long a body."""
    log.warning("coral refused", reason=error.name, status=error.code)
    return _error(error.code or 500, f"{error.name}.")


@coral.errorhandler(ParseException)
def unreadable(_error_found: ParseException) -> Response:
    """The answer to a body whose chunks the server cannot tell apart."""
    return _error(400, "This request cannot be read.")


@coral.errorhandler(Exception)
def crashed(error: Exception) -> Response:
    """The answer to our own mistake."""
    tell_crash(error)
    return _error(500, "Something went wrong on our side.")


def _said(advice: Advice) -> dict[str, Any]:
    """What Coral is told: a flag for what scores object to, and where its moderators find the comment."""
    flags = _flags(advice)
    if advice.verdict is Verdict.PUBLISH:
        return {}
    if advice.verdict is Verdict.REJECT:
        return {**flags, "status": "REJECTED"}
    return {**flags, "status": "SYSTEM_WITHHELD" if flags else "PREMOD"}


def _flags(advice: Advice) -> dict[str, Any]:
    reasons = ["COMMENT_DETECTED_TOXIC"] if advice.attributes - {SPAM, OFF_TOPIC} else []
    reasons += ["COMMENT_DETECTED_SPAM"] if SPAM in advice.attributes else []
    actions = [{"actionType": "FLAG", "reason": reason} for reason in reasons]
    return {"actions": actions} if actions else {}


def _error(status: int, message: str) -> Response:
    response = jsonify({"error": message})
    response.status_code = status
    return response
