"""Makes the network that tells what texts are about: the base encoder as it was published, in eight bits.

It was taught on a billion pairs of texts that belong together. A smaller one that learned to say what it says told
topics less well, and teaching it further on our few debates and threads changed nothing (docs/experiments.md).
"""

from __future__ import annotations

from pathlib import Path

from transformers import BertModel

from moderation.classifier.wordpieces import WordPieces
from moderation.training.encoder.export import exported_body
from moderation.training.encoder.weights import known_weights, origin_of
from moderation.training.taught import SENTENCES, Taught, write_taught


def sentence_network(work: Path) -> Taught:
    """The network, which is also kept in ``work``.

    Raises:
        WeightsMissingError: when the base weights cannot be used.
    """
    (work / SENTENCES).mkdir(parents=True, exist_ok=True)
    base = known_weights()
    body = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
    pieces = WordPieces((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    taught = Taught(exported_body(body), pieces, origin_of("as published, in eight bits"))
    write_taught(taught, work / SENTENCES)
    return taught
