"""Warnings: a site tells that one of its authors has read theirs."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from moderation.schemas.warnings import UnderstoodIn
from moderation.use_cases.acknowledge_warning import acknowledge_warning
from moderation.web.api.parsing import ApiBlueprint
from moderation.web.callers import caller, parts

warnings = ApiBlueprint(
    "warnings", __name__, url_prefix="/api/v1/sites", description="What authors are to read first."
)


@warnings.route("/<site:site>/understood")
class UnderstoodAddress(MethodView):
    """What the site's authors say that they understood."""

    @warnings.once
    @warnings.doc(operationId="acknowledgeWarning", security=[{"key": []}])
    @warnings.arguments(UnderstoodIn)
    @warnings.response(204)
    @warnings.refuses(401, 403, 404, 413, 415)
    def post(self, said: dict[str, Any], site: str) -> None:
        """Say that an author read a warning and understands: their comments are taken again."""
        acknowledge_warning(parts(), caller(), site, author=said["author"])
