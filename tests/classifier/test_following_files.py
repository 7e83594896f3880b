"""The scorer in service follows the files on disk: promoted, exchanged, broken and mended."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from moderation.classifier import in_service
from moderation.classifier.artefact import ARTEFACT, CURRENT, current_members
from moderation.training.promotion import put_in_service
from tests.small_model import name, put, small_model
from tests.small_scorer import FIRST, POLITE, SECOND, scorer_in


def test_the_shipped_model_serves_until_another_is_promoted(folders: tuple[Path, Path]) -> None:
    scorer = scorer_in(folders)

    before = scorer.score(POLITE).model
    put(small_model(SECOND), folders[0])

    assert before == FIRST
    assert _soon(lambda: scorer.score(POLITE).model == SECOND)


def test_no_request_fails_while_models_are_exchanged(folders: tuple[Path, Path]) -> None:
    promoted, _ = folders
    card = put(small_model(SECOND), promoted)
    (promoted / CURRENT).unlink()
    scorer = scorer_in(folders)
    seen = set()

    ends = time.monotonic() + 4
    while SECOND not in seen and time.monotonic() < ends:
        if not (promoted / CURRENT).exists() and FIRST in seen:
            put_in_service(card, promoted)
        seen.add(scorer.score(POLITE).model)

    assert seen == {FIRST, SECOND}


def test_a_scorer_in_use_answers_with_the_old_model_while_it_reads_the_new_one(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    scorer, may_read = scorer_in(folders), threading.Event()
    monkeypatch.setattr(in_service, "LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(
        in_service, "current_members", lambda folder: may_read.wait(5) and current_members(folder)
    )

    put(small_model(SECOND), folders[0])
    meanwhile = {scorer.score(POLITE).model for _ in range(3)}
    may_read.set()

    assert meanwhile == {FIRST}
    assert _soon(lambda: scorer.score(POLITE).model == SECOND)


def test_an_idle_scorer_answers_its_first_requests_with_the_new_model(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    scorer, begin = scorer_in(folders, threads=4), threading.Barrier(4)
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
    scorer = scorer_in(folders, budget_s=0.2)
    monkeypatch.setattr(in_service, "IDLE_S", 0.0)
    monkeypatch.setattr(in_service, "LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(in_service, "current_members", _slow_current_members)

    put(small_model(SECOND), folders[0])

    assert scorer.score(POLITE).model == SECOND


def test_a_promotion_is_in_service_within_five_seconds() -> None:
    assert in_service.LOOK_EVERY_S < in_service.IDLE_S < 5


def test_a_broken_promoted_model_is_not_replaced_by_the_shipped_one(folders: tuple[Path, Path]) -> None:
    promoted, _ = folders
    put(small_model(SECOND), promoted)
    (promoted / SECOND / ARTEFACT).write_bytes(b"nothing")

    scorer = scorer_in(folders)

    state = scorer.state()
    assert not state.ready
    assert state.model is None
    assert (
        state.reason == f"{SECOND}/{ARTEFACT} is not the file that its card describes: "
        "put it back, or run `moderation rollback`"
    )
    assert scorer.thresholds() == {}


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"hostile")])
def test_a_model_that_no_longer_verifies_stops_scoring_until_it_is_back(
    folders: tuple[Path, Path], harm: Callable[[Path], object]
) -> None:
    artefact = folders[1] / FIRST / ARTEFACT
    content = artefact.read_bytes()
    scorer = scorer_in(folders)

    harm(artefact)
    stopped = _soon(lambda: not scorer.state().ready)
    artefact.write_bytes(content)

    assert stopped
    assert _soon(lambda: scorer.state().ready)


def test_naming_another_version_by_hand_is_followed(folders: tuple[Path, Path]) -> None:
    promoted, _ = folders
    put(small_model(SECOND), promoted)
    put(small_model(FIRST), promoted)
    scorer = scorer_in(folders)

    name(promoted, SECOND)

    assert _soon(lambda: scorer.state().model == SECOND)


def _soon(holds: Callable[[], bool], within_s: float = 5.0) -> bool:
    ends = time.monotonic() + within_s
    while time.monotonic() < ends:
        if holds():
            return True
        time.sleep(0.02)
    return False


def _slow_current_members(folder: Path) -> object:
    time.sleep(0.4)
    return current_members(folder)
