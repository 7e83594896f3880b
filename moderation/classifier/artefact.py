"""Keeps models on disk: ``<version>/model.joblib``, its networks and ``card.json``, and ``current`` naming one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import joblib
import sklearn

from moderation.classifier.card import PLAIN_NAME, Card, card_from
from moderation.classifier.encoder import Encoder
from moderation.classifier.model import Model
from moderation.classifier.network import EncoderMissingError
from moderation.classifier.profiles import Profiler
from moderation.classifier.trunk import Trunk

CURRENT, CARD, ARTEFACT = "current", "card.json", "model.joblib"
TRUNK, ENCODER, SENTENCES = "trunk.onnx", "encoder.onnx", "sentences.onnx"
Part = TypeVar("Part", Trunk, Encoder, Profiler)
_TAKE_BACK = "run `moderation rollback`"


class ModelUnusableError(Exception):
    """No model can be read; the message says why and what to do, naming files as they lie in their folder.

    It is shown where nobody signed in, so it never tells where on this machine that folder is.
    """


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
    way_out = "run `moderation promote`"
    text = _content(folder, CURRENT, way_out)
    with _explained(f"{CURRENT} names no version: put it back, or {way_out}"):
        fields = json.loads(text)
        version, digest = str(fields["version"]), str(fields["card_sha256"])
        if not PLAIN_NAME.fullmatch(version):
            raise ValueError
        return Pointer(version, digest)


def read_card(folder: Path, pointer: Pointer) -> Card:
    """The card that the pointer names, its digest verified: only its own folder is read by what it says.

    Raises:
        ModelUnusableError: when it is gone, is another one, or is none.
    """
    name = f"{pointer.version}/{CARD}"
    text = _content(folder, name, _TAKE_BACK)
    if sha256(text).hexdigest() != pointer.card_sha256:
        raise ModelUnusableError(f"{name} is not the card that current names: put it back, or {_TAKE_BACK}")
    with _explained(f"{name} is not a model card: put it back, or {_TAKE_BACK}"):
        card = card_from(text)
    if card.version != pointer.version:
        raise ModelUnusableError(f"{name} is the card of another version: put it back, or {_TAKE_BACK}")
    return card


def read_model(folder: Path, card: Card) -> Model:
    """The model that the card describes: read once, verified in memory, and only then unpickled.

    Raises:
        ModelUnusableError: when the file is gone, is another one, or was made under another scikit-learn.
    """
    name = f"{card.version}/{ARTEFACT}"
    artefact = _described(folder, name, card.artefact_sha256)
    made_under = card.environment.get("scikit-learn")
    if made_under != sklearn.__version__:
        raise ModelUnusableError(
            f"model {card.version} was made under scikit-learn {made_under}, this is {sklearn.__version__}: "
            f"install that version, or train again with `moderation train`"
        )
    with _explained(f"{name} cannot be loaded here: train again with `moderation train`, or {_TAKE_BACK}"):
        model = joblib.load(BytesIO(artefact))
    if not isinstance(model, Model):
        raise ModelUnusableError(f"{name} holds no model: put the right file back, or {_TAKE_BACK}")
    return model


def with_members(model: Model, folder: Path, card: Card) -> tuple[Model, str | None]:
    """The model with its networks beside; where one cannot be had, without it, and the reason why.

    Raises:
        ModelUnusableError: when a network's file is there, but is not the one that the card describes.
    """
    heads = model.blend or model.near
    if not heads:
        return model, None
    files = {file: _network(folder, card, file) for file in (TRUNK, ENCODER, SENTENCES)}
    trunk = _made(files[TRUNK], lambda network: Trunk(network, heads.pieces))
    if isinstance(trunk, str):
        return model.fast_alone(), f"{trunk}; until then the fast member scores alone"
    lacking = []
    if model.blend:
        encoder = _made(files[ENCODER], lambda network: Encoder(network, trunk))
        lacking += (
            [f"{encoder}; until then the fast member scores courtesy alone"]
            if isinstance(encoder, str)
            else []
        )
        model = model.without_encoder() if isinstance(encoder, str) else replace(model, encoder=encoder)
    if model.near:
        profiler = _made(files[SENTENCES], lambda network: Profiler(network, trunk))
        lacking += (
            [f"{profiler}; until then topics are told by words alone"] if isinstance(profiler, str) else []
        )
        model = model.without_sentences() if isinstance(profiler, str) else replace(model, profiler=profiler)
    return model, "; ".join(lacking) or None


def _network(folder: Path, card: Card, file: str) -> bytes | str:
    """A network's file, or the reason why it cannot be had."""
    name, digest = f"{card.version}/{file}", card.networks.get(file)
    if digest is None:
        return (
            f"the card of {card.version} names no {file}: "
            f"train again, after `moderation rollback` if it is in service"
        )
    if not (folder / name).exists():
        return f"{name} is missing: put it back"
    return _described(folder, name, digest)


def _made(network: bytes | str, make: Callable[[bytes], Part]) -> Part | str:
    """What is made of a network, or the reason why it cannot be had."""
    if isinstance(network, str):
        return network
    try:
        return make(network)
    except EncoderMissingError as error:
        return str(error)


def read_whole(folder: Path, card: Card) -> tuple[Model, Mapping[str, bytes]]:
    """The model that the card describes with every member, and their networks by the names of their files.

    Raises:
        ModelUnusableError: when a part of it cannot be had.
    """
    model, lacking = with_members(read_model(folder, card), folder, card)
    if lacking:
        raise ModelUnusableError(lacking)
    return model, {
        file: _described(folder, f"{card.version}/{file}", digest) for file, digest in card.networks.items()
    }


def current_model(folder: Path) -> tuple[Model, Card]:
    """The model in service from this folder with all the members that can be had, and its card, all verified."""
    model, card, _ = current_members(folder)
    return model, card


def current_members(folder: Path) -> tuple[Model, Card, str | None]:
    """The same, and the reason why a member is lacking, if one is."""
    card = read_card(folder, pointer_in(folder))
    model, lacking = with_members(read_model(folder, card), folder, card)
    return model, card, lacking


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
    """The model as the bytes of its file, without the networks, which have their own."""
    stream = BytesIO()
    joblib.dump(replace(model, encoder=None, profiler=None), stream, compress=("zlib", 6))
    return stream.getvalue()


def _described(folder: Path, name: str, digest: str) -> bytes:
    """The bytes of a file that a card describes by its digest."""
    content = _content(folder, name, _TAKE_BACK)
    if sha256(content).hexdigest() != digest:
        raise ModelUnusableError(
            f"{name} is not the file that its card describes: put it back, or {_TAKE_BACK}"
        )
    return content


def _content(folder: Path, name: str, way_out: str) -> bytes:
    """The bytes of a file by its name in the models' folder."""
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError as error:
        raise ModelUnusableError(f"{name} is missing: put it back, or {way_out}") from error
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise ModelUnusableError(f"{name} cannot be read: let the service read it, or {way_out}") from error


@contextmanager
def _explained(sentence: str) -> Iterator[None]:
    """Turns whatever goes wrong with what was read into one sentence with the way out."""
    try:
        yield
    except Exception as error:
        raise ModelUnusableError(sentence) from error
