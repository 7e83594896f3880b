"""Finds texts that all but repeat another: what is tested must not resemble what was learned.

Two texts resemble each other when at least ``ALIKE`` of the runs of five characters in either stand in both
(Jaccard). Pairs worth comparing come from MinHash bands (Broder 1997), so that time grows with the texts, not with
their pairs; each of them is then compared for good. A pair at the threshold is missed about once in eighty, at .8
hardly ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from moderation.training.rows import Rows

ALIKE = 0.7
FEW_WORDS = 6
"""Texts of fewer words resemble only their equals: "you are an idiot" is not a copy of "you are no idiot"."""
_RUN = 5
_BANDS, _IN_BAND = 16, 4
_AT_ONCE = 4096
_MOST_COMPARED = 24
"""Texts of one band that a text is compared with: more would be templates, whose copies other bands bring too."""
_MIX = np.uint64(0x9E3779B97F4A7C15)


def without_near_doubles(tested: Rows, learned: Rows) -> Rows:
    """The tested rows that resemble no learned one; how many did is the difference in length."""
    resembles = near_doubles(tested.words, learned.words)
    kept = [place for place, does in enumerate(resembles) if not does]
    return Rows([tested.rows[place] for place in kept], [tested.words[place] for place in kept])


def near_doubles(tested: Sequence[str], learned: Sequence[str]) -> list[bool]:
    """Whether each tested text, in plain words, is equal to a learned one or resembles it."""
    equals = set(learned)
    found = [words in equals for words in tested]
    long = [place for place, does in enumerate(found) if not does and _is_long(tested[place])]
    others = [words for words in learned if _is_long(words)]
    for at, other in _worth_comparing([tested[place] for place in long], others):
        if not found[long[at]]:
            found[long[at]] = _likeness(tested[long[at]], others[other]) >= ALIKE
    return found


def _is_long(words: str) -> bool:
    return words.count(" ") + 1 >= FEW_WORDS


def _likeness(one: str, other: str) -> float:
    """The share of all runs in either text that stand in both."""
    first, second = (
        {words[begin : begin + _RUN] for begin in range(len(words) - _RUN + 1)} for words in (one, other)
    )
    both = len(first & second)
    return both / (len(first) + len(second) - both)


def _worth_comparing(tested: Sequence[str], learned: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of places, tested and learned, that fall together in some band."""
    if not tested or not learned:
        return
    asked, known = _bands(tested), _bands(learned)
    for band in range(_BANDS):
        order = np.argsort(known[:, band], kind="stable")
        keys = known[order, band]
        begin = np.searchsorted(keys, asked[:, band], "left")
        end = np.minimum(np.searchsorted(keys, asked[:, band], "right"), begin + _MOST_COMPARED)
        for place in np.flatnonzero(end > begin):
            yield from ((int(place), int(other)) for other in order[begin[place] : end[place]])


def _bands(texts: Sequence[str]) -> np.ndarray:
    """For each text a number for each band, equal for two texts when their smallest hashes are (texts × bands)."""
    keys = np.empty((len(texts), _BANDS), dtype=np.uint64)
    turns = np.random.default_rng(0).integers(1, 2**63, _BANDS * _IN_BAND, dtype=np.uint64) * np.uint64(
        2
    ) + np.uint64(1)
    for begin in range(0, len(texts), _AT_ONCE):
        runs, starts = _runs(texts[begin : begin + _AT_ONCE])
        for band in range(_BANDS):
            key = np.zeros(len(starts), dtype=np.uint64)
            for turn in turns[band * _IN_BAND : (band + 1) * _IN_BAND]:
                key = (key ^ np.minimum.reduceat(runs * turn, starts)) * _MIX
            keys[begin : begin + _AT_ONCE, band] = key
    return keys


def _runs(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """A hash for every run of characters in the texts, one after another, and where each text's runs begin."""
    lengths = np.array([len(text) for text in texts])
    letters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(
        np.uint64
    )
    hashed = np.zeros(len(letters) - _RUN + 1, dtype=np.uint64)
    for at in range(_RUN):
        hashed = (hashed ^ letters[at : len(letters) - _RUN + 1 + at]) * _MIX
        hashed ^= hashed >> np.uint64(29)
    ends = np.cumsum(lengths)
    inside = np.ones(len(letters), dtype=bool)
    for at in range(1, _RUN):
        inside[ends - at] = False
    return hashed[inside[: len(hashed)]], np.concatenate([[0], np.cumsum(lengths - _RUN + 1)[:-1]])
