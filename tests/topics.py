"""A tiny scorer that tells topics apart by the long words that two texts share, and makes profiles of articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32

from moderation import worker
from moderation.domain.callers import Caller
from moderation.domain.scores import ArticleText, Others, Profile, ScoredText, Scores, Topic
from moderation.parts import Parts
from tests.making import WordScorer, a_machine, a_site, an_article

PLACES = 64
"""Bytes in a lead, one for each place that a word may fall on."""


@dataclass
class TopicScorer(WordScorer):
    """Off topic is what shares no word of five letters with its article, if that has a title; ``profiled`` are the
    articles that it was asked of.

    Profiles are ``made_by`` it; with None it makes none and reads none.
    """

    made_by: str | None = "topics-1"
    profiled: list[tuple[ArticleText, list[str]]] = field(default_factory=list)
    asked: list[ScoredText] = field(default_factory=list)

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        self.asked.append(text)
        found = super().score(text, evidence=evidence)
        if text.article is None or not text.article.title or self.made_by is None:
            return found
        topic = topic_of(text.text, text.article, self.made_by)
        values = {**found.values, "OFF_TOPIC": 0.1 if topic.shared else 0.9}
        return replace(found, values=values, topic=topic if evidence else None)

    def profile(self, article: ArticleText, thread: Sequence[str] = ()) -> Profile | None:
        self.profiled.append((article, list(thread)))
        return profile_by(self.made_by, article, thread) if self.made_by else None

    def profiles_by(self) -> str | None:
        return self.made_by


def profile_by(made_by: str, article: ArticleText, thread: Sequence[str] = ()) -> Profile:
    """The profile whose lead has a 1 for every long word's place."""
    words = long_words(f"{article.title} {article.text}")
    lead = lead_of(words)
    return Profile(made_by, lead, b"".join([lead, *(lead_of(long_words(each)) for each in thread)]), words)


def topic_of(text: str, article: ArticleText, made_by: str) -> Topic:
    """What the text shares with the article, and the other one that holds more of its words, if there is one."""
    words = long_words(text)
    kept = article.profile
    own = kept if kept and kept.made_by == made_by else profile_by(made_by, article)
    others = article.others if article.others and article.others.made_by == made_by else Others()
    nearest = max(
        ((nearness(words, lead), number) for number, lead in leads(others) if number != article.number),
        default=(None, None),
    )
    shared = tuple(word for word in words if word in own.terms)
    return Topic(shared, nearness(words, own.lead), elsewhere=nearest[1], elsewhere_nearness=nearest[0])


def leads(others: Others) -> list[tuple[int, bytes]]:
    """The lead of every other article, by its number."""
    cut = [others.leads[at : at + PLACES] for at in range(0, len(others.leads), PLACES)]
    return list(zip(others.numbers, cut, strict=True))


def long_words(text: str) -> tuple[str, ...]:
    """The words of five letters or more, each once."""
    return tuple(dict.fromkeys(re.findall(r"[a-z]{5,}", text.lower())))


def lead_of(words: Sequence[str]) -> bytes:
    """A 1 at the place of every word."""
    places = {crc32(word.encode()) % PLACES for word in words}
    return bytes(int(place in places) for place in range(PLACES))


def nearness(words: Sequence[str], lead: bytes) -> float:
    """The share of the words whose place is taken."""
    return sum(lead[crc32(word.encode()) % PLACES] for word in words) / max(1, len(words))


def two_profiled_articles(parts: Parts, title: str = "Transfers") -> Caller:
    """The machine of a site with two articles, the budget vote and one about football, both profiled."""
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    section = ("Sport", "Football")
    an_article(parts, machine, "transfers", title=title, text="Strikers move clubs.", section=section)
    worker.work_once(parts)
    return machine
