"""The encoder as it is taught: a transformer, a line for each task over its pooled states, and marks on each piece."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from moderation.training.corpora.news import MARKS
from moderation.training.encoder.examples import TASKS


class Network(nn.Module):
    """Pieces in, log-odds out: texts × tasks, and texts × pieces × kinds of marks."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.body = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        width = self.body.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.tasks = nn.Linear(2 * width, len(TASKS))
        self.marks = nn.Linear(width, len(MARKS))

    @property
    def layers(self) -> int:
        """How many layers the transformer has."""
        return len(self.body.encoder.layer)

    def shorten(self, layers: int) -> bool:
        """Takes off layers from the top until so many are left (Sajjad et al. 2020); whether there were more."""
        had = self.layers
        self.body.encoder.layer = self.body.encoder.layer[:layers]
        return self.layers < had

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Mean and maximum over the pieces, side by side: the mean tells the tone, the maximum a single word."""
        states = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        seen = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * seen).sum(1) / seen.sum(1)
        most = (states - (1 - seen) * 1e4).max(1).values
        return self.tasks(self.dropout(torch.cat([mean, most], dim=-1))), self.marks(self.dropout(states))


def loss_of(
    network: Network, ids: torch.Tensor, mask: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean log loss over the labels that are known, each in its weight, and the log-odds of the marks."""
    tasks, marks = network(ids, mask)
    losses = nn.functional.binary_cross_entropy_with_logits(tasks.float(), labels, reduction="none")
    return (losses * weights).sum() / weights.sum().clamp(min=1.0), marks.float()
