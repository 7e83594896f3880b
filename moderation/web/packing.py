"""What readers load is packed by gzip for browsers that take it: less waiting on a slow line, proxy or not."""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request, session

from moderation.web.callers import TOKEN

PACKED = {"text/html", "text/css", "text/javascript", "application/json", "application/atom+xml"}
LEAST = 1_000
"""Bytes below which packing saves nothing that anybody feels."""

FILES = {"static", "script.embed_js"}
"""What is the same for everybody, until the next version."""


def install_packing(app: Flask) -> None:
    """Have the app pack its styles and scripts for everybody, and pages and JSON for whoever shows no token.

    How long a packed page is tells a little of what stands in it; so none is packed of somebody who is signed in, which
    holds their form token.
    """
    app.after_request(_packed)


def _packed(response: Response) -> Response:
    if not _can_be_packed(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip") > 0:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= LEAST:
        response.set_data(_file(content) if _is_file() else gzip.compress(content, 6, mtime=0))
        response.content_encoding = "gzip"
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)
    return response


def _can_be_packed(response: Response) -> bool:
    is_fit = request.method == "GET" and response.status_code == 200 and response.mimetype in PACKED
    if not is_fit or response.content_encoding:
        return False
    return _is_file() or not (response.is_streamed or TOKEN in session or "Authorization" in request.headers)


def _is_file() -> bool:
    return request.endpoint in FILES


@lru_cache(maxsize=32)
def _file(content: bytes) -> bytes:
    """A style or script, packed as small as can be, once for each process."""
    return gzip.compress(content, 9, mtime=0)
