"""Measures how well a model tells comments that belong under an article from those that do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from moderation.classifier.model import Model
from moderation.classifier.profiles import leads_of
from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.scores import ArticleText, Others, Profile, ScoredText
from moderation.training.evaluate import LENGTHS, THRESHOLDS
from moderation.training.measure import enough, figure, mean_figure
from moderation.training.own_rows import own_rows
from moderation.training.rows import Row, share_of

RANDOM, NEAREST, LABELLED = "random other", "nearest other", "labelled"
_DIFFERENT = 0.8
"""Two articles of a site nearer than this (cosine) are about the same: to move a comment between them moves nothing."""
_OWN = "own"
_HEARD, _ENOUGH = 32, 64
"""As in service: the comments of a thread that go into a profile, and up to where it is made again as they double."""


def topic_quality(model: Model, sources: Mapping[str, Sequence[Row]], own: Path) -> dict[str, Any]:
    """What each source's comments score under their own article, another, the nearest other, and as labelled.

    Every source is taken for a site: ``among`` its other articles, and ``alone`` without knowing them; ``thread`` is
    among them with what was said under the article before, ``crowd`` among them and all articles that the model learned
    from. ``words`` is the model without the sentence member.
    ``kinds`` are our own rows by what they are meant to be.
    """
    threshold = model.thresholds[OFF_TOPIC]
    figures: list[dict[str, Any]] = []
    held: dict[str, Any] = {}
    table: dict[str, Any] = {}
    by_length: dict[str, Any] = {}
    for source, rows in sources.items():
        sides = _sides(model, rows)
        for regime, scored in _regimes(model, sides, rows).items():
            figures += [{"source": source, "regime": regime, **each} for each in _figures(sides, scored)]
            least = threshold if regime != "words" else model.without_sentences().thresholds[OFF_TOPIC]
            held.setdefault(source, {})[regime] = _held(sides, scored, least)
            if regime == "among":
                table[source] = [{"threshold": each, **_shares(sides, scored, each)} for each in THRESHOLDS]
                by_length[source] = {
                    band: _held([sides[at] for at in within.tolist()], scored[within], least)
                    for band, within in _bands(sides)
                }
    return {
        "threshold": threshold,
        "figures": figures,
        "held": held,
        "held_by_length": by_length,
        "threshold_table": table,
        "kinds": _kinds(model, own),
    }


def debates_in(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows by source, where comments are real and stand under several articles."""
    sources = {source: [row for row in rows if row.source == source] for source in ("nyt", "cmv")}
    return {source: found for source, found in sources.items() if found}


def _sides(model: Model, rows: Sequence[Row]) -> list[tuple[str, str, ScoredText]]:
    """Each comment as (kind, group, question): at home, moved to any other article, and to the nearest other.

    Labelled rows stay where they are. Which other article is chosen hangs on the comment's text alone.
    """
    articles = {row.group: row.article for row in rows if row.article}
    groups = list(articles)
    site = _site(model, list(articles.values()))
    leads = _leads(model, site)
    found = []
    for row in rows:
        if not row.article or OFF_TOPIC not in row.labels:
            continue
        own = groups.index(row.group)
        if row.source in _JUDGED or row.labels[OFF_TOPIC]:
            kind = LABELLED if row.labels[OFF_TOPIC] else _OWN
            found.append((kind, row.group, replace(row, article=site[own]).scored()))
            continue
        found.append((_OWN, row.group, replace(row, article=site[own]).scored()))
        different = [at for at in range(len(groups)) if at != own and leads[at] @ leads[own] < _DIFFERENT]
        if different:
            alike = leads[different] @ leads[own]
            moved = {
                RANDOM: different[int(share_of(row.text) * len(different))],
                NEAREST: different[int(alike.argmax())],
            }
            found += [
                (kind, row.group, replace(row, article=site[at], parent=None).scored())
                for kind, at in moved.items()
            ]
    return found


_JUDGED = frozenset({"qatar_living", "one_million_posts"})
"""Sources whose labels both say on topic and off: nothing in them needs to be moved."""


def _site(model: Model, articles: Sequence[ArticleText]) -> list[ArticleText]:
    """The articles as a site would know them: each with its profile and all the others."""
    profiles = [model.profile(article) for article in articles]
    made_by = model.profiles_by or ""
    others = Others(made_by, tuple(range(len(articles))), b"".join(each.lead for each in profiles if each))
    return [
        replace(article, profile=profile, others=others if profile else None, number=number)
        for number, (article, profile) in enumerate(zip(articles, profiles, strict=True))
    ]


def _leads(model: Model, site: Sequence[ArticleText]) -> np.ndarray:
    """The articles' leads as vectors; without the sentence member, their words."""
    if site[0].others:
        return leads_of(site[0].others)
    return model.topic.words.meaning(
        model.topic.words.transform([f"{each.title} {each.text}" for each in site])
    )


