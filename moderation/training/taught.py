"""A taught encoder as a folder keeps it: its network, the pieces it reads, and where its base weights come from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moderation.classifier.artefact import ENCODER, write_file
from moderation.classifier.encoder import Encoder
from moderation.classifier.profiles import Profiler
from moderation.classifier.wordpieces import WordPieces

_PIECES, _ORIGIN = "pieces.json", "origin.json"
SENTENCES = "sentences"
"""The folder, beside the taught encoder, of the network that tells what texts are about."""


@dataclass(frozen=True)
class Taught:
    """A taught encoder: its network as a file's bytes, the pieces it reads, and what its card says of it."""

    network: bytes
    pieces: WordPieces
    origin: Mapping[str, Any]

    def encoder(self) -> Encoder:
        """The encoder at work."""
        return Encoder(self.network, self.pieces)

    def profiler(self) -> Profiler:
        """The same where it is the network that tells what texts are about."""
        return Profiler(self.network, self.pieces)


def write_taught(taught: Taught, folder: Path) -> None:
    """Writes the three files; the network last, so that where it is, the others are."""
    write_file(folder / _PIECES, json.dumps(taught.pieces.vocabulary, ensure_ascii=False).encode())
    write_file(folder / _ORIGIN, (json.dumps(dict(taught.origin), indent=2) + "\n").encode())
    write_file(folder / ENCODER, taught.network)


def read_taught(folder: Path) -> Taught | None:
    """What ``write_taught`` wrote there; None where no encoder was finished."""
    if not (folder / ENCODER).exists():
        return None
    pieces = WordPieces(json.loads((folder / _PIECES).read_text(encoding="utf-8")))
    origin = json.loads((folder / _ORIGIN).read_text(encoding="utf-8"))
    return Taught((folder / ENCODER).read_bytes(), pieces, origin)
