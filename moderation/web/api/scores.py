"""Scores of texts that are not kept: many at once."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.views import MethodView

from moderation.schemas.scores import ScoresIn, ScoresOut
from moderation.use_cases.measure_texts import Measured, measure_texts
from moderation.web.api.parsing import ApiBlueprint
from moderation.web.callers import caller, parts

scores = ApiBlueprint("scores", __name__, url_prefix="/api/v1", description="What texts look like.")

MAX_BODY = 4 * 1024 * 1024
"""More than other addresses take: a thousand texts."""


@scores.before_request
def allow_large_body() -> None:
    """Let this request have as large a body as so many texts need."""
    request.max_content_length = MAX_BODY


@scores.route("/scores")
class ScoresAddress(MethodView):
    """Scoring, under the rules of the key's site."""

    @scores.doc(operationId="scoreTexts", security=[{"key": []}])
    @scores.arguments(ScoresIn)
    @scores.response(200, ScoresOut)
    @scores.refuses(401, 403, 413, 415, 429, 503)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Score up to 1,000 texts; nothing of them is kept. Needs a key with the scope `score`."""
        found = measure_texts(parts(), caller(), asked["texts"], evidence=asked["evidence"])
        shown = [_shown(each, evidence=asked["evidence"]) for each in found.texts]
        return {"scores": shown, "model": found.model}


def _shown(measured: Measured, *, evidence: bool) -> dict[str, Any]:
    scores, judgement = measured.scores, measured.judgement
    return {
        "scores": scores and {name: round(value, 6) for name, value in scores.values.items()},
        "verdict": judgement and judgement.verdict,
        "reasons": [finding for finding in judgement.findings if finding.objects] if judgement else [],
        "foreign": measured.foreign,
        **({"evidence": scores.evidence if scores else {}} if evidence else {}),
    }
