"""Writes networks as ONNX files with eight-bit weights, small and quick on a processor."""

from __future__ import annotations

import math
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import BertModel

from moderation.training.encoder.network import Branch, OnTrunk

_OPSET = 17


class Layers(nn.Module):
    """Some layers of a transformer as the service asks them: the states of one text's pieces, none of them padding.

    They say the same as in their model with a sixth less work: what makes queries, keys and values is one matrix, so
    that its input is put into eight bits once and not three times, and nothing is masked.
    """

    def __init__(self, layers: Sequence[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.projections = nn.ModuleList(_projection(layer.attention.self) for layer in layers)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """The state of each piece (pieces × width) after the last of the layers."""
        for layer, projection in zip(self.layers, self.projections, strict=True):
            heads = layer.attention.self.num_attention_heads
            seen = _attended(projection(states), states.shape[0], states.shape[1], heads)
            states = layer.attention.output.LayerNorm(layer.attention.output.dense(seen) + states)
            wide = nn.functional.gelu(layer.intermediate.dense(states))
            states = layer.output.LayerNorm(layer.output.dense(wide) + states)
        return states


def _attended(projected: torch.Tensor, pieces: int, width: int, heads: int) -> torch.Tensor:
    """What each piece takes from all others, every head for itself."""
    queries, keys, values = (
        part.view(pieces, heads, width // heads) for part in projected.split(width, dim=-1)
    )
    shares = torch.softmax(queries.transpose(0, 1) @ keys.permute(1, 2, 0), dim=-1)
    return (shares @ values.transpose(0, 1)).transpose(0, 1).reshape(pieces, width)


class Lower(nn.Module):
    """The lower layers of a transformer with what puts pieces into states."""

    def __init__(self, body: BertModel, layers: int) -> None:
        super().__init__()
        self.embed = body.embeddings
        self.layers = Layers(body.encoder.layer[:layers])

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """The state of each piece (pieces × width), for one text (1 × pieces)."""
        states = self.embed.LayerNorm(
            self.embed.word_embeddings(ids[0])
            + self.embed.position_embeddings(torch.arange(ids.shape[1]))
            + self.embed.token_type_embeddings.weight[0]
        )
        return self.layers(states)


class Reader(nn.Module):
    """The layers of a branch, and what is read off their states."""

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.layers = Layers(list(branch.layers))
        self.tasks, self.marks = branch.tasks, branch.marks

    def forward(self, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Log-odds of the tasks (1 × tasks) and of the marks (1 × pieces × kinds)."""
        states = self.layers(states)
        pooled = torch.cat([states.mean(0, keepdim=True), states.max(0, keepdim=True).values], dim=-1)
        return self.tasks(pooled), self.marks(states).unsqueeze(0)


def exported_branch(branch: Branch) -> bytes:
    """A branch in ONNX: ``below`` (pieces × width) in, ``tasks`` (1 × tasks), ``marks`` (1 × pieces × kinds) out."""
    return _on_states(Reader(branch), branch.tasks.in_features // 2, {"tasks": {}, "marks": {1: "pieces"}})


def exported_lower(body: BertModel, layers: int) -> bytes:
    """So many lower layers of a transformer in ONNX: ``ids`` (1 × pieces) in, ``states`` (pieces × width) out."""
    ids = torch.ones((1, 8), dtype=torch.int64)
    return _in_eight_bits(Lower(body, layers), ids, {"ids": {1: "pieces"}, "states": {0: "pieces"}})


def exported_upper(upper: OnTrunk, width: int) -> bytes:
    """Layers over those in ONNX: ``below`` (pieces × width) in, ``states`` (pieces × width) out."""
    return _on_states(Layers(list(upper.layers)), width, {"states": {0: "pieces"}})


def _on_states(network: nn.Module, width: int, outputs: Mapping[str, Mapping[int, str]]) -> bytes:
    """A network of one text's states as a file's bytes."""
    return _in_eight_bits(network, torch.ones((8, width)), {"below": {0: "pieces"}, **outputs})


def _in_eight_bits(network: nn.Module, given: torch.Tensor, named: Mapping[str, Mapping[int, str]]) -> bytes:
    """A network of one text as a file's bytes.

    ``named`` are its input, which ``given`` is an example of, and its outputs: which of their dimensions are as long
    as the text.
    """
    first, *outputs = named
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            network.eval(),
            (given,),
            str(whole),
            input_names=[first],
            output_names=outputs,
            dynamic_axes={name: dict(axes) for name, axes in named.items() if axes},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
        return small.read_bytes()


def _projection(attention: Any) -> nn.Linear:
    """One matrix for queries, keys and values; the queries are scaled already."""
    parts = (attention.query, attention.key, attention.value)
    scale = 1 / math.sqrt(attention.attention_head_size)
    joined = nn.Linear(parts[0].in_features, sum(part.out_features for part in parts))
    with torch.no_grad():
        joined.weight.copy_(torch.cat([parts[0].weight * scale, parts[1].weight, parts[2].weight]))
        joined.bias.copy_(torch.cat([parts[0].bias * scale, parts[1].bias, parts[2].bias]))
    return joined
