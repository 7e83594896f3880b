"""What every answer carries: security headers, a request id, and one line in the log without personal data."""

from __future__ import annotations

import secrets
import time
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, g, request

from moderation.web.metrics import count_request

log = structlog.get_logger()

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install_headers(app: Flask, *, https: bool) -> None:
    """Give every answer of the app its headers, its line in the log and its place in the metrics."""
    app.before_request(_begin)
    app.after_request(_end)
    if https:
        app.after_request(_strict_transport)


def local_path(target: str | None, otherwise: str) -> str:
    """The target when it is a path on this host, else the other: no form may send people elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    parsed = urlsplit(target)
    return target if not parsed.scheme and not parsed.netloc and target.isprintable() else otherwise


def _begin() -> None:
    g.began = time.monotonic()
    g.request_id = secrets.token_hex(8)


def _end(response: Response) -> Response:
    said = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 - goes through pairs otherwise
    for name, value in HEADERS.items():
        if name.lower() not in said:
            response.headers.add(name, value)
    if "cache-control" not in said and request.endpoint != "static":
        response.headers.add("Cache-Control", "no-store")
    request_id = g.get("request_id", "")
    response.headers["X-Request-Id"] = request_id
    _note(response.status_code, request_id)
    return response


def _note(status: int, request_id: str) -> None:
    """Count the answer and write its line."""
    seconds = time.monotonic() - g.get("began", time.monotonic())
    method, route = request.method, request.url_rule.rule if request.url_rule else "unknown"
    count_request(method, route, status, seconds)
    log.info(
        "answered", method=method, route=route, status=status, ms=round(seconds * 1000, 1), request=request_id
    )


def _strict_transport(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
