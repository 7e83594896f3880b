"""Measures a model on minimal pairs: nearly the same words twice, one comment discourteous and its twin not."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moderation.classifier.model import Model
from moderation.domain.scores import Scores
from moderation.training.evaluate import courtesy_thresholds, is_held, scores_of
from moderation.training.measure import mean_figure
from moderation.training.rows import Row

RANKED_BY = ("TOXICITY", "DISCOURTESY")
"""The attributes that must be higher on the discourteous twin, as far as the model has them."""


@dataclass(frozen=True)
class Pair:
    """Two twins, and what parts them, such as "negation"."""

    name: str
    function: str
    discourteous: Row
    courteous: Row


def pairs_in(file: Path) -> list[Pair]:
    """The pairs of ``contrast.jsonl``: rows whose note ends in the same mark, the discourteous one told by its labels.

    Raises:
        ValueError: when a pair is not one discourteous comment and one that is not.
    """
    twins: dict[tuple[str, str], dict[bool, Row]] = defaultdict(dict)
    for line in file.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        function, _, mark = found["note"].rpartition("; ")
        labels = {name: float(label) for name, label in found["labels"].items() if label is not None}
        rude = any(labels.get(name, 0.0) for name in RANKED_BY)
        twins[mark, function][rude] = Row(found["text"], "contrast", labels, group=mark)
    lonely = [mark for (mark, _), rows in twins.items() if len(rows) != 2]
    if lonely:
        raise ValueError(f"not one discourteous and one courteous comment each: {', '.join(lonely)}")
    return [Pair(mark, function, rows[True], rows[False]) for (mark, function), rows in twins.items()]


def rows_of(pairs: Sequence[Pair]) -> list[Row]:
    """Both twins of every pair."""
    return [row for pair in pairs for row in (pair.discourteous, pair.courteous)]


def contrast(model: Model, pairs: Sequence[Pair]) -> dict[str, Any]:
    """The share of pairs with both twins right, and with the right order, in all and for each function.

    ``right``: at the model's thresholds some courtesy attribute holds the discourteous twin, and none the other; where
    the courteous twin swears too (in joy, say), PROFANITY is right about it, and is asked of neither. ``ranked_by``:
    the discourteous twin scores higher.
    """
    rude, kind = (
        scores_of(model, rows)
        for rows in ([pair.discourteous for pair in pairs], [pair.courteous for pair in pairs])
    )
    answers = _answers(model, pairs, rude, kind)
    functions = sorted({pair.function for pair in pairs})
    within = {name: np.array([pair.function == name for pair in pairs]) for name in functions}
    return {
        "pairs": len(pairs),
        **{name: mean_figure(right).as_json() for name, right in answers.items()},
        "held": {
            "discourteous": round(float(is_held(rude, courtesy_thresholds(model)).mean()), 4),
            "courteous": round(float(is_held(kind, courtesy_thresholds(model)).mean()), 4),
        },
        "functions": {
            name: {"pairs": int(at.sum())}
            | {each: round(float(right[at].mean()), 4) for each, right in answers.items()}
            for name, at in within.items()
        },
    }


def _answers(
    model: Model, pairs: Sequence[Pair], rude: Sequence[Scores], kind: Sequence[Scores]
) -> dict[str, np.ndarray]:
    """For each way of being right, 1 or 0 a pair."""
    least = courtesy_thresholds(model)
    right = is_held(rude, least) & ~is_held(kind, least)
    clean = {name: bound for name, bound in least.items() if name != "PROFANITY"}
    swearing = np.array([pair.courteous.labels.get("PROFANITY", 0.0) > 0 for pair in pairs])
    without = is_held(rude, clean) & ~is_held(kind, clean)
    higher = {
        name: np.array(
            [one.values[name] > other.values[name] for one, other in zip(rude, kind, strict=True)], dtype=bool
        )
        for name in RANKED_BY
        if name in rude[0].values
    }
    ranked = {f"ranked_by_{name.lower()}": found.astype(float) for name, found in higher.items()}
    return {
        "right": np.where(swearing, without, right).astype(float),
        **ranked,
    }
