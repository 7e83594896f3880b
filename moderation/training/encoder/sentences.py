"""Writes the network that tells what texts are about: the base encoder as it was published, for one text at a time."""

from __future__ import annotations

from pathlib import Path

from transformers import BertModel

from moderation.classifier.wordpieces import WordPieces
from moderation.training.encoder.export import exported_body
from moderation.training.encoder.weights import base_weights, origin_of
from moderation.training.taught import SENTENCES, Taught, write_taught


def export_sentences(work: Path) -> Taught:
    """The network, which is also kept in ``work``.

    Raises:
        WeightsMissingError: when the base weights cannot be used.
    """
    base = base_weights()
    body = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
    pieces = WordPieces((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    taught = Taught(exported_body(body), pieces, origin_of("as published, in eight bits"))
    write_taught(taught, work / SENTENCES)
    return taught
