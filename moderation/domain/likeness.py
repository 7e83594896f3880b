"""How alike two texts are: the words that count, the fingerprints that find likely copies, and the likeness itself.

Fingerprints are the smallest hashes of a text's runs of words (the sketch of Broder 1997, "On the resemblance and
containment of documents"). Two texts that share half of their runs share about half of their fingerprints, so a copy
is found by looking up eight numbers, whatever was added to it or changed in it. Strangers share one now and then;
that is why likeness is always measured on the words themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from heapq import nsmallest

from moderation.domain.folding import folded_text
from moderation.domain.links import LINK, bare

Words = tuple[str, ...]

ALIKE = 0.6
"""The likeness from which two texts say nearly the same: other greetings, names and links leave more, and a signature
under two different remarks leaves less (looked up in pairs from comments under videos, news and a forum)."""
FEW_WORDS = 8
"""Fewer words without a link are no campaign: "I love this song so much" is said by many who never met."""
FINGERPRINTS = 8
_RUN_OF_WORDS = 4
"""Runs of three are too common ("one of the"), and longer ones break at every changed name."""
_RUN_OF_LETTERS = 5
_WORD = re.compile(r"[^\W_]+")
_PHRASES = re.compile("[\ufdfa\ufdfb]")
"""Single characters that unfold to whole phrases: thousands of them would keep us busy for seconds."""


def words_of(text: str) -> Words:
    """The words that count: without disguise, punctuation and emoji, each link one word without what only tracks."""
    text = _PHRASES.sub(" ", text)
    words: list[str] = []
    done = 0
    for link in LINK.finditer(text):  # before folding, which makes one letter of three
        words += [*_WORD.findall(folded_text(text[done : link.start()])), folded_text(bare(link[1]))]
        done = link.end()
    words += _WORD.findall(folded_text(text[done:]))
    return tuple(filter(None, words))


def runs_in(texts: Iterable[Words]) -> frozenset[str]:
    """Every run of words in these texts, by which it is known what is quoted from them."""
    return frozenset(run for words in texts for run in _runs(words))


def own_words(words: Words, quotable: frozenset[str]) -> Words:
    """What is left of the words without the runs that are quoted."""
    taken = {
        place
        for begin, run in enumerate(_runs(words))
        if run in quotable
        for place in range(begin, begin + _RUN_OF_WORDS)
    }
    return tuple(word for place, word in enumerate(words) if place not in taken)


def is_telling(words: Words) -> bool:
    """Whether there are words enough, or a link, to tell a copy from what many people say by themselves."""
    return len(words) >= FEW_WORDS or any("." in word for word in words)


def fingerprints(words: Words, key: bytes) -> list[int]:
    """Up to eight numbers of 64 bits, of which near copies share some; under another key none.

    None for words that are not telling.
    """
    if not is_telling(words):
        return []
    return nsmallest(FINGERPRINTS, {_number(run, key) for run in _runs(words)})


def likeness(one: Words, other: Words) -> float:
    """The share of all runs of five letters in either text that stand in both (Jaccard): 0 to 1."""
    first, second = _letters(one), _letters(other)
    both = len(first & second)
    return both / (len(first) + len(second) - both)


def _runs(words: Words) -> list[str]:
    """Every run of words; a text of fewer is one by itself."""
    last = max(1, len(words) - _RUN_OF_WORDS + 1)
    return [" ".join(words[begin : begin + _RUN_OF_WORDS]) for begin in range(last)]


def _letters(words: Words) -> set[str]:
    text = " ".join(words)
    last = max(1, len(text) - _RUN_OF_LETTERS + 1)
    return {text[begin : begin + _RUN_OF_LETTERS] for begin in range(last)}


def _number(run: str, key: bytes) -> int:
    digest = blake2b(run.encode(), digest_size=8, key=key).digest()
    return int.from_bytes(digest, "big", signed=True)
