"""The script that shows an article's comments in a page of its site: made once of its parts, the look among them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request

script = Blueprint("script", __name__)

SOURCES = Path(__file__).parent.parent / "static" / "remote"
PARTS = (
    "words",
    "asking",
    "elements",
    "forms",
    "writing",
    "own",
    "choosing",
    "threads",
    "notices",
    "entrance",
    "entry",
    "section",
    "following",
    "start",
)
"""In this order: each uses what those before it name, and nothing is named outside."""

KEPT_FOR = "public, max-age=600, stale-while-revalidate=86400"


@script.get("/embed.js")
def embed_js() -> Response:
    """The whole script, as any page may load it."""
    response = Response(whole(), mimetype="text/javascript")
    response.headers["Cache-Control"] = KEPT_FOR
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.add_etag()
    response.make_conditional(request)
    return response


@cache
def whole() -> bytes:
    """The script as it is run, one function that leaves no name behind."""
    look = _lean("look.css")
    parts = [_lean(f"{name}.js") for name in PARTS]
    lines = ["(() => {", '"use strict";', f"const LOOK = {json.dumps(look)};", *parts, "})();"]
    return "\n".join(lines).encode()


def _lean(name: str) -> str:
    """A source without what no browser needs: indentation, and lines that are comments as a whole."""
    lines = (line.strip() for line in (SOURCES / name).read_text().splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
