"""What machines that run us ask: whether we live, whether we can take comments, what we counted."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from moderation.use_cases.check_readiness import check_readiness
from moderation.web.callers import parts
from moderation.web.metrics import exposition

service = Blueprint("service", __name__)


@service.get("/healthz")
def healthz() -> Response:
    """200 as long as this process answers."""
    return jsonify({"status": "ok"})


@service.get("/readyz")
def readyz() -> tuple[Response, int]:
    """200 when comments can be stored, with the scorer's state; 503 when they cannot."""
    readiness = check_readiness(parts())
    body = {
        "storage": "ok" if readiness.storage is None else "failed",
        "scorer": "ok" if readiness.scorer.ready else "missing",
        "model": readiness.scorer.model,
        "members": readiness.scorer.members,
        "waiting_jobs": readiness.waiting_jobs,
    }
    reason = readiness.storage or readiness.scorer.reason
    return jsonify(
        {**body, **({"reason": reason} if reason else {})}
    ), 200 if readiness.storage is None else 503


@service.get("/metrics")
def metrics() -> Response:
    """Counters and timings in the Prometheus text format."""
    text, media_type = exposition()
    return Response(text, content_type=media_type)
