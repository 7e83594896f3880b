"""The scorer in service answers in time or says why not, and never quotes a text."""

from __future__ import annotations

import logging
import os
import threading
import time
from pathlib import Path

import pytest

from moderation.classifier.in_service import is_long
from moderation.domain.scores import ArticleText, ScoredText, ScorerUnavailable
from tests.small_model import small_model
from tests.small_scorer import FIRST, POLITE, scorer_in


def test_what_takes_many_times_as_long_to_read_is_told_by_its_words_and_signs() -> None:
    usual, many_words, many_signs = "a fair budget " * 100, "a fair budget " * 150, "🙂" * 500

    assert [is_long(each) for each in (usual, many_words, many_signs)] == [False, True, True]


def test_without_a_model_the_scorer_is_missing(tmp_path: Path) -> None:
    scorer = scorer_in((tmp_path, tmp_path))

    with pytest.raises(ScorerUnavailable, match="current is missing: put it back") as told:
        scorer.score(POLITE)

    assert told.value.code == "missing"


def test_thresholds_are_those_of_the_card(folders: tuple[Path, Path]) -> None:
    assert scorer_in(folders).thresholds() == small_model().thresholds


def test_off_topic_is_scored_only_under_an_article(folders: tuple[Path, Path]) -> None:
    scorer = scorer_in(folders)

    alone = scorer.score(POLITE)
    under = scorer.score(
        ScoredText(POLITE.text, article=ArticleText("The garden opens again"), language="en")
    )

    assert "OFF_TOPIC" not in alone.values
    assert 0 <= under.values["OFF_TOPIC"] <= 1


def test_one_text_and_many_are_scored_alike(folders: tuple[Path, Path]) -> None:
    scorer = scorer_in(folders)
    texts = [POLITE, ScoredText("You are a stupid fool", language="en")]

    together = scorer.score_many(texts, evidence=True)

    for text, scores in zip(texts, together, strict=True):
        assert scorer.score(text).values == pytest.approx(scores.values, abs=1e-6)


def test_many_of_none_is_none(folders: tuple[Path, Path]) -> None:
    assert scorer_in(folders).score_many([]) == []


def test_a_foreign_language_is_refused_by_name(folders: tuple[Path, Path]) -> None:
    with pytest.raises(ScorerUnavailable, match="'de'") as told:
        scorer_in(folders).score(ScoredText("Das ist wirklich eine sehr gute Nachricht für uns alle."))

    assert told.value.code == "language"


def test_a_foreign_comment_under_an_english_article_is_refused(folders: tuple[Path, Path]) -> None:
    article = ArticleText("The garden opens again", language="en")

    with pytest.raises(ScorerUnavailable, match="'de'"):
        scorer_in(folders).score(
            ScoredText("Das ist wirklich eine sehr gute Nachricht für uns alle.", article)
        )


def test_an_english_comment_under_a_foreign_article_is_scored(folders: tuple[Path, Path]) -> None:
    article = ArticleText("Der Garten öffnet wieder", language="de")
    text = "This is good news for all of us who like the garden."

    assert scorer_in(folders).score(ScoredText(text, article)).model == FIRST


def test_a_late_answer_is_given_up(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    scorer = scorer_in(folders, budget_s=0.05)
    monkeypatch.setattr(type(small_model()), "score_many", _slow)

    begun = time.monotonic()
    with pytest.raises(ScorerUnavailable, match="50 ms") as told:
        scorer.score(POLITE)

    assert told.value.code == "late"
    assert time.monotonic() - begun < 0.5


def test_a_failing_model_tells_its_kind_but_never_the_text(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    scorer = scorer_in(folders)
    monkeypatch.setattr(type(small_model()), "score_many", _failing)

    with caplog.at_level(logging.DEBUG), pytest.raises(ScorerUnavailable) as told:
        scorer.score(ScoredText("a secret sentence", language="en"))

    assert told.value.code == "failed"
    assert "ValueError" in str(told.value)
    assert "secret" not in f"{told.value} {caplog.text}"
    assert told.value.__suppress_context__


@pytest.mark.filterwarnings("ignore:This process.*fork:DeprecationWarning")
def test_a_forked_child_scores_with_threads_of_its_own(folders: tuple[Path, Path]) -> None:
    scorer = scorer_in(folders)
    scorer.score(POLITE)

    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if scorer.score(POLITE).model == FIRST else 1)
        finally:
            os._exit(2)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0


def test_many_threads_may_score_at_once(folders: tuple[Path, Path]) -> None:
    scorer = scorer_in(folders, threads=2)
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.extend(scorer.score(POLITE).model for _ in range(20)))
        for _ in range(6)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [FIRST] * 120


def _slow(*_: object, **__: object) -> object:
    time.sleep(0.3)
    return []


def _failing(*_: object, **__: object) -> object:
    raise ValueError("could not read: a secret sentence")
