"""Teaches an encoder from its base weights to one ONNX file, in a folder that also keeps how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path

import torch

from moderation.classifier.wordpieces import WordPieces
from moderation.training.encoder.course import PLAN, course
from moderation.training.encoder.examples import Example
from moderation.training.encoder.export import exported
from moderation.training.encoder.network import Network, narrow
from moderation.training.encoder.teaching import average, teach
from moderation.training.encoder.weights import known_weights, origin_of
from moderation.training.split import read_split
from moderation.training.taught import Taught, write_taught

_NOTES, _LAST = "notes.pt", "last.pt"
_AVERAGED = 2
"""The last of the wide network's epochs, whose weights are averaged."""
_INNER = 1216
"""Inner neurons of a layer of the 1,536 that the base has: as many as are quick enough."""
_SHOWN = 500
"""Examples at most by which the inner neurons that stay are chosen."""


def teach_encoder(corpora: Path, own: Path, work: Path, say: Callable[[str], None]) -> Taught:
    """An encoder taught on the part of the rows that is learned from; a run that was cut off goes on in ``work``.

    Raises:
        WeightsMissingError: when the base weights cannot be used.
    """
    work.mkdir(parents=True, exist_ok=True)
    base = known_weights()
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
    taught = Taught(
        exported(network), pieces, origin_of("fine-tuned whole, a fifth of its inner neurons out")
    )
    write_taught(taught, work)
    return taught


def _narrower(wide: Network, lesson: Sequence[Example]) -> Network:
    """A network that says nearly what the wide one says, with fewer inner neurons."""
    shown = [torch.from_numpy(each.ids)[None] for each in lesson[:: len(lesson) // _SHOWN + 1]]
    network = deepcopy(wide)
    narrow(network.body, _INNER, shown)
    return network
