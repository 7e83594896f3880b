"""How right a model is, as figures with targets: pairs, evidence, disguises, fairness, and others' sets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.figures import Figure
from moderation.classifier.model import Model
from moderation.training.contrast import contrast, pairs_in
from moderation.training.disguises import disguised, new_holds
from moderation.training.evaluate import scores_of, seen
from moderation.training.evidence_quality import evidence_quality
from moderation.training.fairness import fairness, sentences_in
from moderation.training.measure import auc
from moderation.training.own_rows import own_rows
from moderation.training.peers import peers
from moderation.training.report import CLEAN, TRIAL, Sets, sets_of
from moderation.training.rows import Row

_RIVAL = "alt-profanity-check"
_ASKED = "TOXICITY"


def quality(model: Model, own: Path, corpora: Path | None, checks: Path | None) -> Iterator[Figure]:
    """The figures that the rows there are allow: ours always, others where their folders are given."""
    sets = sets_of(own, corpora, checks)
    pairs = contrast(model, pairs_in(own / "contrast.jsonl"))
    yield Figure("contrast pairs with both twins right", pairs["right"]["value"], "", least=0.75)
    if corpora and (corpora / TRIAL).exists():
        found = evidence_quality(model, corpora / TRIAL)["character_f1"]["value"]
        yield Figure("evidence, character F1 on tsd_trial", found, "", least=0.6)
    yield from _disguises(model, sets, own)
    yield from _fairness(model, own)
    yield from _margins(model, sets)


def _disguises(model: Model, sets: Sets, own: Path) -> Iterator[Figure]:
    found = disguised(model, sets.insults())
    yield Figure("disguised variants", found["variants"], "", least=300)
    yield Figure("of these still held", found["still_held"] or 0.0, "", least=0.9)
    taught = [row.text for row in own_rows(own, "own") if not any(row.labels.values())]
    clean = new_holds(model, [*sets.clean(), *taught][:CLEAN])
    enough = CLEAN if sets.test or sets.sets else None  # our own rows alone are fewer
    yield Figure("clean comments through the normaliser", clean["texts"], "", least=enough)
    yield Figure("new holds among them", clean["new_holds"], "", most=0)


def _fairness(model: Model, own: Path) -> Iterator[Figure]:
    found = fairness(model, sentences_in(own / "fairness.json"))
    for name in ("subgroup_auc", "bpsn_auc"):
        gap = found["largest_gap"][name]
        yield Figure(f"largest gap of {name} ({gap['identity']})", gap["gap"], "", most=0.05)
    gap = found["largest_gap"]["bnsp_auc"]
    yield Figure(f"largest gap of bnsp_auc ({gap['identity']})", gap["gap"], "")
    yield Figure("identities held for being proud", len(found["proud_held"]), "", most=0)
    yield Figure("counterfactual flips", 100 * found["flips"]["all"], "%")


def _margins(model: Model, sets: Sets) -> Iterator[Figure]:
    """AUC on each set of others' comments, and by how much it is above the other package's."""
    rival = peers()[0].get(_RIVAL)
    margins = []
    for name, rows in sets.sets.items():
        labels = seen(rows, range(len(rows)), _ASKED)
        ours = auc(labels, _scores(model, list(rows)))
        yield Figure(f"{_ASKED} AUC, {name}", ours, "")
        if rival:
            theirs = auc(labels, rival([row.text for row in rows]))
            margins.append(ours - theirs)
            yield Figure(f"{_ASKED} AUC, {name}, {_RIVAL}", theirs, "")
            yield Figure(f"margin over it, {name}", ours - theirs, "", least=0.0)
    if len(margins) > 1:
        yield Figure("second largest margin", sorted(margins)[-2], "", least=0.05)


def _scores(model: Model, rows: list[Row]) -> np.ndarray:
    return np.array([score.values[_ASKED] for score in scores_of(model, rows)])
