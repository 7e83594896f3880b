"""Streams of comments like those a site gets, put together from rows that nothing was learned from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from moderation.training.calibrate import natural_weights
from moderation.training.rows import Row

NEWS_PRIOR = 0.08
"""The share of Civil Comments that at least half of the raters called toxic (Borkan et al. 2019)."""
_TOXIC = 0.65
_IN_NEWS = {"TOXICITY", "DISCOURTESY"}
"""What the stream of news is labelled for throughout."""


def talk(rows: Sequence[Row]) -> list[Row]:
    """Wikipedia talk pages as they come: rows that were drawn without looking at a label."""
    return [row for row in rows if row.natural and row.source != "civil_comments_all"]


def news(rows: Sequence[Row]) -> list[Row]:
    """A stream like a news site's: comments that moderators let through, and toxic ones at their natural prior."""
    fine = [row for row in rows if row.source == "nyt_civil"]
    rude = [row for row in rows if row.source == "civil_comments" and row.labels["TOXICITY"] >= _TOXIC]
    return fine + rude[: round(len(fine) * NEWS_PRIOR / (1 - NEWS_PRIOR))]


def natural_sample(
    attribute: str, rows: Sequence[Row], priors: Mapping[str, float]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places, labels and weights of the rows that stand for nature: talk pages, and beside them a stream of news."""
    of_talk = [at for at, row in enumerate(rows) if row.source.startswith("wiki")]
    # What is milder than TOXICITY is commoner too, but here its sure rows are the toxic ones.
    priors = {**priors, attribute: min(priors[attribute], priors["TOXICITY"])}
    weights = natural_weights(attribute, [rows[at].labels for at in of_talk], priors)
    streamed = {id(row) for row in news(rows)}
    of_news = [at for at, row in enumerate(rows) if id(row) in streamed and attribute in row.labels]
    share = weights.sum() / max(1, len(of_news)) if attribute in _IN_NEWS else 0.0
    used = np.array([*of_talk, *of_news], dtype=int)
    weights = np.concatenate([weights, np.full(len(of_news), share)])
    labels = np.array([rows[at].labels.get(attribute, 0.0) for at in used])
    kept = weights > 0
    return used[kept], labels[kept], weights[kept]
