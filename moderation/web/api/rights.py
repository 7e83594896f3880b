"""What a site asks for in its authors' names: everything that is kept of one, and to have one forgotten."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from moderation.domain.leaving import Fate
from moderation.schemas.rights import EverythingOut, LeaveIn, LeaveOut
from moderation.use_cases.export_author import export_author
from moderation.use_cases.leave_author import leave_author
from moderation.web.api.parsing import ApiBlueprint
from moderation.web.callers import caller, parts

rights = ApiBlueprint(
    "rights", __name__, url_prefix="/api/v1/sites", description="What authors may ask for at any time."
)


@rights.route("/<site:site>/authors/<article:author>/export")
class ExportAddress(MethodView):
    """All that is kept of one author."""

    @rights.doc(operationId="exportAuthor", security=[{"key": []}])
    @rights.response(200, EverythingOut)
    @rights.refuses(401, 403, 404)
    def get(self, site: str, author: str) -> dict[str, Any]:
        """All that is kept of an author, by the site's own id: comments, decisions, reports, appeals and notices."""
        return export_author(parts(), caller(), site, author)


@rights.route("/<site:site>/authors/<article:author>")
class AuthorAddress(MethodView):
    """One author."""

    @rights.doc(operationId="forgetAuthor", security=[{"key": []}])
    @rights.arguments(LeaveIn, location="query")
    @rights.response(200, LeaveOut)
    @rights.alt_response(202, schema=LeaveOut, description="The rest is erased in the background.")
    @rights.refuses(401, 403, 404)
    def delete(self, said: dict[str, Fate], site: str, author: str) -> tuple[dict[str, Any], int]:
        """Forget an author, by the site's own id, which then names nobody; comments stay without a name, or go."""
        left = leave_author(parts(), caller(), site, author, said["comments"])
        return {"state": "going_on" if left else "done", "left": left}, 202 if left else 200
