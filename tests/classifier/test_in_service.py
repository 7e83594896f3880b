"""The scorer in service follows the files on disk, answers in time or says why not, and never quotes a text."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from moderation.classifier import in_service
from moderation.classifier.artefact import ARTEFACT, CURRENT, current_model
from moderation.classifier.in_service import ModelInService
from moderation.domain.scores import ArticleText, ScoredText, ScorerUnavailable
from moderation.training.promotion import put_in_service
from tests.small_model import name, put, small_model

FIRST, SECOND = "2026.01.01-1", "2026.01.01-2"
POLITE = ScoredText("I like the garden very much", language="en")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    promoted, shipped = tmp_path / "promoted", tmp_path / "shipped"
    promoted.mkdir()
    put(small_model(FIRST), shipped)
    return promoted, shipped


def test_the_shipped_model_serves_until_another_is_promoted(folders: tuple[Path, Path]) -> None:
    scorer = _scorer(folders)

    before = scorer.score(POLITE).model
    put(small_model(SECOND), folders[0])

    assert before == FIRST
    assert _soon(lambda: scorer.score(POLITE).model == SECOND)


def test_no_request_fails_while_models_are_exchanged(folders: tuple[Path, Path]) -> None:
    promoted, _ = folders
    card = put(small_model(SECOND), promoted)
    (promoted / CURRENT).unlink()
    scorer = _scorer(folders)
    seen = set()

    ends = time.monotonic() + 4
    while SECOND not in seen and time.monotonic() < ends:
        if not (promoted / CURRENT).exists() and FIRST in seen:
            put_in_service(card, promoted)
        seen.add(scorer.score(POLITE).model)

    assert seen == {FIRST, SECOND}


def test_a_process_in_use_answers_with_the_old_model_while_it_reads_the_new_one(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    scorer, may_read = _scorer(folders), threading.Event()
    monkeypatch.setattr(in_service, "LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(
        in_service, "current_model", lambda folder: may_read.wait(5) and current_model(folder)
    )

    put(small_model(SECOND), folders[0])
    meanwhile = {scorer.score(POLITE).model for _ in range(3)}
    may_read.set()

    assert meanwhile == {FIRST}
    assert _soon(lambda: scorer.score(POLITE).model == SECOND)


def test_an_idle_process_answers_its_first_requests_with_the_new_model(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    scorer, begin = _scorer(folders, threads=4), threading.Barrier(4)
    monkeypatch.setattr(in_service, "LOOK_EVERY_S", 0.1)
    monkeypatch.setattr(in_service, "IDLE_S", 0.2)

    def first_answer(_: int) -> str:
        begin.wait()
        return scorer.score(POLITE).model

    put(small_model(SECOND), folders[0])
    time.sleep(0.25)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(first_answer, range(4)))

    assert answers == [SECOND] * 4


def test_reading_after_an_idle_time_is_no_reason_to_be_late(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    scorer = _scorer(folders, budget_s=0.2)
    monkeypatch.setattr(in_service, "IDLE_S", 0.0)
    monkeypatch.setattr(in_service, "LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(in_service, "current_model", _slow_current_model)

    put(small_model(SECOND), folders[0])

    assert scorer.score(POLITE).model == SECOND


def test_a_promotion_is_in_service_within_five_seconds() -> None:
    assert in_service.LOOK_EVERY_S < in_service.IDLE_S < 5


def test_a_broken_promoted_model_is_not_replaced_by_the_shipped_one(folders: tuple[Path, Path]) -> None:
    promoted, _ = folders
    put(small_model(SECOND), promoted)
    (promoted / SECOND / ARTEFACT).write_bytes(b"nothing")

    scorer = _scorer(folders)

    state = scorer.state()
    assert not state.ready
    assert state.model is None
    assert (
        state.reason == f"{SECOND}/{ARTEFACT} is not the file that its card describes: "
        "put it back, or run `moderation rollback`"
    )
    assert scorer.thresholds() == {}


def test_without_a_model_the_scorer_is_missing(tmp_path: Path) -> None:
    scorer = _scorer((tmp_path, tmp_path))

    with pytest.raises(ScorerUnavailable, match="current is missing: put it back") as told:
        scorer.score(POLITE)

    assert told.value.code == "missing"


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"hostile")])
def test_a_model_that_no_longer_verifies_stops_scoring_until_it_is_back(
    folders: tuple[Path, Path], harm: Callable[[Path], object]
) -> None:
    artefact = folders[1] / FIRST / ARTEFACT
    content = artefact.read_bytes()
    scorer = _scorer(folders)

    harm(artefact)
    stopped = _soon(lambda: not scorer.state().ready)
    artefact.write_bytes(content)

    assert stopped
    assert _soon(lambda: scorer.state().ready)


def test_thresholds_are_those_of_the_card(folders: tuple[Path, Path]) -> None:
    assert _scorer(folders).thresholds() == small_model().thresholds


def test_off_topic_is_scored_only_under_an_article(folders: tuple[Path, Path]) -> None:
    scorer = _scorer(folders)

    alone = scorer.score(POLITE)
    under = scorer.score(
        ScoredText(POLITE.text, article=ArticleText("The garden opens again"), language="en")
    )

    assert "OFF_TOPIC" not in alone.values
    assert 0 <= under.values["OFF_TOPIC"] <= 1


def test_one_text_and_many_are_scored_alike(folders: tuple[Path, Path]) -> None:
    scorer = _scorer(folders)
    texts = [POLITE, ScoredText("You are a stupid fool", language="en")]

    together = scorer.score_many(texts, evidence=True)

    for text, scores in zip(texts, together, strict=True):
        assert scorer.score(text).values == pytest.approx(scores.values, abs=1e-6)


def test_many_of_none_is_none(folders: tuple[Path, Path]) -> None:
    assert _scorer(folders).score_many([]) == []


def test_a_foreign_language_is_refused_by_name(folders: tuple[Path, Path]) -> None:
    with pytest.raises(ScorerUnavailable, match="'de'") as told:
        _scorer(folders).score(ScoredText("Das ist wirklich eine sehr gute Nachricht für uns alle."))

    assert told.value.code == "language"


def test_a_foreign_comment_under_an_english_article_is_refused(folders: tuple[Path, Path]) -> None:
    article = ArticleText("The garden opens again", language="en")

    with pytest.raises(ScorerUnavailable, match="'de'"):
        _scorer(folders).score(ScoredText("Das ist wirklich eine sehr gute Nachricht für uns alle.", article))


def test_an_english_comment_under_a_foreign_article_is_scored(folders: tuple[Path, Path]) -> None:
    article = ArticleText("Der Garten öffnet wieder", language="de")
    text = "This is good news for all of us who like the garden."

    assert _scorer(folders).score(ScoredText(text, article)).model == FIRST


def test_a_late_answer_is_given_up(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    scorer = _scorer(folders, budget_s=0.05)
    monkeypatch.setattr(type(small_model()), "score_many", _slow)

    begun = time.monotonic()
    with pytest.raises(ScorerUnavailable, match="50 ms") as told:
        scorer.score(POLITE)

    assert told.value.code == "late"
    assert time.monotonic() - begun < 0.5


def test_a_failing_model_tells_its_kind_but_never_the_text(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    scorer = _scorer(folders)
    monkeypatch.setattr(type(small_model()), "score_many", _failing)

    with caplog.at_level(logging.DEBUG), pytest.raises(ScorerUnavailable) as told:
        scorer.score(ScoredText("a secret sentence", language="en"))

    assert told.value.code == "failed"
    assert "ValueError" in str(told.value)
    assert "secret" not in f"{told.value} {caplog.text}"
    assert told.value.__suppress_context__


@pytest.mark.filterwarnings("ignore:This process.*fork:DeprecationWarning")
def test_a_forked_child_scores_with_threads_of_its_own(folders: tuple[Path, Path]) -> None:
    scorer = _scorer(folders)
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
    scorer = _scorer(folders, threads=2)
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


def test_naming_another_version_by_hand_is_followed(folders: tuple[Path, Path]) -> None:
    promoted, _ = folders
    put(small_model(SECOND), promoted)
    put(small_model(FIRST), promoted)
    scorer = _scorer(folders)

    name(promoted, SECOND)

    assert _soon(lambda: scorer.state().model == SECOND)


def _scorer(folders: tuple[Path, Path], *, budget_s: float = 5.0, threads: int = 2) -> ModelInService:
    return ModelInService(*folders, budget_s=budget_s, threads=threads)


def _soon(holds: Callable[[], bool], within_s: float = 5.0) -> bool:
    ends = time.monotonic() + within_s
    while time.monotonic() < ends:
        if holds():
            return True
        time.sleep(0.02)
    return False


def _slow_current_model(folder: Path) -> object:
    time.sleep(0.4)
    return current_model(folder)


def _slow(*_: object, **__: object) -> object:
    time.sleep(0.3)
    return []


def _failing(*_: object, **__: object) -> object:
    raise ValueError("could not read: a secret sentence")
