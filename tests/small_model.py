"""Trains a real model of a few sentences in about a second, for tests that need one of their own."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from moderation.classifier.artefact import CARD, CURRENT
from moderation.classifier.card import Card
from moderation.classifier.features import TextFeatures
from moderation.classifier.model import Model
from moderation.classifier.topic import TopicHead
from moderation.classifier.topic_words import TopicWords
from moderation.classifier.words import plain
from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.folding import fold
from moderation.domain.scores import ArticleText
from moderation.training.candidate import Candidate, write_candidate
from moderation.training.fit_courtesy import fit_courtesy
from moderation.training.fit_topic import fit_topic
from moderation.training.meanings import learn_meanings
from moderation.training.rows import COURTESY, Row, Rows

THINGS = "bridge council budget harbour school library tram market garden museum".split()
RUDE = "idiot moron fool liar clown".split()
ARTICLES = {
    thing: ArticleText(
        f"The {thing} opens again", f"The old {thing} was closed for years. People like the {thing}."
    )
    for thing in THINGS
}


def rows() -> list[Row]:
    """Polite and rude sentences about ten things, as a natural sample with all labels."""
    fine = [
        f"I {verb} the {thing} very much" for thing in THINGS for verb in ("like", "miss", "visit", "praise")
    ]
    rude = [f"You are a stupid {name}, leave the {thing}" for thing in THINGS for name in RUDE]
    return [
        *(Row(text, "wiki_six", dict.fromkeys(COURTESY, 0.0), natural=True) for text in fine),
        *(Row(text, "wiki_six", dict.fromkeys(COURTESY, 1.0), natural=True) for text in rude),
    ]


def small_model(version: str = "2026.01.01-1") -> Model:
    """The model of these sentences; it is always the same."""
    return replace(_trained(), version=version)


@cache
def _trained() -> Model:
    labelled = rows()
    learned = Rows(labelled, [plain(fold(row.text).text) for row in labelled])
    courtesy = fit_courtesy(learned, learned, features=TextFeatures(word_bits=12, piece_bits=12))
    thresholds = {**dict.fromkeys(COURTESY, 0.5), OFF_TOPIC: 0.5}
    return Model("", courtesy, _topic(learned.words), thresholds)


def worse(model: Model, version: str) -> Model:
    """The same model, saying the opposite."""
    return replace(model, version=version, courtesy=replace(model.courtesy, weights=-model.courtesy.weights))


def put(model: Model, folder: Path) -> Card:
    """Writes the model under the folder and names it in ``current``."""
    card = write_candidate(Candidate(model, "A few sentences.", [], {}), folder)
    name(folder, model.version)
    return card


def in_service(folder: Path) -> dict[str, str]:
    """The setting of a real service that scores with a small model, put there: it starts in half the time."""
    put(small_model(), folder / "models")
    return {"MODERATION_MODELS_DIR": str(folder / "models")}


def name(folder: Path, version: str) -> None:
    """Names the version in ``current``, whatever its card is now."""
    digest = sha256((folder / version / CARD).read_bytes()).hexdigest()
    (folder / CURRENT).write_text(json.dumps({"version": version, "card_sha256": digest}))


def _topic(texts: list[str]) -> TopicHead:
    background = [*texts, *(plain(fold(f"{each.title} {each.text}").text) for each in ARTICLES.values())] * 3
    words = learn_meanings(TopicWords(bits=10).fit(background), background, dimensions=8)
    on_topic = [
        Row(f"I {verb} the {thing} a lot", "own", {OFF_TOPIC: 0.0}, group=thing, article=article)
        for thing, article in ARTICLES.items()
        for verb in ("like", "miss", "use")
    ]
    return fit_topic(words, list(ARTICLES.values())[:3], on_topic)
