"""Why a comment is here, strongest first: the findings, each beside its score where a score is the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from moderation.domain.evidence import Stretch
from moderation.domain.findings import STRICTNESS, Finding
from moderation.domain.topics import Bearing
from moderation.web.desk.words import strongest

if TYPE_CHECKING:
    from moderation.use_cases.steps.reviewing import Review, ScoreBar


@dataclass(frozen=True)
class Grounds:
    """What is shown at once (what objects to it in sentences and scores, what is only ``noted`` or came near), and what
    is behind "All scores".

    ``marked`` is the text with one mark for each run of evidence; ``patterns`` are those that the marks are drawn in,
    so that they can be explained beside it. ``bearings`` explain the topic's score, by attribute.
    """

    sentences: Sequence[Finding]
    noted: Sequence[Finding]
    over: Sequence[ScoreBar]
    near: Sequence[ScoreBar]
    rest: Sequence[ScoreBar]
    bearings: Mapping[str | None, Bearing]
    marked: Sequence[Stretch]
    patterns: frozenset[str]


def grounds_of(review: Review) -> Grounds:
    """The grounds of a review, each kind in order of weight."""
    spoken = {finding.attribute for finding in review.findings if finding.score is not None}
    strict = sorted(review.findings, key=lambda finding: STRICTNESS.index(finding.verdict), reverse=True)
    barred = {bar.attribute for bar in review.bars}
    told = [each for each in strict if each.score is None or each.attribute not in barred]
    marked = marks_of(review.marked)
    return Grounds(
        sentences=[finding for finding in told if finding.objects],
        noted=[finding for finding in told if not finding.objects],
        over=[bar for bar in review.bars if bar.attribute in spoken],
        near=[bar for bar in review.bars if bar.matters and bar.attribute not in spoken],
        rest=[bar for bar in review.bars if not bar.matters and bar.attribute not in spoken],
        bearings={finding.attribute: finding.bearing for finding in review.findings if finding.bearing},
        marked=marked,
        patterns=frozenset(strongest(stretch.weights) for stretch in marked if stretch.weights),
    )


def marks_of(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The same text, with stretches of evidence that touch as one, each attribute at its greatest weight there."""
    runs = [list(run) for _, run in groupby(stretches, key=lambda stretch: bool(stretch.weights))]
    return [Stretch("".join(each.text for each in run), _greatest(run)) for run in runs]


def _greatest(run: Sequence[Stretch]) -> dict[str, float]:
    names = {name for each in run for name in each.weights}
    return {name: max(each.weights.get(name, 0.0) for each in run) for name in names}
