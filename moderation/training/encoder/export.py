"""Writes the taught encoder as one ONNX file with eight-bit weights, small and quick on a processor."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from moderation.training.encoder.network import Network

_OPSET = 17


class _OneText(nn.Module):
    """The network as the service asks it: the pieces of one text, none of them padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        tasks, marks = self.network(ids, torch.ones_like(ids))
        return tasks, marks


def exported(network: Network) -> bytes:
    """The network in ONNX: ``ids`` (1 × pieces) in, ``tasks`` (1 × tasks) and ``marks`` (1 × pieces × kinds) out."""
    network.eval()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            _OneText(network),
            (torch.ones((1, 8), dtype=torch.int64),),
            str(whole),
            input_names=["ids"],
            output_names=["tasks", "marks"],
            dynamic_axes={"ids": {1: "pieces"}, "marks": {1: "pieces"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
        return small.read_bytes()
