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
    "Cache-Control": "no-store",
}
"""What an answer says where it does not say otherwise."""


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
    said = {name.lower() for name, _ in response.headers}
    response.headers.extend((name, value) for name, value in HEADERS.items() if name.lower() not in said)
    response.headers["X-Request-Id"] = g.get("request_id", "")
    seconds = time.monotonic() - g.get("began", time.monotonic())
    route = request.url_rule.rule if request.url_rule else "unknown"
    count_request(request.method, route, response.status_code, seconds)
    log.info(
        "answered",
        method=request.method,
        route=route,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        request=g.get("request_id", ""),
    )
    return response


def _strict_transport(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
