"""What rules conclude from the scores of a text that is not kept; needs no database."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.domain.comments import Standing
from moderation.domain.policy import Judgement, Signals, judge
from moderation.domain.rules import Rules
from moderation.domain.scores import ScoredText, Scores
from moderation.domain.topics import Bearing, bearing


def judged(text: ScoredText, scores: Scores, rules: Rules, thresholds: Mapping[str, float]) -> Judgement:
    """What the rules conclude of a text by a reader."""
    signals = Signals(
        text.text, Standing.READER, bearing=_bearing(text, scores), is_read_whole=scores.is_whole
    )
    return judge(scores.values, signals, rules, thresholds)


def _bearing(text: ScoredText, scores: Scores) -> Bearing | None:
    """How the text bears on its article."""
    if text.article is None or scores.topic is None:
        return None
    return bearing(scores.topic, text.article.title, answers=text.parent is not None)
