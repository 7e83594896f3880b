"""Score texts that somebody else has scored before, and say how both compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from moderation.domain.comparison import Comparison, compared
from moderation.domain.moving import Brought, Labelled, Unusable
from moderation.domain.scores import ScoredText, ScorerUnavailable

if TYPE_CHECKING:
    from moderation.domain.scores import Scorer, Scores

AT_ONCE = 64


@dataclass
class _Pairs:
    """Both scores of every text, by attribute; nothing of the texts is kept."""

    theirs: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    ours: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Labelled, scores: Scores) -> None:
        for name, value in row.labels.items():
            if name in scores.values:
                self.theirs[name].append(value)
                self.ours[name].append(scores.values[name])


def compare_scores(
    scorer: Scorer, rows: Iterable[Labelled | Unusable], at: float, brought: Brought
) -> Mapping[str, Comparison]:
    """How the scores that came with the texts compare with ours, by attribute; theirs hold from ``at`` on.

    ``brought`` counts what cannot be compared. Attributes that we do not measure are left out.

    Raises:
        Malformed: when the rows are of no such file.
    """
    pairs, rest = _Pairs(), iter(rows)
    while batch := list(islice(rest, AT_ONCE)):
        for each in batch:
            if isinstance(each, Unusable):
                brought.leave(each)
        usable = [each for each in batch if isinstance(each, Labelled)]
        for row, scores in zip(usable, _scored(scorer, usable), strict=True):
            if scores is None:
                brought.leave(Unusable(row.where, "we cannot score it: its language, or it is no text"))
            else:
                pairs.add(row, scores)
    return {name: compared(theirs, pairs.ours[name], at) for name, theirs in sorted(pairs.theirs.items())}


def _scored(scorer: Scorer, rows: Sequence[Labelled]) -> Sequence[Scores | None]:
    """The scores of each; those that have none are found by halving."""
    if not rows:
        return []
    try:
        return list(scorer.score_many([ScoredText(row.text, language=row.language) for row in rows]))
    except ScorerUnavailable:
        if len(rows) == 1:
            return [None]
    half = len(rows) // 2
    return [*_scored(scorer, rows[:half]), *_scored(scorer, rows[half:])]