def _regimes(
    model: Model, sides: Sequence[tuple[str, str, ScoredText]], rows: Sequence[Row]
) -> dict[str, np.ndarray]:
    """OFF_TOPIC of every side in each way of knowing."""
    texts = [text for _, _, text in sides]
    words = {"words": _scores(model.without_sentences(), texts)}
    if model.profiles_by is None or model.near is None:
        return words
    unknown = [replace(text, article=replace(text.article, others=None)) for text in texts if text.article]
    return {
        "among": _scores(model, texts),
        "alone": _scores(model, unknown),
        "thread": _scores(model, under_threads(model, texts, rows)),
        "crowd": _scores(model, _in_a_crowd(texts, model.near.pool)),
        **words,
    }


def _in_a_crowd(texts: Sequence[ScoredText], leads: np.ndarray) -> list[ScoredText]:
    """The texts on a site that has articles with these leads beside its own."""

    @cache
    def joined(others: Others) -> Others:
        numbers = range(len(others.numbers), len(others.numbers) + len(leads))
        return Others(
            others.made_by, (*others.numbers, *numbers), others.leads + leads.astype(np.float16).tobytes()
        )

    return [
        replace(text, article=replace(text.article, others=joined(text.article.others)))
        for text in texts
        if text.article and text.article.others
    ]


def under_threads(model: Model, texts: Sequence[ScoredText], rows: Sequence[Row]) -> list[ScoredText]:
    """The texts under articles with a thread: as many comments as stood before the text in its own, in their order."""
    threads: dict[str, list[str]] = defaultdict(list)
    before: dict[str, int] = {}
    for row in rows:
        if row.article:
            before[row.text] = len(threads[row.group])
            threads[row.group] += [row.text] if not row.labels.get(OFF_TOPIC) else []
    by_number = list(threads.values())
    articles = {text.article.number: text.article for text in texts if text.article}

    @cache
    def profile(number: int, told: int) -> Profile | None:
        return model.profile(articles[number], by_number[number][max(0, told - _HEARD) : told])

    found = []
    for text in texts:
        if text.article and text.article.number is not None:
            there = min(before[text.text], len(by_number[text.article.number]), _ENOUGH)
            told = 2 ** (there.bit_length() - 1) if there else 0
            found.append(
                replace(text, article=replace(text.article, profile=profile(text.article.number, told)))
            )
    return found


def _scores(model: Model, texts: Sequence[ScoredText]) -> np.ndarray:
    return np.array([each[OFF_TOPIC] for each in model.off_topic_scores(texts)])


def _figures(sides: Sequence[tuple[str, str, ScoredText]], scored: np.ndarray) -> Iterator[dict[str, Any]]:
    """AUC of each kind against comments at home, by band of length, with intervals by article."""
    kinds = np.array([kind for kind, _, _ in sides])
    for kind in (RANDOM, NEAREST, LABELLED):
        for band, within in _bands(sides):
            at = within[np.isin(kinds[within], (kind, _OWN))]
            labels = (kinds[at] == kind).astype(int)
            if len(at) and enough(labels):
                groups = [sides[place][1] for place in at.tolist()]
                yield {"against": kind, "length": band, "auc": figure(labels, scored[at], groups).as_json()}


def _bands(sides: Sequence[tuple[str, str, ScoredText]]) -> Iterator[tuple[str, np.ndarray]]:
    """Each band of length with the places of the sides in it."""
    lengths = np.array([len(text.text) for _, _, text in sides])
    for band, (shortest, longest) in LENGTHS.items():
        yield band, np.flatnonzero((shortest <= lengths) & (lengths < longest))


def _held(
    sides: Sequence[tuple[str, str, ScoredText]], scored: np.ndarray, threshold: float
) -> dict[str, Any]:
    """The share of each kind that the threshold holds, with its interval by article."""
    kinds = np.array([kind for kind, _, _ in sides])
    found = {}
    for kind in (_OWN, RANDOM, NEAREST, LABELLED):
        at = np.flatnonzero(kinds == kind)
        if len(at):
            groups = [sides[place][1] for place in at.tolist()]
            found[kind] = mean_figure((scored[at] >= threshold).astype(float), groups).as_json()
    return found


def _shares(
    sides: Sequence[tuple[str, str, ScoredText]], scored: np.ndarray, threshold: float
) -> dict[str, float]:
    """The share of each kind that a threshold would hold."""
    return {kind: each["value"] for kind, each in _held(sides, scored, threshold).items()}


def _kinds(model: Model, own: Path) -> dict[str, Any]:
    """The share held of our own check rows by what they are meant to be; reactions stand under every check article."""
    rows = [row for row in own_rows(own, "topic_check") if row.article]
    articles = list(dict.fromkeys(row.article for row in rows if row.article))
    site = dict(zip(articles, _site(model, articles), strict=True))
    asked = [(row.note, replace(row, article=site[row.article]).scored()) for row in rows if row.article]
    asked += [
        ("reactions that fit anywhere", replace(row, article=article).scored())
        for row in own_rows(own, "neutral")
        for article in site.values()
    ]
    held = _scores(model, [text for _, text in asked]) >= model.thresholds[OFF_TOPIC]
    kinds = np.array([kind for kind, _ in asked])
    return {
        kind: mean_figure(held[kinds == kind].astype(float)).as_json() for kind in sorted(set(kinds.tolist()))
    }
