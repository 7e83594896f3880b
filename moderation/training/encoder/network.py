"""The encoder as it is taught: a transformer, a line for each task over its pooled states, and marks on each piece."""

from __future__ import annotations

from collections.abc import Sequence
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


def narrow(body: BertModel, inner: int, shown: Sequence[torch.Tensor]) -> None:
    """Keeps so many inner neurons in each layer: those by which its output varies most over the ``shown`` pieces.

    What the others give on average stays as part of the bias (the magnitude of Han et al. 2015, on outputs).
    """
    given: list[list[torch.Tensor]] = [[] for _ in body.encoder.layer]
    watches = [
        layer.output.dense.register_forward_pre_hook(lambda _, states, kept=kept: kept.append(states[0][0]))
        for layer, kept in zip(body.encoder.layer, given, strict=True)
    ]
    with torch.no_grad():
        for ids in shown:
            body(input_ids=ids, attention_mask=torch.ones_like(ids))
    for watch in watches:
        watch.remove()
    for layer, kept in zip(body.encoder.layer, given, strict=True):
        _narrow(layer, inner, torch.cat(kept))


def _narrow(layer: nn.Module, inner: int, given: torch.Tensor) -> None:
    """Takes inner neurons out of one layer; ``given`` is what they gave, pieces × neurons."""
    into, out_of = layer.intermediate.dense, layer.output.dense
    varies = given.var(0) * out_of.weight.detach().pow(2).sum(0)
    kept = torch.zeros(len(varies), dtype=torch.bool)
    kept[varies.topk(inner).indices] = True
    with torch.no_grad():
        out_of.bias += out_of.weight[:, ~kept] @ given.mean(0)[~kept]
    for dense, name, weight in (
        (into, "out_features", into.weight[kept]),
        (out_of, "in_features", out_of.weight[:, kept]),
    ):
        dense.weight = nn.Parameter(weight.detach().clone())
        setattr(dense, name, inner)
    into.bias = nn.Parameter(into.bias.detach()[kept].clone())
