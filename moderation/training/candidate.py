"""Turns a trained model into a candidate on disk: artefact and card under its version."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import scipy
import sklearn

from moderation.classifier.artefact import ARTEFACT, CARD, artefact_of, write_file
from moderation.classifier.blend import LIKELY_TO_REJECT
from moderation.classifier.card import Card
from moderation.classifier.model import Model
from moderation.domain.attributes import OFF_TOPIC

LIMITS = (
    "Knows English only; other languages are refused, not guessed at.",
    "Irony, allusion and contempt between the lines pass it; condescension and dismissal in clean words often do.",
    "Most rows for calibration are Wikipedia talk pages; on a news site the share that is held will differ.",
    "Half of what it learned about courtesy in clean words was written by language models, not by readers.",
    "Writes in dialect and words of groups that are often attacked may score higher than they deserve.",
    "Without the encoder the fast member scores courtesy alone: it looks at words and their pieces, and finds less.",
    "OFF_TOPIC tells strays well where comments are long and articles have a text; under a bare title many pass.",
    "Criticism of the article, its author or the moderation passes OFF_TOPIC; metrics.topic.kinds has the shares.",
    "Without the sentence member topics are told by words alone, and far fewer strays are found.",
    "SPAM knows adverts by how they are worded; quiet ones pass, and campaigns are found by their copies.",
    "Send high scores to a person, never straight to rejection.",
)


@dataclass(frozen=True)
class Candidate:
    """A trained model with what its card will say of it."""

    model: Model
    about: str
    sources: Sequence[Mapping[str, Any]]
    metrics: Mapping[str, Any]
    parent: str | None = None
    networks: Mapping[str, bytes] = field(default_factory=dict)
    origins: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def new_version(*folders: Path) -> str:
    """The first version of the day that none of the folders has: ``2026.11.22-1``, then ``-2``."""
    day = f"{datetime.now(UTC):%Y.%m.%d}"
    taken = {place.name for folder in folders for place in folder.glob(f"{day}-*")}
    return next(version for number in count(1) if (version := f"{day}-{number}") not in taken)


def write_candidate(candidate: Candidate, folder: Path) -> Card:
    """Writes the model, its networks and its card under the folder; nothing is put in service by that."""
    model = candidate.model
    artefact = artefact_of(model)
    card = Card(
        version=model.version,
        about=candidate.about,
        artefact_sha256=sha256(artefact).hexdigest(),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        environment={
            "python": platform.python_version(),
            "scikit-learn": sklearn.__version__,
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        attributes=(
            *model.courtesy.attributes,
            *([LIKELY_TO_REJECT] if model.rejection else []),
            *(model.spam.attributes if model.spam else []),
            OFF_TOPIC,
        ),
        thresholds=dict(model.thresholds),
        languages=("en",),
        sources=tuple(candidate.sources),
        metrics=candidate.metrics,
        limits=LIMITS,
        parent=candidate.parent,
        networks={file: sha256(network).hexdigest() for file, network in candidate.networks.items()},
        origins=candidate.origins,
    )
    place = folder / model.version
    place.mkdir(parents=True)
    write_file(place / ARTEFACT, artefact)
    for file, network in candidate.networks.items():
        write_file(place / file, network)
    write_file(place / CARD, card.as_json())
    return card
