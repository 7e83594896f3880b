"""Asks every member that can tell whether texts belong under their articles, and says in words what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import zip_longest

import numpy as np

from moderation.classifier.meaning import MOST_CHARACTERS, WIDTH, Meaning
from moderation.classifier.nearness import Near, NearHead, Place
from moderation.classifier.network import on_every_core
from moderation.classifier.profiles import LEAD_CHARACTERS, Profiler, leads_of, shared_terms, terms_of
from moderation.classifier.topic import Pair, TopicHead
from moderation.classifier.topic_words import TopicWords
from moderation.classifier.trunk import Below
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.domain.scores import ArticleText, ScoredText, Topic

_REMEMBERED = 128
"""Short articles of which it is kept at hand whether they are about anything."""
_NO_OTHERS = np.zeros((0, WIDTH), dtype=np.float32)


@dataclass(frozen=True)
class OffTopic:
    """How likely a text is off topic, and where it stands; ``elsewhere`` is the number of another article."""

    probability: float
    nearness: float | None = None
    elsewhere: int | None = None
    elsewhere_nearness: float | None = None
    is_generic: bool = False


def off_topic(
    head: TopicHead,
    near: NearHead | None,
    profiler: Profiler | None,
    texts: Sequence[ScoredText],
    words: Sequence[str],
    *,
    below: Sequence[Below] = (),
) -> list[OffTopic | None]:
    """For each text, with its plain ``words``, how off topic it is if it stands under an article that says anything.

    ``below`` is what the trunk has read of each text already, if it has.
    """
    asked = [at for at, text in enumerate(texts) if text.article and text.article.title.strip()]
    found: list[OffTopic | None] = [None] * len(texts)
    if not asked:
        return found
    under = [texts[at] for at in asked]
    if near is None or profiler is None:
        pairs = pairs_of(under, [words[at] for at in asked])
        answers = [OffTopic(float(each)) for each in head.probabilities(pairs)]
    else:
        answers = _by_meaning(near, profiler, under, [below[at] for at in asked] if below else ())
    for at, answer in zip(asked, answers, strict=True):
        about = texts[at].article
        found[at] = (
            answer if about and _says_something(head.words, about) else replace(answer, probability=0.0)
        )
    return found


def _says_something(words: TopicWords, article: ArticleText) -> bool:
    """Whether the article is about anything: nothing strays from “What do you think?” or a picture of a camera."""
    if len(article.text) > LEAD_CHARACTERS:
        return True
    tells = has_telling_words.__wrapped__ if article.is_fleeting else has_telling_words
    return tells(words, article.by_itself())


@lru_cache(_REMEMBERED)
def has_telling_words(words: TopicWords, article: ArticleText) -> bool:
    """Whether a short article has any; remembered, as many comments stand under one."""
    return any(any(map(str.isalnum, term)) for term in terms_of(words, article))


def pairs_of(texts: Sequence[ScoredText], words: Sequence[str]) -> list[Pair]:
    """Texts that stand under articles, as the head over words reads them."""
    return [
        (plain_words, text.article, plain(fold(text.parent[:MOST_CHARACTERS]).text) if text.parent else None)
        for text, plain_words in zip(texts, words, strict=True)
        if text.article
    ]


def topic_of(words: TopicWords, text: ScoredText, found: OffTopic) -> Topic:
    """The same for people: with the telling words that the text shares with its article or the comment answered."""
    article = text.article or ArticleText("")
    around = [article.title, article.text, *([text.parent] if text.parent else [])]
    return Topic(
        shared_terms(words, text.text, around, remember=not article.is_fleeting),
        found.nearness,
        found.elsewhere,
        found.elsewhere_nearness,
        found.is_generic,
    )


def beside_articles(
    near: NearHead, profiler: Profiler, texts: Sequence[ScoredText], below: Sequence[Below] = ()
) -> list[tuple[Meaning, Near]]:
    """What each text means, and where it stands beside its article."""
    read = [(text.text, known) for text, known in zip_longest(texts, below)]
    meanings = on_every_core(lambda each: profiler.encoder.read(*each), read)
    around = _Around(profiler)
    return [(each, near.near(each, around.place(text))) for text, each in zip(texts, meanings, strict=True)]


def near_features(found: Sequence[Near]) -> np.ndarray:
    """``NEAR_FEATURES`` of each text (texts × features)."""
    return np.array([each.features for each in found])


def _by_meaning(
    near: NearHead, profiler: Profiler, texts: Sequence[ScoredText], below: Sequence[Below]
) -> list[OffTopic]:
    """What the sentence member says; a reaction that fits anywhere is off topic nowhere."""
    meanings, found = zip(*beside_articles(near, profiler, texts, below), strict=True)
    left, generic = near.held_back(meanings)
    likely = near.probabilities(near_features(found), np.array([each.is_among for each in found])) * left
    return [
        OffTopic(
            float(probability),
            each.nearness,
            each.elsewhere,
            each.elsewhere_nearness,
            bool(is_generic),
        )
        for each, probability, is_generic in zip(found, likely, generic, strict=True)
    ]


class _Around:
    """What stands around the texts of one call, read once for all of them, and remembered no longer than that."""

    def __init__(self, profiler: Profiler) -> None:
        self._profiler = profiler
        self._parts = cache(lambda article, _profile: profiler.parts_of(article))
        self._whole = cache(lambda parent: profiler.encoder.read(parent).whole)

    def place(self, text: ScoredText) -> Place:
        """Where the text stands."""
        article = text.article or ArticleText("")
        parent = self._whole(text.parent) if text.parent else None
        return Place(self._parts(article, article.profile), parent, *_others_of(article, self._profiler))


def _others_of(article: ArticleText, profiler: Profiler) -> tuple[Sequence[int], np.ndarray, int | None]:
    """The site's articles, numbers and leads, and the place of this one; none that another network has read."""
    others = article.others
    if others is None or others.made_by != profiler.made_by:
        return [], _NO_OTHERS, None
    leads = leads_of(others)
    numbers = others.numbers if len(leads) else ()
    return numbers, leads, numbers.index(article.number) if article.number in numbers else None
