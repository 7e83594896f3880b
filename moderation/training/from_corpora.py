"""Trains a model from the beginning, on the public corpora and our own rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import logit

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.model import Model
from moderation.classifier.topic import TopicHead
from moderation.classifier.topic_words import TopicWords
from moderation.classifier.words import plain
from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.folding import fold
from moderation.domain.scores import ArticleText
from moderation.training.calibrate import HOLD_FOR_TOPIC, thresholds_holding
from moderation.training.candidate import Candidate
from moderation.training.card_metrics import card_metrics
from moderation.training.corpora.news import marked_comments
from moderation.training.corpora.shelf import ALL_CIVIL_COMMENTS, licence_of
from moderation.training.evaluate import scores_of
from moderation.training.fit_blend import fit_blend, fit_rejection
from moderation.training.fit_courtesy import calibrated, fit_courtesy, natural_priors
from moderation.training.fit_near import fit_near, levelled
from moderation.training.fit_spam import SPAM, fit_spam, linking, spam_threshold
from moderation.training.fit_topic import fit_topic, with_bodies, with_foreign
from moderation.training.meanings import learn_meanings
from moderation.training.out_of_core import sprinkled, train_out_of_core
from moderation.training.own_rows import digest_of
from moderation.training.rows import Row, share_of
from moderation.training.split import Split, read_split
from moderation.training.streams import news, talk
from moderation.training.taught import Taught

_POOL_TITLES = 200
_EVERY = 15
"""Rows of all Civil Comments (two millions) after which one of the others comes (130,000): so they last to the end."""
ABOUT = (
    "Courtesy and on-topic scores for English comments under articles: hashed words and word pieces into one "
    "calibrated logistic regression per attribute{encoder}; OFF_TOPIC from {topics}."
)
_BY_WORDS = "the words that comment, article and parent share"
_BY_MEANING = (
    "how near comment, article and parent are in the space of a sentence encoder, beside other articles; else from "
    + _BY_WORDS
)
_WITH_ENCODER = (
    ", blended with a small fine-tuned transformer that counts three times as much, and calibrated again"
)


def train_from_corpora(corpora: Path, own: Path, version: str, taught: Taught | None = None) -> Candidate:
    """A candidate learned from the corpora under ``corpora`` and our own rows, with the networks that there are.

    Check rows and contrast pairs only measure it.
    """
    split = read_split(corpora, own)
    model = _model(split, corpora, taught, version)
    if taught:
        model = with_sentences(model, split, taught)
    about = ABOUT.format(encoder=_WITH_ENCODER if taught else "", topics=_BY_MEANING if taught else _BY_WORDS)
    metrics = card_metrics(model, split, corpora, own)
    return Candidate(
        model,
        about,
        _sources(split, digest_of(own)),
        metrics,
        networks=taught.networks if taught else {},
        origins=taught.origins if taught else {},
    )


def with_sentences(model: Model, split: Split, taught: Taught) -> Model:
    """The model with the sentence member and its head, at the threshold that holds few comments where they belong."""
    profiler = taught.profiler()
    near = fit_near(profiler, taught.pieces, split.topical["learn"], split.titles)
    near, threshold = levelled(near, profiler, split.topical["calibrate"], split.titles)
    return replace(model, near=near, profiler=profiler, thresholds={**model.thresholds, OFF_TOPIC: threshold})


def _model(split: Split, corpora: Path, taught: Taught | None, version: str) -> Model:
    """The members and the heads over them, then the thresholds, with and without the encoder."""
    rows = split.courtesy["calibrate"]
    courtesy = fit_fast(split, corpora)
    natural = [*talk(rows.rows), *news(rows.rows)]
    spam = fit_spam(courtesy, split.spam, natural, linking(split.courtesy["learn"].rows))
    model = Model(version, courtesy, _topic(split), {}, spam=spam)
    if taught:
        marked = {each.text: each for each in marked_comments(corpora / "civil_comments_toxic_spans")}
        priors = natural_priors([*split.courtesy["learn"].rows, *rows.rows])
        blend = fit_blend(courtesy, taught, rows, priors, marked)
        model = replace(model, blend=blend, encoder=taught.encoder())
    log_odds = logit(np.clip(_courtesy_scores(model, rows.rows), 1e-9, 1 - 1e-9))
    model = replace(model, rejection=fit_rejection(log_odds, rows.rows))
    alone = _thresholds(model.fast_alone(), split)
    return replace(model, thresholds=_thresholds(model, split) if taught else alone, alone=alone)


def fit_fast(split: Split, corpora: Path) -> CourtesyHead:
    """The fast member; where all of Civil Comments is there, more than memory holds, it is learned as a stream."""
    learned, calibrating = split.courtesy["learn"], split.courtesy["calibrate"]
    archive = corpora / ALL_CIVIL_COMMENTS.folder
    if not archive.is_dir():
        return fit_courtesy(learned, calibrating)
    unseen = [*calibrating.words, *split.courtesy["test"].words, *map(_plain, split.unseen)]
    head = train_out_of_core(
        lambda: sprinkled(learned.rows, ALL_CIVIL_COMMENTS.read(archive), _EVERY), unseen=unseen
    )
    return calibrated(head, calibrating, natural_priors([*learned.rows, *calibrating.rows]))


def _topic(split: Split) -> TopicHead:
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


def _thresholds(model: Model, split: Split) -> dict[str, float]:
    """The thresholds by attribute, on rows that nothing was learned from."""
    rows = split.courtesy["calibrate"].rows
    priors = natural_priors(rows)
    attributes = model.courtesy.attributes
    chosen = thresholds_holding(
        [_courtesy_scores(model, stream) for stream in (talk(rows), news(rows))],
        [priors[attribute] for attribute in attributes],
        rest=attributes.index("DISCOURTESY"),
    )
    debates = [row for row in split.topical["calibrate"] if row.source == "nyt"]
    pairs, labels, _ = with_foreign(model.topic.words, [*debates, *with_bodies(debates)])
    on_topic = model.topic.probabilities(pairs)[labels == 0]
    return {
        **{attribute: float(least) for attribute, least in zip(attributes, chosen, strict=True)},
        OFF_TOPIC: float(np.quantile(on_topic, 1 - HOLD_FOR_TOPIC)),
        **({SPAM: spam_threshold(model.spam, [*talk(rows), *news(rows)])} if model.spam else {}),
    }


def _courtesy_scores(model: Model, rows: Sequence[Row]) -> np.ndarray:
    """The courtesy attributes' scores, rows × attributes."""
    scores = scores_of(model, [replace(row, article=None, parent=None) for row in rows])
    return np.array([[score.values[name] for name in model.courtesy.attributes] for score in scores])


def _sources(split: Split, digest: str) -> list[Mapping[str, Any]]:
    """What each corpus gave, with its licence; our own rows with their file's digest."""
    learned = [*split.courtesy["learn"].rows, *split.topical["learn"], *split.spam["learn"]]
    counts = Counter(row.source for row in learned)
    return [
        {"name": name, "licence": licence_of(name), "learned_from": rows}
        | ({"sha256": digest} if name == "own" else {})
        for name, rows in sorted(counts.items())
    ]


def _plain(text: str) -> str:
    return plain(fold(text).text)
