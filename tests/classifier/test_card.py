"""A card is believed only about its own folder, and only when each field is of its kind."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import joblib
import pytest

from moderation.classifier.artefact import (
    ARTEFACT,
    CARD,
    ModelUnusableError,
    current_model,
    pointer_in,
    read_card,
    read_whole,
)
from tests.classifier.test_artefact import Hostile
from tests.small_model import name, put, small_model

VERSION = "2026.01.01-1"


@pytest.mark.parametrize("outside", ["../outside", "{folder}/outside"], ids=["relative", "absolute"])
def test_a_card_cannot_lead_out_of_its_folder(tmp_path: Path, outside: str) -> None:
    models = tmp_path / "models"
    put(small_model(), models)
    (tmp_path / "outside").mkdir()
    joblib.dump(Hostile(tmp_path / "trace"), tmp_path / "outside" / ARTEFACT)
    digest = sha256((tmp_path / "outside" / ARTEFACT).read_bytes()).hexdigest()
    _write_over(models, version=outside.format(folder=tmp_path), artefact_sha256=digest)

    assert f"{VERSION}/{CARD} is not a model card" in _complaint(models)
    assert not (tmp_path / "trace").exists()


def test_the_card_of_another_version_is_refused(tmp_path: Path) -> None:
    put(small_model(), tmp_path)
    put(small_model("2026.01.01-2"), tmp_path)
    (tmp_path / VERSION / CARD).write_bytes((tmp_path / "2026.01.01-2" / CARD).read_bytes())
    name(tmp_path, VERSION)

    assert _complaint(tmp_path) == (
        f"{VERSION}/{CARD} is the card of another version: put it back, or run `moderation rollback`"
    )


@pytest.mark.parametrize(
    ("field", "odd"),
    [
        ("version", 5),
        ("about", None),
        ("artefact_sha256", 0),
        ("made_at", 2026),
        ("environment", ["scikit-learn"]),
        ("environment", {"scikit-learn": 1.9}),
        ("attributes", "TOXICITY"),
        ("thresholds", [0.5]),
        ("thresholds", {"TOXICITY": "0.5"}),
        ("languages", {"en": "English"}),
        ("languages", ["en", None]),
        ("sources", [1]),
        ("sources", [{"licence": "CC0 1.0"}]),
        ("metrics", []),
        ("metrics", {"held": {"check rows": 0.1}}),
        ("metrics", {"held": {"check rows": {"any": 0.1}}}),
        ("metrics", {"learned_until": 2026}),
        ("limits", [[]]),
        ("parent", 1),
        ("networks", ["trunk.onnx"]),
        ("networks", {"trunk.onnx": 0}),
        ("networks", {"../../trunk.onnx": "0"}),
        ("origins", {"trunk.onnx": "a wheel"}),
        ("more", 1),
    ],
)
def test_a_card_with_a_field_of_another_kind_is_refused(tmp_path: Path, field: str, odd: object) -> None:
    put(small_model(), tmp_path)
    _write_over(tmp_path, **{field: odd})

    assert _complaint(tmp_path) == (
        f"{VERSION}/{CARD} is not a model card: put it back, or run `moderation rollback`"
    )


def test_a_network_that_only_the_card_knows_is_told(tmp_path: Path) -> None:
    put(small_model(), tmp_path)
    _write_over(tmp_path, networks={"more.onnx": "0"})

    with pytest.raises(ModelUnusableError, match=rf"^{VERSION}/more.onnx is missing: put it back"):
        read_whole(tmp_path, read_card(tmp_path, pointer_in(tmp_path)))


def _write_over(folder: Path, **fields: object) -> None:
    """Says so in the card of the model in the folder, and names that card in ``current``."""
    card = folder / VERSION / CARD
    card.write_text(json.dumps({**json.loads(card.read_text()), **fields}))
    name(folder, VERSION)


def _complaint(folder: Path) -> str:
    """What is said of the model in the folder, which is unusable."""
    with pytest.raises(ModelUnusableError) as told:
        current_model(folder)
    return str(told.value)
