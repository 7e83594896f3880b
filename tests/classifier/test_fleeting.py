"""Nothing is remembered of an article that is fleeting, nor of what is answered under it; its scores are the same."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from moderation.classifier import off_topic, profiles, topic
from moderation.classifier.artefact import current_model
from moderation.classifier.model import Model
from moderation.domain.scores import ArticleText, ScoredText, Scores

SHIPPED = Path(__file__).parents[2] / "models"
ARTICLE = ArticleText(
    "A canary sings in the harbour", "The canary sang all night, and nobody slept.", is_fleeting=True
)
TEXT = ScoredText("That canary should sing by day.", ARTICLE, parent="The canary is a nuisance.")


@pytest.mark.usefixtures("networks")
def test_a_fleeting_article_leaves_nothing_in_memory() -> None:
    model = current_model(SHIPPED)[0]
    assert model.profiler is not None
    memories = [
        *(topic.vectors_of, off_topic.has_telling_words, profiles._stems_in),  # noqa: SLF001
        model.profiler._made,  # noqa: SLF001
    ]
    before = [memory.cache_info().currsize for memory in memories]
    fleeting = scored(model, TEXT)
    after = [memory.cache_info().currsize for memory in memories]
    kept = scored(model, replace(TEXT, article=replace(ARTICLE, is_fleeting=False)))

    assert after == before
    assert fleeting.values == pytest.approx(kept.values)
    assert fleeting.topic == kept.topic
    assert [memory.cache_info().currsize for memory in memories] != before


def test_many_texts_under_one_fleeting_article_have_it_read_once() -> None:
    model = current_model(SHIPPED)[0]
    article = replace(ARTICLE, text="The canary sang all night, and nobody in the harbour slept. " * 200)
    texts = [ScoredText(f"Canary number {n} sings.", article, parent=article.text) for n in range(40)]
    for member in (model, model.without_sentences()):
        scored(member, texts[0])
        began = time.process_time()
        member.score_many(texts[:1], evidence=False)
        once = time.process_time() - began
        member.score_many(texts, evidence=False)

        assert time.process_time() - began - once < 20 * once


@pytest.mark.parametrize("odd", ["@a" * 250_000, "\N{ROMAN NUMERAL EIGHT}" * 300_000, "ab " * 300_000])
def test_the_longest_article_and_parent_take_no_longer_than_a_long_one(odd: str) -> None:
    model = current_model(SHIPPED)[0]
    for member in (model, model.without_sentences()):
        scored(member, TEXT)
        began = time.process_time()
        scored(member, replace(TEXT, article=replace(ARTICLE, text=odd), parent=odd))

        assert time.process_time() - began < 2


def scored(model: Model, text: ScoredText) -> Scores:
    (scores,) = model.score_many([text], evidence=True)
    return scores
