"""Score texts that are not kept, by the default rules; needs no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.domain.policy import Judgement
from moderation.domain.rules import Rules
from moderation.domain.scores import ScoredText, Scorer, Scores
from moderation.use_cases.steps.concluding import judged

JUST_SCORES = Rules(newcomer_comments=0)
"""The default rules for a text by nobody in particular."""


@dataclass(frozen=True)
class ScoredAndJudged:
    """A text's scores, and what the default rules conclude from them."""

    scores: Scores
    judgement: Judgement


def score_text(scorer: Scorer, texts: Sequence[ScoredText], *, evidence: bool) -> list[ScoredAndJudged]:
    """Scores and judgement of each text, in order.

    Raises:
        ScorerUnavailable: when no model is in service, it failed, or does not know a text's language.
    """
    thresholds = scorer.thresholds()
    found = scorer.score_many(texts, evidence=evidence)
    return [
        ScoredAndJudged(scores, judged(text, scores, JUST_SCORES, thresholds))
        for text, scores in zip(texts, found, strict=True)
    ]
