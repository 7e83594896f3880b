"""How right the model in service is: ``MODERATION_CHECKS=FOLDER python -m benchmarks.quality``, on unseen comments.

The folder holds one folder for each set that is there; these sets may measure a model but not train one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.figures import Figure, keep, machine
from moderation.classifier.artefact import CURRENT, current_model
from moderation.classifier.model import Model
from moderation.domain.attributes import OFF_TOPIC
from moderation.settings import Settings
from moderation.training.corpora.checks import checks_in
from moderation.training.evaluate import figures, held, scores_of
from moderation.training.fit_topic import with_foreign
from moderation.training.measure import figure
from moderation.training.own_rows import own_rows
from moderation.training.rows import Row

CHECKOUT = Path(__file__).parent.parent


def main() -> None:
    """Measures the model in service on every set that is there and on our check rows; prints and keeps the figures."""
    settings = Settings.from_environment()
    promoted = settings.models_dir
    model, card = current_model(promoted if (promoted / CURRENT).exists() else settings.shipped_models_dir)
    sets = checks_in(Path(folder)) if (folder := os.environ.get("MODERATION_CHECKS")) else {}
    sets["check"] = own_rows(CHECKOUT / "training_data", "check")
    found = [each for name, rows in sets.items() for each in _measured(name, rows, model)]
    for each in found:
        print(each.line())
    print(keep("quality", found, model=card.version, machine=machine(), card_metrics=card.metrics))


def _measured(name: str, rows: list[Row], model: Model) -> Iterator[Figure]:
    """AUC with both ends of its interval, and the share that would be held."""
    scores = scores_of(model, rows)
    for attribute, by_source in figures(rows, scores).items():
        for got in by_source.values():
            yield from _with_interval(f"{name} {attribute} AUC", got)
    topical = [row for row in rows if row.article and not row.labels.get(OFF_TOPIC, 1.0)]
    if topical:
        pairs, labels, _ = with_foreign(model.topic.words, topical)
        likely = model.topic.probabilities(pairs)
        lengths = np.array([len(words) for words, _, _ in pairs])
        for called, (low, high) in {"": (0, 10**9), " under 80": (0, 80), " over 200": (200, 10**9)}.items():
            at = (lengths >= low) & (lengths < high)
            yield from _with_interval(
                f"{name} own/other article{called} AUC", figure(labels[at], likely[at]).as_json()
            )
    shares = held(scores, model.thresholds)
    yield Figure(f"{name} held for courtesy", 100 * shares["courtesy"], "%")
    yield Figure(f"{name} held as off topic", 100 * shares[OFF_TOPIC], "%")


def _with_interval(name: str, got: dict[str, float]) -> Iterator[Figure]:
    yield Figure(name, got["value"], "")
    yield Figure(f"{name}, low", got["low"], "")
    yield Figure(f"{name}, high", got["high"], "")


if __name__ == "__main__":
    main()
