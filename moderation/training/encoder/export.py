"""Writes the taught encoder as one ONNX file with eight-bit weights, small and quick on a processor."""

from __future__ import annotations

import math
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import BertModel

from moderation.training.encoder.network import Network

_OPSET = 17


class OneBody(nn.Module):
    """The transformer as the service asks it: the pieces of one text, none of them padding.

    It says the same as its model with a sixth less work: what makes queries, keys and values is one matrix, so that
    its input is put into eight bits once and not three times, and nothing is masked.
    """

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        self.body = body
        self.heads = body.config.num_attention_heads
        self.width = body.config.hidden_size
        self.projections = nn.ModuleList(_projection(layer.attention.self) for layer in body.encoder.layer)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """The state of each piece (pieces × width)."""
        embed = self.body.embeddings
        places = torch.arange(ids.shape[1])
        states = embed.LayerNorm(
            embed.word_embeddings(ids[0])
            + embed.position_embeddings(places)
            + embed.token_type_embeddings.weight[0]
        )
        for layer, projection in zip(self.body.encoder.layer, self.projections, strict=True):
            seen = self._attended(projection(states), ids.shape[1])
            states = layer.attention.output.LayerNorm(layer.attention.output.dense(seen) + states)
            wide = nn.functional.gelu(layer.intermediate.dense(states))
            states = layer.output.LayerNorm(layer.output.dense(wide) + states)
        return states

    def _attended(self, projected: torch.Tensor, pieces: int) -> torch.Tensor:
        """What each piece takes from all others, every head for itself."""
        size = self.width // self.heads
        queries, keys, values = (
            part.view(pieces, self.heads, size) for part in projected.split(self.width, dim=-1)
        )
        shares = torch.softmax(queries.transpose(0, 1) @ keys.permute(1, 2, 0), dim=-1)
        return (shares @ values.transpose(0, 1)).transpose(0, 1).reshape(pieces, self.width)


class OneText(nn.Module):
    """A whole network for one text: the transformer, and what is read off its states."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.body = OneBody(network.body)

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Log-odds of the tasks (1 × tasks) and of the marks (1 × pieces × kinds)."""
        states = self.body(ids)
        pooled = torch.cat([states.mean(0, keepdim=True), states.max(0, keepdim=True).values], dim=-1)
        return self.network.tasks(pooled), self.network.marks(states).unsqueeze(0)


def exported(network: Network) -> bytes:
    """The network in ONNX: ``ids`` (1 × pieces) in, ``tasks`` (1 × tasks) and ``marks`` (1 × pieces × kinds) out."""
    return _in_eight_bits(OneText(network.eval()), {"tasks": {}, "marks": {1: "pieces"}})


def exported_body(body: BertModel) -> bytes:
    """A transformer by itself in ONNX: ``ids`` (1 × pieces) in, ``states`` (pieces × width) out."""
    return _in_eight_bits(OneBody(body.eval()), {"states": {0: "pieces"}})


def _in_eight_bits(network: nn.Module, outputs: Mapping[str, Mapping[int, str]]) -> bytes:
    """A network of one text as a file's bytes; ``outputs`` tells which of their dimensions are as long as the text."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            network,
            (torch.ones((1, 8), dtype=torch.int64),),
            str(whole),
            input_names=["ids"],
            output_names=list(outputs),
            dynamic_axes={
                "ids": {1: "pieces"},
                **{name: dict(axes) for name, axes in outputs.items() if axes},
            },
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
