"""The encoder scores beside the fast member; without it the rest goes on, and says so."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moderation.classifier import network
from moderation.classifier.artefact import (
    ENCODER,
    SENTENCES,
    TRUNK,
    ModelUnusableError,
    current_members,
    current_model,
    pointer_in,
    read_card,
    read_model,
    with_members,
)
from moderation.classifier.in_service import ModelInService
from moderation.classifier.model import Model
from moderation.domain.scores import ScoredText

SHIPPED = Path(__file__).parents[2] / "models"
TEXTS = [
    "I read the report twice, and the figures on page nine do not add up.",
    "You are a pathetic little liar and everybody here knows it.",
    "ok",
    "🙂🙂🙂",
    "What a long evening that was! " * 60,
]


@pytest.fixture(scope="module")
def whole(networks: None) -> Model:
    return current_model(SHIPPED)[0]


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A copy of the shipped models, to be broken."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "models"))


def encoder_in(models: Path) -> Path:
    (file,) = models.glob(f"*/{ENCODER}")
    return file


def scored(model: Model, texts: list[str]) -> np.ndarray:
    scores = model.score_many([ScoredText(text) for text in texts], evidence=False)
    return np.array([[score.values[name] for name in model.courtesy.attributes] for score in scores])


def test_both_members_score(whole: Model) -> None:
    (scores,) = whole.score_many([ScoredText(TEXTS[0])], evidence=False)

    assert scores.members == ("fast", "encoder", "sentences")
    assert scores.model == whole.version


def test_the_encoder_changes_what_is_said(whole: Model) -> None:
    assert np.abs(scored(whole, TEXTS) - scored(whole.fast_alone(), TEXTS)).max() > 0.01


@pytest.mark.parametrize("members", ["both", "fast"])
def test_a_text_scores_the_same_alone_and_beside_others(whole: Model, members: str) -> None:
    model = whole if members == "both" else whole.fast_alone()

    together = scored(model, TEXTS)
    one_by_one = np.vstack([scored(model, [text]) for text in TEXTS])

    assert np.abs(together - one_by_one).max() <= 1e-5


def test_a_long_text_is_read_in_windows(whole: Model) -> None:
    dull = "The council met again on Tuesday and talked about the budget for the road. " * 20

    quiet, rude = scored(whole, [dull, f"{dull} You are a pathetic liar and an idiot. {dull}"])[:, 0]

    assert rude > quiet


@pytest.mark.parametrize("filler", ["., ", "_ ", "1 2 ", "☀ ☁ ", "ѩ ѫ "])
def test_what_stands_behind_more_signs_than_are_read_is_not_passed_over(whole: Model, filler: str) -> None:
    threat = "I will find you and break your legs."
    padded = (filler * 10_000)[: 10_000 - len(threat)] + threat

    (scores,) = whole.score_many([ScoredText(padded)], evidence=False)

    assert not scores.is_whole


def test_prose_as_long_as_a_comment_may_be_is_read_whole(whole: Model) -> None:
    prose = "The council voted on Monday, 14 to 11, to keep the old ferry; what will it cost us? " * 119

    (scores,) = whole.score_many([ScoredText(prose)], evidence=False)

    assert len(prose) > 9_900
    assert scores.is_whole


def test_it_works_after_a_fork(whole: Model) -> None:
    before = scored(whole, TEXTS[:2])
    ours, theirs = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        theirs.send(scored(whole, TEXTS[:2]))
        os._exit(0)
    assert ours.poll(30)

    np.testing.assert_allclose(ours.recv(), before, atol=1e-6)

    os.waitpid(child, 0)


@pytest.mark.usefixtures("networks")
def test_without_its_file_the_fast_member_scores_alone_and_says_so(models: Path) -> None:
    encoder_in(models).unlink()

    model, card, lacking = current_members(models)

    assert model.members == ("fast", "sentences")
    assert model.alone is not None
    assert model.thresholds["TOXICITY"] == model.alone["TOXICITY"] != card.thresholds["TOXICITY"]
    assert model.thresholds["OFF_TOPIC"] == card.thresholds["OFF_TOPIC"]
    assert (
        lacking
        == f"{card.version}/{ENCODER} is missing: put it back; until then the fast member scores courtesy alone"
    )


@pytest.mark.usefixtures("networks")
def test_without_the_trunk_the_fast_members_score_alone_and_say_so(models: Path) -> None:
    (file,) = models.glob(f"*/{TRUNK}")
    file.unlink()

    model, card, lacking = current_members(models)

    assert model.members == ("fast",)
    assert model.thresholds == model.alone
    assert (
        lacking == f"{card.version}/{TRUNK} is missing: put it back; until then the fast member scores alone"
    )


def test_a_model_from_before_the_trunk_scores_fast_and_says_what_to_do(models: Path) -> None:
    card = read_card(models, pointer_in(models))
    before = {file: digest for file, digest in card.networks.items() if file != TRUNK}

    model, lacking = with_members(read_model(models, card), models, replace(card, networks=before))

    assert model.members == ("fast",)
    assert lacking == (
        f"the card of {card.version} names no {TRUNK}: train again, after `moderation rollback` if it is in service; "
        "until then the fast member scores alone"
    )


@pytest.mark.usefixtures("networks")
def test_the_service_says_which_members_score(models: Path, tmp_path: Path) -> None:
    encoder_in(models).unlink()
    scorer = ModelInService(tmp_path / "promoted", models, budget_s=60, threads=1)

    assert scorer.state().members == ("fast", "sentences")
    assert scorer.state().ready
    assert "is missing" in (scorer.state().reason or "")
    assert scorer.score(ScoredText("Good morning.")).model.endswith("(without encoder)")


@pytest.mark.parametrize(
    ("changed", "gone"),
    [(TRUNK, None), (ENCODER, None), (SENTENCES, None), (ENCODER, TRUNK), (SENTENCES, TRUNK)],
)
def test_another_file_in_its_place_is_refused(models: Path, changed: str, gone: str | None) -> None:
    (file,) = models.glob(f"*/{changed}")
    content = bytearray(file.read_bytes())
    content[1000] ^= 1
    file.write_bytes(content)
    if gone:
        (file.parent / gone).unlink()

    with pytest.raises(ModelUnusableError, match="is not the file that its card describes"):
        current_members(models)


@pytest.fixture
def no_onnxruntime(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where ONNX Runtime was never installed."""
    monkeypatch.setattr(network, "find_spec", lambda _: None)


@pytest.mark.usefixtures("no_onnxruntime")
def test_without_its_library_the_fast_member_scores_alone_and_says_so() -> None:
    model, _, lacking = current_members(SHIPPED)

    assert model.members == ("fast",)
    assert model.thresholds == model.alone
    assert lacking == "onnxruntime is not installed; until then the fast member scores alone"
