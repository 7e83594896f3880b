"""Nothing is unpickled before the digests of pointer, card and artefact match."""

from __future__ import annotations

import json
import os
import pickle
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import joblib
import pytest

from moderation.classifier.artefact import ARTEFACT, CARD, CURRENT, ModelUnusableError, current_model
from moderation.domain.scores import ScoredText
from tests.small_model import name, put, small_model

VERSION = "2026.01.01-1"


class Hostile:
    """Unpickling this leaves a file behind."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.trace),)


def test_a_model_comes_back_as_it_was_written(tmp_path: Path) -> None:
    put(small_model(), tmp_path)

    model, card = current_model(tmp_path)

    question = [ScoredText("You are a stupid fool")]
    assert card.version == VERSION
    assert model.score_many(question, evidence=True) == small_model().score_many(question, evidence=True)


def test_a_hostile_pickle_is_hostile(tmp_path: Path) -> None:
    joblib.dump(Hostile(tmp_path / "trace"), tmp_path / "file")

    joblib.load(tmp_path / "file")

    assert (tmp_path / "trace").exists()


def test_a_hostile_pickle_in_the_artefacts_place_never_runs(tmp_path: Path) -> None:
    put(small_model(), tmp_path)
    joblib.dump(Hostile(tmp_path / "trace"), tmp_path / VERSION / ARTEFACT)

    with pytest.raises(ModelUnusableError, match="is not the file that its card describes"):
        current_model(tmp_path)

    assert not (tmp_path / "trace").exists()


def test_a_hostile_pickle_with_a_card_of_its_own_never_runs(tmp_path: Path) -> None:
    put(small_model(), tmp_path)
    joblib.dump(Hostile(tmp_path / "trace"), tmp_path / VERSION / ARTEFACT)
    card = json.loads((tmp_path / VERSION / CARD).read_text())
    card["artefact_sha256"] = sha256((tmp_path / VERSION / ARTEFACT).read_bytes()).hexdigest()
    (tmp_path / VERSION / CARD).write_text(json.dumps(card))

    with pytest.raises(ModelUnusableError, match="is not the card that current names"):
        current_model(tmp_path)

    assert not (tmp_path / "trace").exists()


@pytest.mark.parametrize("file", [ARTEFACT, CARD])
def test_one_changed_byte_is_noticed(tmp_path: Path, file: str) -> None:
    put(small_model(), tmp_path)
    content = bytearray((tmp_path / VERSION / file).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / VERSION / file).write_bytes(content)

    with pytest.raises(ModelUnusableError, match=rf"^{VERSION}/{file} is not .*: put it back, or run "):
        current_model(tmp_path)


@pytest.mark.parametrize(
    ("file", "way_out"),
    [
        (f"{VERSION}/{ARTEFACT}", "run `moderation rollback`"),
        (f"{VERSION}/{CARD}", "run `moderation rollback`"),
        (CURRENT, "run `moderation promote`"),
    ],
)
def test_a_missing_file_is_named_with_the_way_out(tmp_path: Path, file: str, way_out: str) -> None:
    put(small_model(), tmp_path)
    (tmp_path / file).unlink()

    assert _complaint(tmp_path) == f"{file} is missing: put it back, or {way_out}"


@pytest.mark.parametrize("file", [f"{VERSION}/{ARTEFACT}", f"{VERSION}/{CARD}", CURRENT])
@pytest.mark.parametrize("harm", ["gone", "empty", "unreadable"])
def test_a_complaint_tells_nothing_about_this_machine(tmp_path: Path, file: str, harm: str) -> None:
    put(small_model(), tmp_path)
    (tmp_path / file).unlink()
    if harm == "empty":
        (tmp_path / file).write_bytes(b"")
    elif harm == "unreadable":
        (tmp_path / file).mkdir()

    complaint = _complaint(tmp_path)

    assert complaint.startswith(f"{file} ")
    assert str(tmp_path) not in complaint
    assert "Errno" not in complaint


def test_what_cannot_be_unpickled_here_is_said_without_its_own_words(tmp_path: Path) -> None:
    card = put(small_model(), tmp_path)
    (tmp_path / VERSION / ARTEFACT).write_bytes(b"no pickle")
    described = replace(card, artefact_sha256=sha256(b"no pickle").hexdigest())
    (tmp_path / VERSION / CARD).write_bytes(described.as_json())
    name(tmp_path, VERSION)

    complaint = _complaint(tmp_path)

    assert complaint == (
        f"{VERSION}/{ARTEFACT} cannot be loaded here: "
        "train again with `moderation train`, or run `moderation rollback`"
    )


def test_what_is_no_model_is_refused_though_every_digest_matches(tmp_path: Path) -> None:
    card = put(small_model(), tmp_path)
    pickled = pickle.dumps({"no": "model"})
    (tmp_path / VERSION / ARTEFACT).write_bytes(pickled)
    described = replace(card, artefact_sha256=sha256(pickled).hexdigest())
    (tmp_path / VERSION / CARD).write_bytes(described.as_json())
    name(tmp_path, VERSION)

    assert "holds no model" in _complaint(tmp_path)


def test_a_model_of_another_scikit_learn_is_refused_with_the_way_out(tmp_path: Path) -> None:
    card = put(small_model(), tmp_path)
    foreign = replace(card, environment={**card.environment, "scikit-learn": "0.1"})
    (tmp_path / VERSION / CARD).write_bytes(foreign.as_json())
    name(tmp_path, VERSION)

    with pytest.raises(ModelUnusableError, match=r"made under scikit-learn 0\.1.*moderation train"):
        current_model(tmp_path)


@pytest.mark.parametrize("version", ["../elsewhere", "/etc", "..", "", "a\0b", "\ud800", "a b", "a\n"])
def test_current_cannot_point_out_of_its_folder(tmp_path: Path, version: str) -> None:
    (tmp_path / CURRENT).write_text(json.dumps({"version": version, "card_sha256": "0"}))

    with pytest.raises(ModelUnusableError, match="names no version"):
        current_model(tmp_path)


@pytest.mark.parametrize("card", ["[]", "{}", '{"version": 1}', "null"])
def test_what_is_no_card_is_refused(tmp_path: Path, card: str) -> None:
    put(small_model(), tmp_path)
    (tmp_path / VERSION / CARD).write_text(card)
    name(tmp_path, VERSION)

    with pytest.raises(ModelUnusableError, match="not a model card"):
        current_model(tmp_path)


def _complaint(folder: Path) -> str:
    """What is said of the model in the folder, which is unusable."""
    with pytest.raises(ModelUnusableError) as told:
        current_model(folder)
    return str(told.value)
