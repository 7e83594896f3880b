"""A transformer small enough for a test."""

from __future__ import annotations

import torch
from transformers import BertConfig, BertModel

from moderation.classifier.wordpieces import WordPieces


def tiny_body(pieces: WordPieces, layers: int, **settings: float) -> BertModel:
    """One of so many layers that knows nothing yet, and is the same each time."""
    torch.set_num_threads(1)  # so small a network only waits for a second thread
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(pieces.vocabulary),
        hidden_size=32,
        num_hidden_layers=layers,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
        **settings,
    )
    return BertModel(config, add_pooling_layer=False)
