"""How many comments stand under each of a site's articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import after_this_request, request
from flask.views import MethodView
from werkzeug.wrappers import Response

from moderation.schemas.counts import CountsIn, CountsOut
from moderation.use_cases.count_comments import count_comments
from moderation.web.api.parsing import ApiBlueprint
from moderation.web.callers import parts

counts = ApiBlueprint(
    "counts", __name__, url_prefix="/api/v1/sites", description="How much is written where."
)


@counts.route("/<site:site>/counts")
class CountsAddress(MethodView):
    """The counts of a site's articles."""

    @counts.doc(operationId="countComments")
    @counts.arguments(CountsIn, location="query")
    @counts.response(200, CountsOut)
    @counts.alt_response(304, description="They are as the `ETag` in If-None-Match says.")
    @counts.refuses(404)
    def get(self, asked: dict[str, Any], site: str) -> dict[str, Mapping[str, int]]:
        """How many comments are published under each of up to 100 articles; for a front page, say. Needs no key."""
        after_this_request(_unless_known)
        return {"counts": count_comments(parts(), site, asked["article"])}


def _unless_known(response: Response) -> Response:
    """The answer, which anybody may keep for a minute; 304 when it is known."""
    if response.status_code == 200:
        response.add_etag()
        response.headers["Cache-Control"] = "public, max-age=60"
        response.make_conditional(request)
    return response
