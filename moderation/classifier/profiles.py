"""What an article is about, made once: vectors of its parts and of the thread under it, and its most telling words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from weakref import WeakKeyDictionary

import numpy as np

from moderation.classifier.meaning import WIDTH, SentenceEncoder, unit
from moderation.classifier.topic_words import TELLING, TopicWords, stems
from moderation.classifier.trunk import Trunk
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.domain.scores import ArticleText, Others, Profile

TITLE, LEAD = 0, 1
"""The first rows of an article's parts; then come its chunks, and the thread."""
LEAD_CHARACTERS = 600
_CHUNK_WORDS = 80
_MOST_CHUNKS = 24
"""About 2,000 words; what stands later in a long article is left out."""
_CHUNKED_CHARACTERS = 60_000
"""Characters in which those words are looked for: words of thirty letters each are none."""
_READ_CHARACTERS = 20_000
"""About as much is read for words: what is later in a long article was not looked at either."""
_MOST_TERMS = 6
_LEADS: WeakKeyDictionary[Others, np.ndarray] = WeakKeyDictionary()
_NONE = np.zeros((0, WIDTH), dtype=np.float32)
_REMEMBERED = 64
"""Articles whose parts and stems are kept at hand: 40 KB of vectors each at most."""


class Profiler:
    """Makes profiles and reads those that it made, or one with the same network did."""

    def __init__(self, network: bytes, trunk: Trunk) -> None:
        """Raises EncoderMissingError where ONNX Runtime is not installed."""
        self.encoder = SentenceEncoder(network, trunk)
        self.made_by = sha256(trunk.digest.encode() + network).hexdigest()[:16]
        self._made = lru_cache(_REMEMBERED)(self._make)

    def profile(self, words: TopicWords, article: ArticleText, thread: Sequence[str] = ()) -> Profile:
        """The profile of an article; ``thread`` is what was approved under it so far."""
        parts = self._made(article.by_itself())
        if thread:
            parts = np.vstack([parts, unit(self.encoder.vectors(thread).mean(axis=0))[None]])
        kept = parts.astype(np.float16)
        return Profile(self.made_by, kept[LEAD].tobytes(), kept.tobytes(), terms_of(words, article))

    def parts_of(self, article: ArticleText) -> np.ndarray:
        """The article's parts as vectors (parts × 384): title, lead, chunks, and the thread where there is one."""
        kept = article.profile
        parts = _vectors(kept.parts) if kept and kept.made_by == self.made_by else _NONE
        if len(parts) > LEAD:
            return parts
        return self._make(article) if article.is_fleeting else self._made(article.by_itself())

    def _make(self, article: ArticleText) -> np.ndarray:
        return self.encoder.vectors([article.title, lead_of(article), *_chunks(article.text)])


def lead_of(article: ArticleText) -> str:
    """Title and beginning: what tells an article from others."""
    return f"{article.title} {article.text[:LEAD_CHARACTERS]}".strip()


def leads_of(others: Others) -> np.ndarray:
    """The leads of a site's articles as vectors (articles × 384), kept at hand for as long as the articles are."""
    if others not in _LEADS:
        leads = _vectors(others.leads)
        _LEADS[others] = leads if len(leads) == len(others.numbers) else _NONE
    return _LEADS[others]


def terms_of(words: TopicWords, article: ArticleText) -> tuple[str, ...]:
    """The article's most telling words, those first that are rare elsewhere and frequent here."""
    found = list(_stemmed(f"{article.title} {article.text[:_READ_CHARACTERS]}"))
    counts = Counter(stem for stem, _ in found)
    written = {stem: word for stem, word in reversed(found)}
    rarity = dict(zip(written, words.rarity(list(written)), strict=True))
    telling = [stem for stem in counts if rarity[stem] >= TELLING]
    telling.sort(key=lambda stem: -(1 + np.log(counts[stem])) * rarity[stem])
    return tuple(written[stem] for stem in telling[:_MOST_TERMS])


def shared_terms(
    words: TopicWords, text: str, others: Sequence[str], *, remember: bool = True
) -> tuple[str, ...]:
    """The telling words of a text that one of the others has too, in reading order, each once."""
    there = [(_stems_in if remember else _stems_in.__wrapped__)(other) for other in others]
    shared: dict[str, str] = {}
    for stem, word in _stemmed(text[:_READ_CHARACTERS]):
        if any(stem in each for each in there):
            shared.setdefault(stem, word)
    rarity = words.rarity(list(shared))
    return tuple(word for word, rare in zip(shared.values(), rarity, strict=True) if rare >= TELLING)


@lru_cache(_REMEMBERED)
def _stems_in(text: str) -> frozenset[str]:
    """The stems at the beginning of an article or of a comment; remembered, as many comments stand beside one."""
    return frozenset(stem for stem, _ in _stemmed(text[:_READ_CHARACTERS]))


def _stemmed(text: str) -> Iterator[tuple[str, str]]:
    """Each word that has a stem, with it."""
    words = plain(fold(text).text)
    return zip(stems(words), words.split(), strict=True)


def _chunks(text: str) -> list[str]:
    words = text[:_CHUNKED_CHARACTERS].split()[: _CHUNK_WORDS * _MOST_CHUNKS]
    return [" ".join(words[begin : begin + _CHUNK_WORDS]) for begin in range(0, len(words), _CHUNK_WORDS)]


def _vectors(kept: bytes) -> np.ndarray:
    """The vectors that were kept; none where they are not as they were made, for no comment should wait for that."""
    if len(kept) % (2 * WIDTH):
        return _NONE
    vectors = np.frombuffer(kept, dtype=np.float16).reshape(-1, WIDTH).astype(np.float32)
    return vectors if np.isfinite(vectors).all() else _NONE
