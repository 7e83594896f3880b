"""Drafts: what may trouble others is said before it is posted."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from moderation.schemas.drafts import DraftIn, DraftOut
from moderation.use_cases.consider_draft import Draft, consider_draft
from moderation.web.api.parsing import JSON_OR_FORM, ApiBlueprint
from moderation.web.callers import caller, parts

drafts = ApiBlueprint("drafts", __name__, url_prefix="/api/v1/sites", description="What is not posted yet.")


@drafts.route("/<site:site>/articles/<article:article>/drafts")
class DraftsAddress(MethodView):
    """What may be posted under one article."""

    @drafts.doc(operationId="considerDraft", security=[{"key": []}, {"cookie": []}])
    @drafts.arguments(DraftIn, location=JSON_OR_FORM)
    @drafts.response(200, DraftOut)
    @drafts.refuses(401, 403, 404, 413, 415, 429)
    def post(self, said: dict[str, Any], site: str, article: str) -> dict[str, Any]:
        """Look at a draft, if the site's rules nudge: sentences for its author, and their places. Nothing is kept."""
        nudge = consider_draft(parts(), caller(), Draft(site, article, said["text"]))
        if nudge is None:
            return {"told": [], "marks": []}
        return {"told": nudge.told, "marks": [{"begin": begin, "end": end} for begin, end in nudge.marks]}
