"""Which pages of other origins may read our answers: those at the hosts that a site has listed, without cookies."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request

from moderation.domain.errors import NotAllowed
from moderation.use_cases.check_origin import check_origin
from moderation.web.callers import parts

SHARED = ("/embed/", "/api/v1/sites/")
"""Where the addresses begin that pages of a site may ask: each names the site."""

ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key",
    "Access-Control-Max-Age": "600",
}
"""What a browser is told that asks before it sends; cookies are never among it."""


def install_origins(app: Flask) -> None:
    """Turn requests of unlisted origins away where they would write, and let listed ones read the answers."""
    app.before_request(_refuse)
    app.after_request(_share)


def _site() -> str | None:
    """The site whose comments are asked for, if pages of other origins may."""
    named = (request.view_args or {}).get("site")
    return str(named) if named and request.path.startswith(SHARED) else None


def _is_listed(site: str, origin: str) -> bool:
    if "listed" not in g:
        wants_tls = current_app.config["SESSION_COOKIE_SECURE"]
        is_safe = origin.startswith("https://") or not wants_tls
        g.listed = is_safe and check_origin(parts(), site, origin)
    return bool(g.listed)


def _refuse() -> None:
    site, origin = _site(), request.headers.get("Origin")
    if site is None or origin is None or request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if origin != request.host_url.rstrip("/") and not _is_listed(site, origin):
        raise NotAllowed("This page is at no host that the site has listed.", code="unlisted_origin")


def _share(response: Response) -> Response:
    site, origin = _site(), request.headers.get("Origin")
    if site is None:
        return response
    response.vary.add("Origin")
    if origin is not None and _is_listed(site, origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        if request.method == "OPTIONS":
            response.headers.update(ALLOWED)
    return response
