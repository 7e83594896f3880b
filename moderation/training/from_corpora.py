"""Trains a model from the beginning, on the public corpora and our own rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.model import OFF_TOPIC, Model
from moderation.classifier.topic import TopicHead
from moderation.classifier.topic_words import TopicWords
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.domain.scores import ArticleText
from moderation.training.calibrate import HOLD_FOR_TOPIC, thresholds_holding
from moderation.training.candidate import Candidate
from moderation.training.corpora.shelf import COURTESY_SHELF, TOPIC_SHELF, licence_of, rows_on
from moderation.training.corpora.topics import cmv_titles
from moderation.training.evaluate import figures, held, scores_of
from moderation.training.fit_courtesy import fit_courtesy, natural_priors
from moderation.training.fit_topic import fit_topic, with_bodies, with_foreign
from moderation.training.meanings import learn_meanings
from moderation.training.measure import figure
from moderation.training.own_rows import digest_of, own_rows
from moderation.training.rows import Row, Rows, parts, share_of, without_doubles

_SHARES = {"test": 0.15, "calibrate": 0.12, "learn": 0.73}
_TOPIC_SHARES = {"test": 0.15, "calibrate": 0.3, "learn": 0.55}
"""Debates differ more than comments do: a threshold needs many of them, the few weights of the head do not."""
_OWN_WEIGHT = 2.0
"""Our own rows are few, but they are the only ones written for the page's rules."""
_POOL_TITLES = 200
_NEWS_PRIOR = 0.08
"""The share of Civil Comments that at least half of the raters called toxic (Borkan et al. 2019)."""
ABOUT = (
    "Courtesy and on-topic scores for English comments under articles: hashed words and word pieces into one "
    "calibrated logistic regression per attribute; OFF_TOPIC from the nearness of comment, article and parent."
)


@dataclass(frozen=True)
class _Split:
    """Everything that was read, by the part it plays; each comment, thread and debate is in one part only."""

    courtesy: Mapping[str, Rows]
    topical: Mapping[str, Sequence[Row]]
    check: Sequence[Row]
    titles: Sequence[str]


def train_from_corpora(corpora: Path, own: Path, version: str) -> Candidate:
    """A candidate learned from the corpora under ``corpora`` and ``own.jsonl``; ``check.jsonl`` only measures it."""
    split = _read(corpora, own)
    courtesy = fit_courtesy(split.courtesy["learn"], split.courtesy["calibrate"])
    topic = _topic(split)
    model = Model(version, courtesy, topic, _thresholds(courtesy, topic, split))
    return Candidate(model, ABOUT, _sources(split, digest_of(own)), _metrics(model, split))


def _read(corpora: Path, own: Path) -> _Split:
    """All rows, without doubles and without the check rows, split for good by what they say or stand under."""
    check = own_rows(own, "check")
    taught = [replace(row, weight=_OWN_WEIGHT) for row in own_rows(own, "own")]
    rows = without_doubles([*taught, *rows_on(COURTESY_SHELF, corpora)], unseen=[row.text for row in check])
    courtesy = {name: Rows() for name in _SHARES}
    for name, row, words in parts(rows, _SHARES):
        at = "learn" if row.source == "own" else name
        courtesy[at].rows.append(row)
        courtesy[at].words.append(words)
    debates = list(rows_on(TOPIC_SHELF, corpora))
    topical: dict[str, list[Row]] = {name: [] for name in _SHARES}
    for name, row, _ in parts(Rows(debates, [row.text for row in debates]), _TOPIC_SHARES):
        topical[name].append(row)
    topical["learn"] += [row for row in taught if row.article and OFF_TOPIC in row.labels]
    tested = {row.group for row in topical["test"]}
    titles = [title for title in cmv_titles(corpora / "cmv_ad_hominem").values() if title not in tested]
    return _Split(courtesy, topical, check, titles)


