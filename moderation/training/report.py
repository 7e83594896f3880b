"""Everything that an evaluation measures of a model, in one shape that a card and a document can take figures from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from moderation.classifier.model import Model
from moderation.domain.scores import Scores
from moderation.training.contrast import contrast, pairs_in, rows_of
from moderation.training.corpora.checks import TOPIC_CHECKS, checks_in
from moderation.training.disguises import disguised, new_holds
from moderation.training.evaluate import held, measured, scores_of, table
from moderation.training.evidence_quality import evidence_quality
from moderation.training.fairness import fairness, sentences_in
from moderation.training.measure import BINS, ROUNDS
from moderation.training.own_rows import own_rows
from moderation.training.peers import Peer, peers
from moderation.training.rows import Row, share_of
from moderation.training.spam_quality import spam_quality
from moderation.training.split import read_split
from moderation.training.topic_quality import debates_in, topic_quality

CLEAN = 2000
"""How many clean comments go through the normaliser."""
TRIAL = Path("civil_comments_toxic_spans") / "tsd_trial.csv"
"""Where the comments lie on which evidence is measured, in a folder of corpora."""
METHOD = {
    "interval": f"95 % percentile bootstrap (Efron 1979), {ROUNDS} rounds; rows of one group are drawn together",
    "auc": "area under the ROC curve, ties counting half",
    "average_precision": "precision where each positive is found, averaged over the positives",
    "recall_at_precision_90": "largest recall at a precision of .9 or more, at thresholds chosen on the same rows",
    "ece": f"expected calibration error (Naeini et al. 2015) in {BINS} bins of equal mass "
    "(Nguyen and O'Connor 2015); only meaningful where the rows have their natural mix",
    "peers": "alt-profanity-check learned from Jigsaw's talk pages and Davidson's tweets: it may have seen rows of the "
    "sources wiki, wiki_six, wiki_by_type and davidson",
    "fairness": "subgroup, BPSN and BNSP AUC of Borkan et al. 2019 on the templates of training_data/fairness.json",
    "topic": "every source is taken for a site; a comment is moved to any other of its articles, or to the nearest, "
    "but for those that are about the same (cosine .8 or more); intervals draw articles together",
    "evidence": "mean character F1 a comment, as SemEval-2021 task 5 defines it (Pavlopoulos et al. 2021)",
}


@dataclass(frozen=True)
class Sets:
    """The rows that a model is measured on, by where they come from; none of them taught it anything."""

    check: Sequence[Row]
    pairs: Sequence[Row]
    test: Sequence[Row] = ()
    sets: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    under_articles: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def all(self) -> dict[str, Sequence[Row]]:
        """Every set by its origin: ``test`` is the part of the corpora that is never learned from."""
        return {"test": self.test, **self.sets, "check": self.check, "contrast": self.pairs}

    def insults(self) -> list[Row]:
        """Those among them that we wrote for a page: what a newsroom would have to hold, disguised or not."""
        return [*self.check, *(row for row in self.test if row.source == "own")]

    def clean(self) -> list[str]:
        """Comments in which nobody saw anything wrong, in an order that has nothing to do with what they say."""
        fine = {
            row.text
            for rows in self.all().values()
            for row in rows
            if row.labels.get("TOXICITY", 1.0) < 0.5 and max(row.labels.values()) < 0.5
        }
        return sorted(fine, key=share_of)[:CLEAN]


def sets_of(own: Path, corpora: Path | None, checks: Path | None) -> Sets:
    """The rows there are: ours always, those of the corpora and the check sets where their folders are given."""
    split = read_split(corpora, own) if corpora else None
    return Sets(
        own_rows(own, "check"),
        rows_of(pairs_in(own / "contrast.jsonl")),
        split.courtesy["test"].rows if split else (),
        checks_in(checks) if checks else {},
        (debates_in(split.topical["test"]) if split else {})
        | (checks_in(checks, TOPIC_CHECKS) if checks else {}),
    )


def report(model: Model, sets: Sets, own: Path, corpora: Path | None) -> dict[str, Any]:
    """What is measured of a model, ready for a file: always of one shape, None where nothing can be measured on."""
    found, versions = peers()
    scored = {name: scores_of(model, rows) for name, rows in sets.all().items()}
    return {
        "model": model.version,
        "members": list(model.members),
        "thresholds": {name: round(least, 6) for name, least in sorted(model.thresholds.items())},
        "method": METHOD,
        "peers": versions,
        "rows": {
            name: dict(sorted(Counter(row.source for row in rows).items()))
            for name, rows in sets.all().items()
        },
        "figures": [
            record
            for name, rows in sets.all().items()
            for record in _figures(name, rows, scored[name], found)
        ],
        "threshold_tables": _tables(sets, scored),
        "held": {name: held(scores, model.thresholds) for name, scores in scored.items() if scores},
        "contrast": contrast(model, pairs_in(own / "contrast.jsonl")),
        "fairness": fairness(model, sentences_in(own / "fairness.json")),
        "disguises": disguised(model, sets.insults()),
        "normaliser": new_holds(model, sets.clean()),
        "topic": topic_quality(model, sets.under_articles, own),
        "spam": spam_quality(model, own),
        "evidence": evidence_quality(model, corpora / TRIAL)
        if corpora and (corpora / TRIAL).exists()
        else None,
    }


def _figures(
    name: str, rows: Sequence[Row], scores: Sequence[Scores], others: Mapping[str, Peer]
) -> list[dict[str, Any]]:
    """The figures of one set, each with the set's name."""
    texts = [row.text for row in rows]
    answers = {peer: ask(texts) if texts else np.empty(0) for peer, ask in others.items()}
    return [{"set": name} | record for record in measured(rows, scores, answers)]


def _tables(sets: Sets, scored: Mapping[str, Sequence[Scores]]) -> dict[str, Any]:
    """What each threshold would hold of each natural stream, and catch of the positives of the same set.

    Our check rows, which no page is like, stand in only where there is no stream.
    """
    tables = {}
    for name, rows in sets.all().items():
        natural = [score for row, score in zip(rows, scored[name], strict=True) if row.natural]
        if natural:
            tables[name] = {"stream": len(natural), "attributes": table(natural, rows, scored[name])}
    if not tables:
        tables["check"] = {
            "stream": len(sets.check),
            "attributes": table(scored["check"], sets.check, scored["check"]),
        }
    return tables
