"""The taught networks as a folder keeps them: their files, the pieces they read, and where their weights come from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moderation.classifier.artefact import ENCODER, SENTENCES, TRUNK, write_file
from moderation.classifier.encoder import Encoder
from moderation.classifier.profiles import Profiler
from moderation.classifier.trunk import Trunk
from moderation.classifier.wordpieces import WordPieces

_PIECES, _ORIGINS = "pieces.json", "origins.json"


@dataclass(frozen=True)
class Taught:
    """The networks as their files' bytes, the pieces that the trunk reads, and what the card says of each file."""

    pieces: WordPieces
    networks: Mapping[str, bytes]
    origins: Mapping[str, Mapping[str, Any]]

    def trunk(self) -> Trunk:
        """The trunk at work."""
        return Trunk(self.networks[TRUNK], self.pieces)

    def encoder(self) -> Encoder:
        """The encoder at work, on a trunk of its own."""
        return Encoder(self.networks[ENCODER], self.trunk())

    def profiler(self) -> Profiler:
        """What tells what texts are about, on a trunk of its own."""
        return Profiler(self.networks[SENTENCES], self.trunk())


def write_taught(taught: Taught, folder: Path) -> None:
    """Writes the files; the networks last, so that where they are, the others are."""
    write_file(folder / _PIECES, json.dumps(taught.pieces.vocabulary, ensure_ascii=False).encode())
    write_file(folder / _ORIGINS, (json.dumps(taught.origins, indent=2) + "\n").encode())
    for file, network in taught.networks.items():
        write_file(folder / file, network)


def read_taught(folder: Path) -> Taught | None:
    """What ``write_taught`` wrote there; None where not every network was finished."""
    files = (TRUNK, ENCODER, SENTENCES)
    if not all((folder / file).exists() for file in files):
        return None
    return Taught(
        WordPieces(json.loads((folder / _PIECES).read_text(encoding="utf-8"))),
        {file: (folder / file).read_bytes() for file in files},
        json.loads((folder / _ORIGINS).read_text(encoding="utf-8")),
    )
