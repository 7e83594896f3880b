"""Shows what the encoder marked: the words that people would call rude, as spans of the original text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from moderation.classifier.blend import Blend
from moderation.classifier.encoder import Reading
from moderation.classifier.evidence import joined
from moderation.classifier.words import words_in
from moderation.domain.folding import Folded
from moderation.domain.scores import Span

LEAST = 0.01
"""The weight of a word that is only just marked: every span has some."""


def marked_in(
    text: str, folded: Folded, reading: Reading, blend: Blend, attributes: Sequence[str]
) -> dict[str, list[Span]]:
    """For each attribute, the words marked for it in reading order, neighbours merged; none where none is marked.

    A word's weight is how far its log-odds of being marked are above the level from which it is shown. An attribute
    without marks of its own shows what was marked as toxic.
    """
    found = [(begin, end) for _, begin, end in words_in(folded.text)]
    if not found or not attributes:
        return {}
    over = _over(found, reading, blend.levels)
    places = [folded.span(begin, end) for begin, end in found]
    shown = {}
    for attribute in attributes:
        weights = over[:, blend.marks.index(attribute if attribute in blend.marks else blend.marks[0])]
        spans = joined(text, places, weights + LEAST, np.flatnonzero(weights >= 0).tolist())
        if spans:
            shown[attribute] = spans
    return shown


def _over(found: Sequence[tuple[int, int]], reading: Reading, levels: np.ndarray) -> np.ndarray:
    """How far each word's strongest piece is over each kind's level (words × kinds); unread words are far below."""
    over = np.full((len(found), len(levels)), -np.inf)
    begins, marks = np.array(reading.pieces.begins, dtype=int), reading.marks - levels
    for word, (begin, end) in enumerate(found):
        first, last = np.searchsorted(begins, [begin, end])
        if last > first:
            over[word] = marks[first:last].max(axis=0)
    return over
