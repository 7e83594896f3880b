"""Turns labelled rows into what the encoder is taught: piece numbers, soft labels, and marks on the pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from moderation.classifier.wordpieces import WordPieces
from moderation.classifier.words import plain
from moderation.domain.folding import Folded, fold
from moderation.training.corpora.news import MARKS, Marked
from moderation.training.rows import COURTESY, SIDE_TASKS, Row

TASKS = (*COURTESY, *SIDE_TASKS)
MOST_PIECES = 96
"""Pieces of a text that are taught; nine comments in ten are shorter."""
_BARE = 0.15
"""The share of texts taught without punctuation, so that its absence, a habit of some sources, tells nothing."""


@dataclass(frozen=True)
class Example:
    """One text: pieces, a label and a weight for each task (weight 0: unknown), and marks (pieces × kinds) if any.

    ``is_own`` says that we wrote it: no teacher knows better.
    """

    ids: np.ndarray
    labels: np.ndarray
    weights: np.ndarray
    marks: np.ndarray | None = None
    is_own: bool = False


@dataclass(frozen=True)
class Batch:
    """Examples of about one length, padded into arrays; ``states`` are those of a teacher where one was asked."""

    ids: np.ndarray
    labels: np.ndarray
    weights: np.ndarray
    marks: np.ndarray
    marked: np.ndarray
    own: np.ndarray
    states: np.ndarray | None = None


def examples(
    rows: Sequence[Row], marked: Mapping[str, Marked], pieces: WordPieces, chance: np.random.Generator
) -> list[Example]:
    """An example for each row; a few lose their punctuation, and with it their marks."""
    return [_example(row, marked.get(row.text), pieces, bare=chance.random() < _BARE) for row in rows]


def batches(
    taught: Sequence[Example], pad: int, chance: np.random.Generator, tokens: int = 2048
) -> Iterator[Batch]:
    """All examples in batches of about ``tokens`` pieces, like lengths together, in an order drawn by ``chance``."""
    lengths = np.array([len(example.ids) for example in taught])
    order = np.argsort(lengths + chance.uniform(0, 6, len(lengths)), kind="stable")
    groups: list[list[int]] = [[]]
    for at in order.tolist():
        longest = max([len(taught[other].ids) for other in groups[-1][-1:]] + [int(lengths[at])])
        if groups[-1] and (len(groups[-1]) + 1) * longest > tokens:
            groups.append([])
        groups[-1].append(at)
    for at in chance.permutation(len(groups)):
        yield _padded([taught[each] for each in groups[at]], pad)


def _example(row: Row, marked: Marked | None, pieces: WordPieces, *, bare: bool) -> Example:
    folded = fold(row.text)
    if bare:
        folded, marked = Folded(plain(folded.text)), None
    cut = pieces.pieces(folded.text, MOST_PIECES - 2)
    labels = np.array([row.labels.get(task, 0.0) for task in TASKS], dtype=np.float32)
    known = np.array([row.weight if task in row.labels else 0.0 for task in TASKS], dtype=np.float32)
    marks = None
    if marked is not None:
        marks = np.zeros((len(cut.ids) + 2, len(MARKS)), dtype=np.float32)
        for at, (begin, end) in enumerate(zip(cut.begins, cut.ends, strict=True), start=1):
            first, last = folded.span(begin, end)
            marks[at] = marked.shares[:, first:last].mean(axis=1) if last > first else 0.0
    ids = np.array([pieces.begin, *cut.ids, pieces.end], dtype=np.int64)
    return Example(ids, labels, known, marks, is_own=row.source == "own")


def _padded(group: Sequence[Example], pad: int) -> Batch:
    longest = max(len(example.ids) for example in group)
    ids = np.full((len(group), longest), pad, dtype=np.int64)
    marks = np.zeros((len(group), longest, len(MARKS)), dtype=np.float32)
    for at, example in enumerate(group):
        ids[at, : len(example.ids)] = example.ids
        if example.marks is not None:
            marks[at, : len(example.ids)] = example.marks
    return Batch(
        ids,
        np.stack([example.labels for example in group]),
        np.stack([example.weights for example in group]),
        marks,
        np.array([example.marks is not None for example in group]),
        np.array([example.is_own for example in group]),
    )
