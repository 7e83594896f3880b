"""How fast, small and right the courtesy classifier is: ``make bench-courtesy``, ``ARGS=VERSION`` for another model.

Where MODERATION_CORPORA names a folder of training sources, and MODERATION_CHECKS one of sets that may only measure,
their figures are told too. What is slower than it should be on a busy machine says so in ``load_before``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the service does, before numpy is loaded

from benchmarks.courtesy_quality import quality
from benchmarks.courtesy_speed import speed
from benchmarks.figures import Figure, keep, machine
from moderation.classifier.artefact import (
    ARTEFACT,
    CURRENT,
    ENCODER,
    TRUNK,
    pointer_in,
    read_model,
    with_members,
)
from moderation.settings import Settings
from moderation.training.peers import peers
from moderation.training.promotion import found_card

OWN = Path(__file__).parent.parent / "training_data"
_MEGABYTE = 1e6


def main(words: list[str]) -> int:
    """Measure, print, keep; 1 when a target is missed."""
    settings = Settings.from_environment()
    folders = (settings.models_dir, settings.shipped_models_dir)
    in_service = folders[0] if (folders[0] / CURRENT).exists() else folders[1]
    version = words[0] if words else pointer_in(in_service).version
    facts = machine()
    figures: list[Figure] = []
    for figure in _measured(version, folders):
        print(figure.line(), flush=True)
        figures.append(figure)
    print(keep("courtesy", figures, machine=facts, model=version, peers=peers()[1], sources=_given()))
    return 1 if any(figure.is_short for figure in figures) else 0


def _measured(version: str, folders: tuple[Path, ...]) -> Iterator[Figure]:
    card, folder = found_card(version, folders)
    yield Figure("size, fast", (folder / version / ARTEFACT).stat().st_size / _MEGABYTE, "MB", most=30)
    networks = [folder / version / file for file in (TRUNK, ENCODER)]
    if all(network.exists() for network in networks):
        size = sum(network.stat().st_size for network in networks)
        yield Figure("size, encoder", size / _MEGABYTE, "MB", most=25)
    model, lacking = with_members(read_model(folder, card), folder, card)
    if lacking:
        print(f"Not every member is measured: {lacking}.", file=sys.stderr)
    yield from speed(folder, version, ("fast", "both") if "encoder" in model.members else ("fast",))
    yield from quality(model, OWN, _folder("MODERATION_CORPORA"), _folder("MODERATION_CHECKS"))


def _folder(variable: str) -> Path | None:
    """The folder that the environment names, if it names one."""
    return Path(said) if (said := os.environ.get(variable)) else None


def _given() -> list[str]:
    """Which folders were given; where they lie is nobody's business."""
    return [
        variable for variable in ("MODERATION_CORPORA", "MODERATION_CHECKS") if _folder(variable) is not None
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
