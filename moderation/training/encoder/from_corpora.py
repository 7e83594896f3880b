"""Teaches the networks from the base weights to ONNX files, in a folder that also keeps how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path

import torch
from transformers import BertModel

from moderation.classifier.artefact import ENCODER, SENTENCES, TRUNK
from moderation.classifier.trunk import Trunk
from moderation.classifier.wordpieces import WordPieces
from moderation.training.encoder.course import PLAN, course
from moderation.training.encoder.examples import Example
from moderation.training.encoder.export import exported_branch, exported_lower, exported_upper
from moderation.training.encoder.network import Branch, Network, narrow
from moderation.training.encoder.sentences import taught_upper, texts_of
from moderation.training.encoder.teaching import average, teach
from moderation.training.encoder.weights import known_weights, origin_of
from moderation.training.split import read_split
from moderation.training.taught import Taught, write_taught

_NOTES, _LAST, _BRANCH = "notes.pt", "last.pt", "branch.pt"
_EPOCHS, _AVERAGED = len(PLAN) - 2, 2
"""Epochs of the wide network, and the last of them, whose weights are averaged."""
_INNER = 1216
"""Inner neurons of a layer of the 1,536 that the base has: as many as are quick enough."""
_SHOWN = 500
"""Examples at most by which the inner neurons that stay are chosen."""
_TRUNK = 4
"""Layers of the base's six that both networks read through: with three a comment takes longer, five know too little."""
_BRANCH_EPOCHS = 3

Lessons = Callable[[int], Sequence[Example]]


def teach_networks(corpora: Path, own: Path, work: Path, say: Callable[[str], None]) -> Taught:
    """Networks taught on the part of the rows that is learned from; a run that was cut off goes on in ``work``.

    The sentence network is the base: taught on a billion pairs of texts that belong together, it tells topics better
    than whatever we taught (docs/experiments.md). Its lower layers are the trunk, one layer more learns to say what
    its upper ones say. The encoder is taught whole, narrowed, and then its upper layers learn to go on from the trunk.

    Raises:
        WeightsMissingError: when the base weights cannot be used.
    """
    work.mkdir(parents=True, exist_ok=True)
    base = known_weights()
    pieces = WordPieces((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    split = read_split(corpora, own)
    lessons = course(split.courtesy["learn"], corpora, pieces)
    body = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
    network = exported_lower(body, _TRUNK)
    trunk = Trunk(network, pieces)
    sentences = taught_upper(body, trunk, _TRUNK, texts_of(split), say=say)
    encoder = _narrowed(_wide(base, lessons, work, say), lessons, work, say)
    branch = Branch(encoder, trunk, _TRUNK)
    everything = lessons(_EPOCHS + 1)
    teach(
        branch, lambda _: everything, work / _BRANCH, epochs=_BRANCH_EPOCHS, say=say, teacher=encoder.eval()
    )
    taught = Taught(
        pieces,
        {
            TRUNK: network,
            ENCODER: exported_branch(branch),
            SENTENCES: exported_upper(sentences, body.config.hidden_size),
        },
        {
            TRUNK: origin_of("its lower four layers as published, in eight bits"),
            ENCODER: origin_of("fine-tuned whole, a fifth of its inner neurons out, two layers on the trunk"),
            SENTENCES: origin_of("one layer on the trunk that follows its upper two, in eight bits"),
        },
    )
    write_taught(taught, work)
    return taught


def _wide(base: Path, lessons: Lessons, work: Path, say: Callable[[str], None]) -> Network:
    """The whole encoder, with every inner neuron of the base."""
    wide = Network(base)
    teach(wide, lessons, work / _NOTES, epochs=_EPOCHS, say=say)
    average(wide, work / _NOTES, range(_EPOCHS)[-_AVERAGED:])
    return wide.eval()


def _narrowed(wide: Network, lessons: Lessons, work: Path, say: Callable[[str], None]) -> Network:
    """A network that says nearly what the wide one says, with fewer inner neurons."""
    lesson = lessons(_EPOCHS)
    shown = [torch.from_numpy(each.ids)[None] for each in lesson[:: len(lesson) // _SHOWN + 1]]
    network = deepcopy(wide)
    narrow(network.body, _INNER, shown)
    teach(network, lambda _: lesson, work / _LAST, epochs=1, say=say, teacher=wide)
    return network
