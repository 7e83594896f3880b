"""What the encoder is taught: the rows to learn from, some sources in part, and our own often."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from moderation.classifier.wordpieces import WordPieces
from moderation.training.corpora.news import Marked, marked_comments
from moderation.training.encoder.examples import Example, examples
from moderation.training.rows import COURTESY, SIDE_TASKS, Row, Rows, share_of

_READ = {
    "davidson": 0.25,
    "paradetox": 0.6,
    "goemotions": 0.5,
    "edos": 0.6,
    "stormfront": 0.7,
    "wiki": 0.8,
    "wiki_by_type": 0.7,
    "politeness": 0.7,
}
"""The share of a source that one epoch reads, another one each time; the rest is read whole."""


@dataclass(frozen=True)
class Lesson:
    """An epoch: the share of the corpora it reads, and how often our own rows."""

    share: float
    own_times: int


PLAN = (
    *(Lesson(1.0, 3), Lesson(1.0, 3), Lesson(0.5, 3), Lesson(0.15, 6), Lesson(0.15, 6)),
    Lesson(0.3, 6),
    Lesson(4.0, 6),
)
"""Our own rows, written for the page's rules, count more and more.

The last but one is for a narrower network, the last, which reads every source whole, for the branch.
"""


def course(learned: Rows, corpora: Path, pieces: WordPieces) -> Callable[[int], Sequence[Example]]:
    """What each epoch teaches, always the same for the same epoch."""
    marked = {each.text: each for each in marked_comments(corpora / "civil_comments_toxic_spans")}
    rows = [row for row in learned.rows if set(row.labels) & {*COURTESY, *SIDE_TASKS}]
    return lambda epoch: _taught(rows, marked, pieces, epoch)


def _taught(
    rows: Sequence[Row], marked: Mapping[str, Marked], pieces: WordPieces, epoch: int
) -> Sequence[Example]:
    lesson = PLAN[epoch]
    own = [row for row in rows if row.source == "own"] * lesson.own_times
    others = [
        row
        for row in rows
        if row.source != "own" and share_of(f"{epoch} {row.text}") < lesson.share * _READ.get(row.source, 1.0)
    ]
    return examples([*others, *own], marked, pieces, np.random.default_rng(epoch))
