"""Learns the courtesy head from more rows than memory holds: a few passes over a stream, a batch at a time.

What is learned is what ``fit_courtesy`` learns, the same penalised logistic regression for each attribute, by AdaGrad
(Duchi et al. 2011) instead of a batch solver. On our corpora, shuffled (130,768 rows, three passes), its mean AUC over
sources and attributes was .883, the batch solver's .884; with the sources one after another DISCOURTESY lost up to
.04 on one of them. What lies in memory does not grow with the rows: the weights and their
step sizes, one pool of texts, one chunk of hashed features, and ``Seen``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

import numpy as np
from scipy import sparse
from scipy.special import expit

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.features import TextFeatures
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.training.rows import COURTESY, Row, share_of

_POOL = 16_384
"""Rows that are shuffled among themselves: neighbours in a stream are too much alike to learn from in turn."""
_CHUNK = 2048
"""Rows whose features stand in memory at once."""
_BATCH = 256
"""Rows a step."""
_PASSES = 3
_RATE = 0.5
"""The first step of each weight; steps fall to nothing towards the end of the last pass."""
_PENALTY = 1.0
"""C, as in ``fit_courtesy``."""


class Seen:
    """Which texts came before, as bits of a Bloom filter: 16 MiB, however many they are.

    A text counts as seen when the four bits that its 64-bit digest names are set. Of two million texts about
    five new ones are taken for seen and lost; after twenty million, one in twenty-five.
    """

    _BITS, _NAMED = 27, 4

    def __init__(self) -> None:
        self._bits = np.zeros(2 ** (self._BITS - 3), dtype=np.uint8)

    def are_new(self, texts: Sequence[str]) -> np.ndarray:
        """Whether each text is new, here and among those before it; from now on all of them are seen."""
        digests = np.frombuffer(
            b"".join(
                blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts
            ),
            dtype=np.uint64,
        )
        first = np.zeros(len(texts), dtype=bool)
        first[np.unique(digests, return_index=True)[1]] = True
        step = (digests >> np.uint64(32)) | np.uint64(1)
        places = (digests + np.arange(self._NAMED, dtype=np.uint64)[:, None] * step) % np.uint64(
            2**self._BITS
        )
        bytes_at, bits = places >> np.uint64(3), np.uint8(1) << (places & np.uint64(7)).astype(np.uint8)
        known = ((self._bits[bytes_at] & bits) > 0).all(axis=0)
        np.bitwise_or.at(self._bits, bytes_at, bits)
        return first & ~known


@dataclass(frozen=True)
class _Pool:
    """Some rows: plain words, labels (rows × attributes, NaN where unknown) and how much each counts."""

    words: list[str]
    labels: np.ndarray
    weights: np.ndarray

    def at(self, places: np.ndarray) -> _Pool:
        """The rows at these places."""
        return _Pool([self.words[place] for place in places], self.labels[places], self.weights[places])


def train_out_of_core(
    rows: Callable[[], Iterator[Row]],
    attributes: Sequence[str] = COURTESY,
    *,
    unseen: Iterable[str] = (),
    features: TextFeatures | None = None,
    passes: int = _PASSES,
) -> CourtesyHead:
    """The head, not yet calibrated, that the rows teach; ``rows`` begins the same stream anew for every pass.

    Each text counts once, the first time it comes; those in ``unseen`` (plain words) never do. A few thousand rows
    need more passes: a batch is a step, and they make few.

    Raises:
        ValueError: when nobody has an attribute, or everybody has.
    """
    refused = list(unseen)
    features = features or TextFeatures()
    steps = _first_pass(rows, attributes, refused, features)
    steps.rows *= passes
    chance = np.random.default_rng(0)
    for _ in range(passes):
        for pool in _pools(rows(), attributes, refused):
            mixed = pool.at(chance.permutation(len(pool.words)))
            for some in _slices(mixed, _CHUNK):
                steps.learn(features.transform(some.words), some)
    even = np.ones(len(attributes))
    return CourtesyHead(
        tuple(attributes), features, steps.weights, steps.intercepts, even, np.zeros_like(even)
    )


def sprinkled(few: Sequence[Row], many: Iterator[Row], every: int) -> Iterator[Row]:
    """The ``many`` with one of the ``few`` after ``every`` of them, in an order by lot, and what is left at the end.

    For a small source and a large one: read one after the other, the last would have the last word.
    """
    waiting = iter(sorted(few, key=lambda row: share_of(row.text)))
    for count, row in enumerate(many, start=1):
        yield row
        if count % every == 0:
            yield from islice(waiting, 1)
    yield from waiting


class _Steps:
    """What is learned so far, and how far each weight has come: steps shrink where much was learned."""

    def __init__(self, counts: np.ndarray, rows: int, odds: np.ndarray) -> None:
        """Knows how many texts have each feature, how many rows are to come, and how common each attribute is."""
        self.rows = rows
        self.weights = np.zeros((len(counts), len(odds)), dtype=np.float32)
        self.intercepts = np.log(odds)
        self._counts = counts
        self._learned = 0
        self._place = np.zeros(len(counts), dtype=np.int32)
        self._slopes = np.full_like(self.weights, 1e-8)
        self._shifts = np.full(len(odds), 1e-8)

    def learn(self, X: sparse.csr_matrix, rows: _Pool) -> None:
        """Learns from some rows, a batch a step."""
        for begin in range(0, len(rows.words), _BATCH):
            part = slice(begin, begin + _BATCH)
            self._step(X[part], rows.labels[part], rows.weights[part])

    def _step(self, X: sparse.csr_matrix, labels: np.ndarray, weights: np.ndarray) -> None:
        """One step along the gradient of the loss and, in the shares of their features, of the penalty."""
        rate = np.float32(_RATE * max(0, 1 - self._learned / self.rows))
        self._learned += len(labels)
        held = np.bincount(X.indices, minlength=len(self._counts))
        columns = np.flatnonzero(held)
        self._place[columns] = np.arange(len(columns))
        here = sparse.csr_matrix(
            (X.data, self._place[X.indices], X.indptr), shape=(len(labels), len(columns))
        )
        known = self.weights[columns]
        chances = expit(here @ known + self.intercepts)
        errors = np.where(np.isnan(labels), 0, chances - labels) * weights[:, None]
        share = (held[columns] / self._counts[columns] / _PENALTY).astype(np.float32)
        slope = here.T @ errors.astype(np.float32) + share[:, None] * known
        squares = self._slopes[columns] + slope**2
        self._slopes[columns] = squares
        self.weights[columns] = known - rate * slope / np.sqrt(squares)
        shift = errors.sum(axis=0)
        self._shifts += shift**2
        self.intercepts -= rate * shift / np.sqrt(self._shifts)


def _first_pass(
    rows: Callable[[], Iterator[Row]],
    attributes: Sequence[str],
    unseen: Sequence[str],
    features: TextFeatures,
) -> _Steps:
    """Where learning begins: how many texts have each feature, whose rarity ``features`` learns by it."""
    counts, total = np.zeros(features.width, dtype=np.int64), 0
    sides = np.zeros((2, len(attributes)))
    features.idf_ = np.ones(features.width, dtype=np.float32)
    for pool in _pools(rows(), attributes, unseen):
        counted = pool.labels * pool.weights[:, None], (1 - pool.labels) * pool.weights[:, None]
        sides += [np.nansum(side, axis=0) for side in counted]
        for some in _slices(pool, _CHUNK):
            counts += np.bincount(features.transform(some.words).indices, minlength=features.width)
            total += len(some.words)
    lacking = [name for name, side in zip(attributes, sides.min(axis=0), strict=True) if side == 0]
    if lacking:
        raise ValueError(
            f"nothing to learn {', '.join(lacking)} from: all rows say the same of it, or none does"
        )
    features.idf_ = (np.log((1 + total) / (1 + counts)) + 1).astype(np.float32)
    return _Steps(counts, total, sides[0] / sides[1])


def _pools(rows: Iterator[Row], attributes: Sequence[str], unseen: Sequence[str]) -> Iterator[_Pool]:
    """The rows with words, each text once and none that is to stay unseen, some at a time."""
    seen = Seen()
    seen.are_new(unseen)
    while some := list(islice(rows, _POOL)):
        words = [plain(fold(row.text).text) for row in some]
        labels = np.array(
            [[row.labels.get(name, np.nan) for name in attributes] for row in some], dtype=np.float32
        )
        pool = _Pool(words, labels, np.array([row.weight for row in some], dtype=np.float32))
        yield pool.at(np.flatnonzero(seen.are_new(words) & np.array([bool(each) for each in words])))


def _slices(pool: _Pool, size: int) -> Iterator[_Pool]:
    """The pool in slices."""
    for begin in range(0, len(pool.words), size):
        yield pool.at(np.arange(begin, min(begin + size, len(pool.words))))
