"""Measures how well adverts are told from fair comments that look like them, on our own check rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from moderation.classifier.model import Model
from moderation.training.evaluate import scores_of
from moderation.training.fit_spam import SPAM, with_real_names
from moderation.training.measure import figure, mean_figure
from moderation.training.own_rows import own_rows


def spam_quality(model: Model, own: Path) -> dict[str, Any] | None:
    """The AUC, and the share held of each kind of rows; None for a model that does not tell advertising.

    Addresses that nobody can own are asked as real ones.
    """
    if model.spam is None:
        return None
    rows = [with_real_names(row) for row in own_rows(own, "topic_check") if SPAM in row.labels]
    scores = np.array([score.values[SPAM] for score in scores_of(model, rows)])
    held = (scores >= model.thresholds[SPAM]).astype(float)
    kinds = np.array([row.note for row in rows])
    return {
        "auc": figure(np.array([row.labels[SPAM] for row in rows]), scores).as_json(),
        "held": {kind: mean_figure(held[kinds == kind]).as_json() for kind in sorted(set(kinds.tolist()))},
    }