def _topic(split: _Split) -> TopicHead:
    """The topic head: rarity and meanings from all that may be learned from, then comments against articles."""
    learned = split.topical["learn"]
    background = [
        *split.courtesy["learn"].words,
        *(_plain(f"{row.article.title} {row.article.text} {row.text}") for row in learned if row.article),
        *map(_plain, split.titles),
    ]
    words = learn_meanings(TopicWords().fit(background), background)
    debates = dict.fromkeys(
        row.article for row in split.topical["calibrate"] if row.source == "nyt" and row.article
    )
    titles = sorted(split.titles, key=share_of)[:_POOL_TITLES]
    return fit_topic(words, [*debates, *map(ArticleText, titles)], learned)


def _thresholds(courtesy: CourtesyHead, topic: TopicHead, split: _Split) -> dict[str, float]:
    """The thresholds by attribute, on rows that nothing was learned from."""
    rows = split.courtesy["calibrate"]
    wiki = [words for row, words in zip(rows.rows, rows.words, strict=True) if row.natural]
    priors = natural_priors(rows.rows)
    chosen = thresholds_holding(
        [courtesy.probabilities(courtesy.features.transform(stream)) for stream in (wiki, _news(split))],
        [priors[attribute] for attribute in courtesy.attributes],
    )
    debates = [row for row in split.topical["calibrate"] if row.source == "nyt"]
    pairs, labels, _ = with_foreign(topic.words, [*debates, *with_bodies(debates)])
    on_topic = topic.probabilities(pairs)[labels == 0]
    return {
        **{attribute: float(least) for attribute, least in zip(courtesy.attributes, chosen, strict=True)},
        OFF_TOPIC: float(np.quantile(on_topic, 1 - HOLD_FOR_TOPIC)),
    }


def _news(split: _Split) -> list[str]:
    """A stream like a news site's: comments that moderators let through, and toxic ones at their natural prior."""
    fine = [
        _plain(row.text)
        for part in ("learn", "calibrate")
        for row in split.topical[part]
        if row.source == "nyt"
    ]
    rows = split.courtesy["calibrate"]
    rude = [
        words
        for row, words in zip(rows.rows, rows.words, strict=True)
        if row.source == "civil_comments" and row.labels["TOXICITY"] >= 0.5
    ]
    return fine + rude[: round(len(fine) * _NEWS_PRIOR / (1 - _NEWS_PRIOR))]


def _metrics(model: Model, split: _Split) -> dict[str, Any]:
    """What the card says about quality: held-out corpora, our check rows, and what would be held."""
    test = split.courtesy["test"]
    scores = scores_of(model, test.rows)
    natural = [score for row, score in zip(test.rows, scores, strict=True) if row.natural]
    debates = [row for row in split.topical["test"] if row.source == "nyt"]
    return {
        "auc": figures(test.rows, scores),
        "auc_check": figures(split.check, scores_of(model, split.check)),
        "auc_off_topic_own_or_other_article": {
            source: _off_topic(model.topic, [row for row in split.topical["test"] if row.source == source])
            for source in ("nyt", "cmv", "convarg")
        },
        "held": {
            "wiki at its natural prior": held(natural, model.thresholds),
            "debates, on topic and let through": held(scores_of(model, debates), model.thresholds),
            "check rows": held(scores_of(model, split.check), model.thresholds),
        },
    }


def _off_topic(topic: TopicHead, rows: Sequence[Row]) -> Any:
    """How well comments are told from the same comments under another article."""
    pairs, labels, _ = with_foreign(topic.words, with_bodies(rows))
    return figure(labels, topic.probabilities(pairs), [article.title for _, article, _ in pairs]).as_json()


def _sources(split: _Split, digest: str) -> list[Mapping[str, Any]]:
    """What each corpus gave, with its licence; our own rows with their file's digest."""
    learned = [*split.courtesy["learn"].rows, *split.topical["learn"]]
    counts = Counter(row.source for row in learned)
    return [
        {"name": name, "licence": licence_of(name), "learned_from": rows}
        | ({"sha256": digest} if name == "own" else {})
        for name, rows in sorted(counts.items())
    ]


def _plain(text: str) -> str:
    return plain(fold(text).text)
