"""The encoder as it is taught: a transformer, a line for each task over its pooled states, and marks on each piece."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import torch
from torch import nn
from transformers import BertModel

from moderation.classifier.network import on_every_core
from moderation.classifier.trunk import Trunk
from moderation.training.corpora.news import MARKS
from moderation.training.encoder.examples import TASKS


class Said(NamedTuple):
    """Log-odds of the tasks (texts × tasks) and of the marks (texts × pieces × kinds), and the states behind them."""

    tasks: torch.Tensor
    marks: torch.Tensor
    states: torch.Tensor


class Network(nn.Module):
    """A whole transformer, pieces in; ``peak`` is the highest rate at which it learns."""

    peak, follows = 8e-5, 0.0

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.body = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        width = self.body.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.tasks = nn.Linear(2 * width, len(TASKS))
        self.marks = nn.Linear(width, len(MARKS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> Said:
        """What it says of texts of pieces (both texts × pieces)."""
        states = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        pooled = _pooled(states, mask)
        return Said(self.tasks(self.dropout(pooled)), self.marks(self.dropout(states)), states)


class OnTrunk(nn.Module):
    """Upper layers of a network, which go on from where a trunk has read to."""

    def __init__(self, layers: Sequence[nn.Module], trunk: Trunk) -> None:
        super().__init__()
        self.layers = nn.ModuleList(deepcopy(list(layers)))
        for part in self.layers.modules():
            if isinstance(part, nn.Dropout):
                part.p = 0.0  # it has a teacher to follow, no labels to learn by heart
        self.trunk = trunk

    def below(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The trunk's states of texts of pieces (both texts × pieces), in eight bits as in service, each by itself."""
        lengths = mask.sum(1).tolist()
        texts = [row[:length] for row, length in zip(ids.tolist(), lengths, strict=True)]
        states = [torch.from_numpy(each) for each in on_every_core(self.trunk.states, texts)]
        return nn.utils.rnn.pad_sequence(states, batch_first=True)

    def above(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The states of the last of the layers, from those of the trunk (texts × pieces × width)."""
        unseen = (1.0 - mask.to(states.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            answer = layer(states, attention_mask=unseen)
            states = answer[0] if isinstance(answer, tuple) else answer
        return states


class Branch(OnTrunk):
    """The encoder's upper layers on a trunk, with the lines and marks over them.

    ``follows`` is what its teacher's states count beside its teacher's answers.
    """

    peak, follows = 8e-4, 1.0

    def __init__(self, network: Network, trunk: Trunk, below: int) -> None:
        super().__init__(network.body.encoder.layer[below:], trunk)
        self.tasks, self.marks = deepcopy(network.tasks), deepcopy(network.marks)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> Said:
        """What it says of texts of pieces (both texts × pieces)."""
        states = self.above(self.below(ids, mask), mask)
        return Said(self.tasks(_pooled(states, mask)), self.marks(states), states)


def _pooled(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean and maximum over the pieces, side by side: the mean tells the tone, the maximum a single word."""
    seen = mask.unsqueeze(-1).to(states.dtype)
    mean = (states * seen).sum(1) / seen.sum(1)
    most = (states - (1 - seen) * 1e4).max(1).values
    return torch.cat([mean, most], dim=-1)


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
