"""The card: what a model is, which file it is, and under which versions it may be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Card:
    """Everything said about a model; ``artefact_sha256`` and ``networks`` (a digest by file) tie it to its files.

    ``metrics``, ``sources`` and ``origins`` (where a network's base weights come from) are for people (docs/models.md
    explains them); the service reads only the version,
    the digests, the languages and the scikit-learn version.
    """

    version: str
    about: str
    artefact_sha256: str
    made_at: str
    environment: Mapping[str, str]
    attributes: tuple[str, ...]
    thresholds: Mapping[str, float]
    languages: tuple[str, ...]
    sources: tuple[Mapping[str, Any], ...]
    metrics: Mapping[str, Any]
    limits: tuple[str, ...]
    parent: str | None = None
    networks: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """The card's file: sorted, indented, the same bytes for the same card."""
        return (json.dumps(asdict(self), indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def card_from(text: bytes) -> Card:
    """The card in a file's bytes.

    Raises:
        ValueError: when it is no card.
    """
    try:
        fields = json.loads(text)
        listed = {name: tuple(fields[name]) for name in ("attributes", "languages", "sources", "limits")}
        return Card(**{**fields, **listed})
    except (TypeError, KeyError) as error:
        raise ValueError(f"not a model card: {error}") from error
