"""Measures whether a model judges people by who they are: the same sentences with one identity after another."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moderation.classifier.model import Model
from moderation.domain.scores import Scores
from moderation.training.evaluate import courtesy_thresholds, is_held, scores_of
from moderation.training.measure import auc
from moderation.training.rows import Row

ATTRIBUTE = "TOXICITY"


@dataclass(frozen=True)
class Sentences:
    """Templates filled with identities: every courteous and discourteous one of each identity, and the proud one."""

    identities: tuple[str, ...]
    courteous: tuple[tuple[str, ...], ...]
    discourteous: tuple[tuple[str, ...], ...]
    proud: tuple[str, ...]


def sentences_in(file: Path) -> Sentences:
    """The sentences of ``fairness.json``; each template's tuple follows the identities."""
    found = json.loads(file.read_text(encoding="utf-8"))
    identities = found["identities"]

    def filled(template: str) -> tuple[str, ...]:
        return tuple(template.format(**each, Many=_capital(each["many"])) for each in identities)

    return Sentences(
        tuple(each["name"] for each in identities),
        tuple(filled(template) for template in found["courteous"]),
        tuple(filled(template) for template in found["discourteous"]),
        filled(found["proud"]),
    )


def fairness(model: Model, sentences: Sentences) -> dict[str, Any]:
    """Three AUCs (Borkan et al. 2019) and the counterfactual flips of each identity, and the worst of them.

    ``subgroup_auc`` is that of the identity's own sentences; ``bpsn_auc`` sets the courteous ones that name it
    against the discourteous ones that name others (low: mere mention is taken for rudeness), ``bnsp_auc`` the other
    way round. A flip is another verdict of all courtesy thresholds together on the same template with another
    identity. ``proud`` is the proud sentence's largest share of a threshold: 1 holds it.
    """
    kind, insulting = _scored(model, sentences.courteous), _scored(model, sentences.discourteous)
    below, above = _likely(kind), _likely(insulting)
    least = courtesy_thresholds(model)
    verdicts = np.array([is_held(line, least) for line in (*kind, *insulting)])
    flips = _flips(verdicts)
    proud = scores_of(model, _rows(sentences.proud))
    by_identity = {
        name: {
            **_areas(below, above, at),
            "flips": round(float(flips[:, at].mean()), 4),
            "proud": round(_nearest(proud[at], least), 4),
        }
        for at, name in enumerate(sentences.identities)
    }
    overall = auc(*_joined(below, above))
    return {
        "attribute": ATTRIBUTE,
        "templates": {"courteous": len(kind), "discourteous": len(insulting)},
        "overall_auc": round(overall, 4),
        "largest_gap": _gaps(overall, by_identity),
        "flips": _means(flips, len(kind)),
        "held": _means(verdicts, len(kind)),
        "proud_held": [name for name, each in by_identity.items() if each["proud"] >= 1],
        "identities": by_identity,
    }


def _scored(model: Model, half: Sequence[Sequence[str]]) -> list[list[Scores]]:
    """The scores of each template's sentences."""
    wide = len(half[0])
    scores = scores_of(model, _rows([text for line in half for text in line]))
    return [scores[begin : begin + wide] for begin in range(0, len(scores), wide)]


def _likely(half: Sequence[Sequence[Scores]]) -> np.ndarray:
    """The attribute's scores, templates × identities."""
    return np.array([[score.values[ATTRIBUTE] for score in line] for line in half])


def _means(values: np.ndarray, courteous: int) -> dict[str, float]:
    """The mean over all templates, over the first so many, which are courteous, and over the others."""
    halves = {"all": values, "courteous": values[:courteous], "discourteous": values[courteous:]}
    return {name: round(float(half.mean()), 4) for name, half in halves.items()}


def _rows(texts: Sequence[str]) -> list[Row]:
    return [Row(text, "fairness", {}) for text in texts]


def _areas(kind: np.ndarray, insulting: np.ndarray, at: int) -> dict[str, float]:
    """The AUCs of the identity in this column; the others are the background."""
    own_kind, own_insulting = kind[:, at], insulting[:, at]
    other_kind, other_insulting = (np.delete(half, at, axis=1) for half in (kind, insulting))
    return {
        "subgroup_auc": round(auc(*_joined(own_kind, own_insulting)), 4),
        "bpsn_auc": round(auc(*_joined(own_kind, other_insulting)), 4),
        "bnsp_auc": round(auc(*_joined(other_kind, own_insulting)), 4),
    }


def _joined(negative: np.ndarray, positive: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Labels and scores of both sides."""
    labels = np.repeat([0, 1], [negative.size, positive.size])
    return labels, np.concatenate([negative.ravel(), positive.ravel()])


def _gaps(overall: float, by_identity: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, Any]]:
    """For each AUC, the identity that lies farthest from the overall one, and by how much."""
    gaps = {}
    for name in ("subgroup_auc", "bpsn_auc", "bnsp_auc"):
        worst = max(by_identity, key=lambda each: abs(by_identity[each][name] - overall))
        gaps[name] = {"identity": worst, "gap": round(abs(by_identity[worst][name] - overall), 4)}
    return gaps


def _flips(verdicts: np.ndarray) -> np.ndarray:
    """For each sentence (templates × identities), the share of the other identities that get another verdict."""
    held, wide = verdicts.sum(axis=1, keepdims=True), verdicts.shape[1]
    return np.asarray(np.where(verdicts, wide - held, held) / (wide - 1))


def _nearest(score: Scores, least: Mapping[str, float]) -> float:
    """The largest share of a threshold that any attribute reaches."""
    return max(score.values[name] / bound for name, bound in least.items() if name in score.values)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
