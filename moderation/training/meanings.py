"""Learns what stems mean from what they stand near: a small dense row for each (Levy and Goldberg 2014)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from moderation.classifier.topic_words import TopicWords, stems

DIMENSIONS = 128
_REACH = 8
"""How far apart two stems may stand to count as neighbours; nearer ones count more."""
_SEEN = 5
"""How often a stem must be seen for its neighbours to say anything."""
_SHIFT = 0.5
_BATCH = 5000


def learn_meanings(words: TopicWords, texts: Sequence[str], dimensions: int = DIMENSIONS) -> TopicWords:
    """The words with ``meanings_`` learned: positive pointwise mutual information, reduced by SVD, rarer is heavier."""
    counts = Counter(stem for text in texts for stem in stems(text))
    known = {
        stem: place for place, stem in enumerate(stem for stem, count in counts.items() if count >= _SEEN)
    }
    near = sparse.csr_matrix((len(known), len(known)), dtype=np.float32)
    for begin in range(0, len(texts), _BATCH):
        near = near + _near(texts[begin : begin + _BATCH], known)
    svd = TruncatedSVD(dimensions, n_iter=3, random_state=0).fit(_information(near + near.T))
    rows = normalize(svd.components_.T * np.sqrt(svd.singular_values_))
    bucket = words.hashed(stems(" ".join(known)))
    meanings = np.zeros((2**words.bits, dimensions), dtype=np.float16)
    meanings[bucket] = rows * words.idf_[bucket][:, None] / 10
    words.meanings_ = meanings
    return words


def _near(texts: Sequence[str], known: dict[str, int]) -> sparse.csr_matrix:
    """How often, and how near, each known stem stands before each other."""
    first, second, weight = (np.concatenate(each) for each in zip(*_neighbours(texts, known), strict=True))
    return sparse.csr_matrix((weight, (first, second)), shape=(len(known), len(known)))


def _neighbours(
    texts: Sequence[str], known: dict[str, int]
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Pairs of stems that stand 1 to ``_REACH`` apart, with their weight."""
    for text in texts:
        places = np.array([known.get(stem, -1) for stem in stems(text)], dtype=np.int32)
        for apart in range(1, min(_REACH + 1, len(places))):
            first, second = places[:-apart], places[apart:]
            both = (first >= 0) & (second >= 0)
            yield first[both], second[both], np.full(both.sum(), apart**-0.5, dtype=np.float32)


def _information(near: sparse.csr_matrix) -> sparse.csr_matrix:
    """Shifted positive pointwise mutual information, contexts smoothed by the usual power of .75."""
    pairs = near.tocoo()
    total = pairs.data.sum()
    often = np.asarray(near.sum(axis=1)).ravel() / total
    context = often**0.75 / (often**0.75).sum()
    with np.errstate(divide="ignore"):
        information = np.log(pairs.data / total / (often[pairs.row] * context[pairs.col])) - _SHIFT
    kept = information > 0
    return sparse.csr_matrix((information[kept], (pairs.row[kept], pairs.col[kept])), shape=near.shape)
