"""Finds the words that raised an attribute's score, as spans of the original text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.function_words import FUNCTION_WORDS
from moderation.classifier.words import words_in
from moderation.domain.folding import Folded
from moderation.domain.scores import Span

MOST_SPANS = 6
"""How many spans an attribute shows at most: more would be read as "everything"."""
LEAST_WEIGHT = 0.15
"""The log-odds that a word must add to be shown (a factor of 1.16 on the odds)."""
FAIR_SHARE = 0.25
"""The share of the strongest word's weight that another must have to be shown beside it."""
_EDGES = frozenset(".,;:!?\"'`´()[]{}<>/|\\-–—…‘’“”„«»\u200b\ufeff")
"""What no span begins or ends with, as with white space; asterisks and the like may mask letters and stay."""


def evidence_in(
    text: str, folded: Folded, row: sparse.csr_matrix, head: CourtesyHead, columns: Sequence[int]
) -> dict[str, list[Span]]:
    """For each of the attributes in ``columns``, the words that raised it most, in reading order, neighbours merged.

    ``row`` is the text's features, ``folded`` the text as they see it. Function words are shown only where nothing
    else raised the score.

    A word's weight is what it adds to the calibrated log-odds: its own feature, its pieces, and half of each pair
    it stands in. What repeats counts once in the text, so its weight is shared among the places.
    """
    found = list(words_in(folded.text)) if columns else []
    if not found:
        return {}
    words = [word for word, _, _ in found]
    added = head.features.added(words, row, head.weights)[:, columns] * head.slopes[columns]
    empty = np.array([word in FUNCTION_WORDS for word in words])
    places = [folded.span(begin, end) for _, begin, end in found]
    return {
        head.attributes[column]: spans
        for column, weights in zip(columns, added.T, strict=True)
        if (spans := joined(text, places, weights, _strong(weights, empty)))
    }


def joined(
    text: str, places: Sequence[tuple[int, int]], weights: np.ndarray, strong: Sequence[int]
) -> list[Span]:
    """The strong words as spans of the original, without white space and punctuation at their ends.

    ``places`` are all words' places in the original; words side by side become one span.
    """
    spans: list[Span] = []
    last = -2
    for word in strong:
        (begin, end), weight = _trimmed(text, *places[word]), float(weights[word])
        if word == last + 1:
            spans[-1] = Span(spans[-1].begin, end, round(spans[-1].weight + weight, 3))
        else:
            spans.append(Span(begin, end, round(weight, 3)))
        last = word
    return spans


def _strong(weights: np.ndarray, empty: np.ndarray) -> list[int]:
    """The words worth showing, in reading order: ``empty`` ones (function words) only where there are no others."""
    telling = np.where(empty, 0.0, weights)
    if telling.max() < LEAST_WEIGHT:
        telling = weights
    least = max(LEAST_WEIGHT, float(telling.max()) * FAIR_SHARE)
    strongest = np.argsort(-telling, kind="stable")[:MOST_SPANS]
    return sorted(strongest[telling[strongest] >= least].tolist())


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """The span without white space and punctuation at its ends; as it is where there is nothing else."""
    first, last = begin, end
    while first < last and _is_edge(text[first]):
        first += 1
    while last > first and _is_edge(text[last - 1]):
        last -= 1
    return (first, last) if first < last else (begin, end)


def _is_edge(character: str) -> bool:
    """Whether no span begins or ends with it."""
    return character in _EDGES or character.isspace()
