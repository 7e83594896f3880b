"""What a card says about quality, measured on rows that the model never learned from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from moderation.classifier.model import Model
from moderation.training.contrast import contrast, pairs_in
from moderation.training.disguises import disguised
from moderation.training.evaluate import figures, held, measured, scores_of
from moderation.training.evidence_quality import evidence_quality
from moderation.training.fairness import fairness, sentences_in
from moderation.training.report import METHOD, TRIAL
from moderation.training.spam_quality import spam_quality
from moderation.training.split import Split
from moderation.training.topic_quality import debates_in, topic_quality


def card_metrics(model: Model, split: Split, corpora: Path, own: Path) -> dict[str, Any]:
    """Held-out corpora, our check rows and pairs, fairness, disguises, evidence, and what would be held."""
    test = split.courtesy["test"]
    scores, check = scores_of(model, test.rows), scores_of(model, split.check)
    natural = [score for row, score in zip(test.rows, scores, strict=True) if row.natural]
    debates = [row for row in split.topical["test"] if row.source == "nyt"]
    return {
        "auc": figures(test.rows, scores),
        "auc_check": figures(split.check, check),
        "held": {
            "wiki at its natural prior": held(natural, model.thresholds),
            "debates, on topic and let through": held(scores_of(model, debates), model.thresholds),
            "check rows": held(check, model.thresholds),
        },
        "measured": [each for each in measured(test.rows, scores, {}) if each["length"] == "all"],
        **_beside(model, split, corpora, own),
        "method": METHOD,
    }


def _beside(model: Model, split: Split, corpora: Path, own: Path) -> dict[str, Any]:
    """What is measured on rows made for that."""
    fair = fairness(model, sentences_in(own / "fairness.json"))
    insults = [*split.check, *(row for row in split.courtesy["test"].rows if row.source == "own")]
    return {
        "topic": topic_quality(model, debates_in(split.topical["test"]), own),
        "spam": spam_quality(model, own),
        "contrast": contrast(model, pairs_in(own / "contrast.jsonl")),
        "fairness": fair,
        "disguises": disguised(model, insults),
        "evidence": evidence_quality(model, corpora / TRIAL) if (corpora / TRIAL).exists() else None,
    }
