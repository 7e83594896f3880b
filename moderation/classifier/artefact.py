"""Keeps models on disk: ``<version>/model.joblib`` and its ``card.json``, and ``current`` naming one of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import cast

import joblib
import sklearn

from moderation.classifier.card import Card, card_from
from moderation.classifier.model import Model

CURRENT, CARD, ARTEFACT = "current", "card.json", "model.joblib"


class ModelUnusableError(Exception):
    """No model can be read; the message says why and what to do, for the operator."""


@dataclass(frozen=True)
class Pointer:
    """What ``current`` says: a version, and the digest of its card."""

    version: str
    card_sha256: str


def pointer_in(folder: Path) -> Pointer:
    """What the folder's ``current`` says.

    Raises:
        ModelUnusableError: when it is not there or says nothing readable.
    """
    with _explained("run `moderation promote` or put the file back"):
        fields = json.loads((folder / CURRENT).read_bytes())
        version, digest = str(fields["version"]), str(fields["card_sha256"])
        if Path(version).name != version or not version or version.startswith("."):
            raise ValueError("current names no version")
        return Pointer(version, digest)


def read_card(folder: Path, pointer: Pointer) -> Card:
    """The card that the pointer names, its digest verified."""
    file = folder / pointer.version / CARD
    with _explained("put the file back or run `moderation rollback`"):
        text = file.read_bytes()
        _demand(sha256(text).hexdigest() == pointer.card_sha256, f"{file} is not the card that current names")
        return card_from(text)


def read_model(folder: Path, card: Card) -> Model:
    """The model that the card describes: read once, verified in memory, and only then unpickled.

    Raises:
        ModelUnusableError: when the file is gone, is another one, or was made under another scikit-learn.
    """
    file = folder / card.version / ARTEFACT
    with _explained("put the file back or run `moderation rollback`"):
        artefact = file.read_bytes()
        _demand(
            sha256(artefact).hexdigest() == card.artefact_sha256,
            f"{file} is not the file that its card describes",
        )
    made_under = card.environment.get("scikit-learn")
    if made_under != sklearn.__version__:
        raise ModelUnusableError(
            f"model {card.version} was made under scikit-learn {made_under}, this is {sklearn.__version__}: "
            f"install that version, or train again with `moderation train`"
        )
    with _explained("train again with `moderation train` or run `moderation rollback`"):
        return cast(Model, joblib.load(BytesIO(artefact)))


def current_model(folder: Path) -> tuple[Model, Card]:
    """The model in service from this folder, and its card, everything verified."""
    card = read_card(folder, pointer_in(folder))
    return read_model(folder, card), card


def write_file(file: Path, text: bytes) -> None:
    """Writes a file so that a reader, or a crash, finds the old one or the new one whole."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with beside.open("wb") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def artefact_of(model: Model) -> bytes:
    """The model as the bytes of its file."""
    stream = BytesIO()
    joblib.dump(model, stream, compress=("zlib", 6))
    return stream.getvalue()


def _demand(holds: object, otherwise: str) -> None:
    """Raises ValueError unless it holds."""
    if not holds:
        raise ValueError(otherwise)


@contextmanager
def _explained(way_out: str) -> Iterator[None]:
    """Turns whatever goes wrong while reading into one sentence with the way out."""
    try:
        yield
    except Exception as error:
        raise ModelUnusableError(f"{str(error) or type(error).__name__}: {way_out}") from error
