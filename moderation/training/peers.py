"""Other moderation packages, measured on the same rows as ours where they are installed."""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

import numpy as np

Peer = Callable[[Sequence[str]], np.ndarray]
"""Scores of texts, 0 to 1, higher being ruder."""


def peers() -> tuple[dict[str, Peer], dict[str, str | None]]:
    """The packages that can be asked, and the version of each that we know of; None where it is not installed."""
    found: dict[str, Peer] = {}
    versions: dict[str, str | None] = {}
    for name, load in _KNOWN.items():
        try:
            found[name] = load()
            versions[name] = version(name)
        except (ImportError, PackageNotFoundError):
            found.pop(name, None)
            versions[name] = None
    return found, versions


def alt_profanity_check() -> Peer:
    """The probability of alt-profanity-check, a linear model over words."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # its model may have been made under another scikit-learn, and says so
        predict = importlib.import_module("profanity_check").predict_prob

    def scores(texts: Sequence[str]) -> np.ndarray:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return np.asarray(predict(list(texts)), dtype=float)

    return scores


def better_profanity() -> Peer:
    """1 where better-profanity finds a word of its list, else 0."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        profanity = importlib.import_module("better_profanity").profanity
    profanity.load_censor_words()
    profanity.CENSOR_WORDSET = _ByLength(profanity.CENSOR_WORDSET, profanity.CHARS_MAPPING)

    def scores(texts: Sequence[str]) -> np.ndarray:
        return np.array([profanity.contains_profanity(text) for text in texts], dtype=float)

    return scores


class _ByLength:
    """The package's words by their length: the same answers as its list, in a fraction of the time.

    Its look-alikes stand for one character each, so a word never equals one of another length.
    """

    def __init__(self, words: Iterable[object], twins: Mapping[str, Sequence[str]]) -> None:
        patterns: dict[int, list[str]] = {}
        for word in map(str, words):
            letters = (f"(?:{'|'.join(map(re.escape, twins.get(letter, letter)))})" for letter in word)
            patterns.setdefault(len(word), []).append("".join(letters))
        self._patterns = {length: re.compile("|".join(each), re.DOTALL) for length, each in patterns.items()}

    def __contains__(self, word: str) -> bool:
        pattern = self._patterns.get(len(word))
        return bool(pattern and pattern.fullmatch(word))


_KNOWN: dict[str, Callable[[], Peer]] = {
    "alt-profanity-check": alt_profanity_check,
    "better-profanity": better_profanity,
}
