"""Finds the words that raised an attribute's score, as spans of the original text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.words import words_in
from moderation.domain.folding import Folded
from moderation.domain.scores import Span

MOST_SPANS = 6
"""How many spans an attribute shows at most: more would be read as "everything"."""
LEAST_WEIGHT = 0.15
"""The log-odds that a word must add to be shown (a factor of 1.16 on the odds)."""


def evidence_in(
    folded: Folded, row: sparse.csr_matrix, head: CourtesyHead, columns: Sequence[int]
) -> dict[str, list[Span]]:
    """For each of the attributes in ``columns``, the words that raised it most, in reading order, neighbours merged.

    ``row`` is the text's features.

    A word's weight is what it adds to the calibrated log-odds: its own feature, its pieces, and half of each pair
    it stands in. What repeats counts once in the text, so its weight is shared among the places.
    """
    found = list(words_in(folded.text))
    if not found or not columns:
        return {}
    shares = head.features.shares([word for word, _, _ in found], row)
    added = np.asarray(shares @ head.weights)[:, columns] * head.slopes[columns]
    return {
        head.attributes[column]: spans
        for column, weights in zip(columns, added.T, strict=True)
        if (spans := _spans(folded, [(begin, end) for _, begin, end in found], weights))
    }


def _spans(folded: Folded, places: list[tuple[int, int]], weights: np.ndarray) -> list[Span]:
    """The strongest words as spans of the original; words side by side become one span."""
    strong = sorted(np.argsort(-weights, kind="stable")[:MOST_SPANS].tolist())
    spans: list[Span] = []
    last = -2
    for word in strong:
        weight = float(weights[word])
        if weight < LEAST_WEIGHT:
            continue
        begin, end = folded.span(*places[word])
        if word == last + 1:
            spans[-1] = Span(spans[-1].begin, end, round(spans[-1].weight + weight, 3))
        else:
            spans.append(Span(begin, end, round(weight, 3)))
        last = word
    return spans
