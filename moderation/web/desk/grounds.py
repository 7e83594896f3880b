"""Why a comment is here, strongest first: the findings, each beside its score where a score is the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.findings import STRICTNESS, Finding
from moderation.web.desk.words import strongest

if TYPE_CHECKING:
    from moderation.use_cases.steps.reviewing import Review, ScoreBar


@dataclass(frozen=True)
class Grounds:
    """What is shown at once (sentences, and the scores that held it or came near), and what is behind "All scores".

    ``patterns`` are those that the text's evidence is underlined with, so that they can be explained beside it.
    """

    sentences: Sequence[Finding]
    over: Sequence[ScoreBar]
    near: Sequence[ScoreBar]
    rest: Sequence[ScoreBar]
    patterns: frozenset[str]


def grounds_of(review: Review) -> Grounds:
    """The grounds of a review, each kind in order of weight."""
    spoken = {finding.attribute for finding in review.findings if finding.attribute}
    strict = sorted(review.findings, key=lambda finding: STRICTNESS.index(finding.verdict), reverse=True)
    barred = {bar.attribute for bar in review.bars}
    return Grounds(
        sentences=[finding for finding in strict if finding.attribute not in barred],
        over=[bar for bar in review.bars if bar.attribute in spoken],
        near=[bar for bar in review.bars if bar.matters and bar.attribute not in spoken],
        rest=[bar for bar in review.bars if not bar.matters and bar.attribute not in spoken],
        patterns=frozenset(strongest(stretch.weights) for stretch in review.marked if stretch.weights),
    )
