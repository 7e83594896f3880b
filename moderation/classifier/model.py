"""The trained model as a whole: everything that one artefact holds, and how it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.evidence import evidence_in
from moderation.classifier.topic import TopicHead
from moderation.classifier.words import plain
from moderation.domain.folding import Folded, fold
from moderation.domain.scores import ScoredText, Scores, Span

OFF_TOPIC = "OFF_TOPIC"
WORTH_SHOWING = 0.5
"""Evidence is looked for from this share of an attribute's threshold on; below, nobody asks why."""


@dataclass(frozen=True)
class Model:
    """Both heads, the thresholds chosen for them, and the version they are known by."""

    version: str
    courtesy: CourtesyHead
    topic: TopicHead
    thresholds: Mapping[str, float]

    def score_many(self, texts: Sequence[ScoredText], *, evidence: bool) -> list[Scores]:
        """The scores of each text; OFF_TOPIC only where an article is given."""
        if not texts:
            return []
        folded = [fold(text.text) for text in texts]
        words = [plain(each.text) for each in folded]
        X = self.courtesy.features.transform(words)
        courtesy = self.courtesy.probabilities(X)
        off_topic = self._off_topic(texts, words)
        return [
            Scores(
                {**dict(zip(self.courtesy.attributes, map(float, row), strict=True)), **beside},
                model=self.version,
                evidence=self._evidence(text.text, each, X[at], row) if evidence else {},
            )
            for at, (text, each, row, beside) in enumerate(
                zip(texts, folded, courtesy, off_topic, strict=True)
            )
        ]

    def _off_topic(self, texts: Sequence[ScoredText], words: Sequence[str]) -> list[dict[str, float]]:
        """For each text, its OFF_TOPIC score if it stands under an article that says anything."""
        scores: list[dict[str, float]] = [{} for _ in texts]
        asked = [place for place, text in enumerate(texts) if text.article and text.article.title.strip()]
        if asked:
            comments = [
                (words[place], article, plain(fold(parent).text) if (parent := texts[place].parent) else None)
                for place in asked
                if (article := texts[place].article)
            ]
            for place, score in zip(asked, self.topic.probabilities(comments), strict=True):
                scores[place][OFF_TOPIC] = float(score)
        return scores

    def _evidence(
        self, text: str, folded: Folded, features: sparse.csr_matrix, row: np.ndarray
    ) -> dict[str, list[Span]]:
        """The evidence for the attributes that come near their thresholds."""
        least = [self.thresholds[attribute] * WORTH_SHOWING for attribute in self.courtesy.attributes]
        return evidence_in(text, folded, features, self.courtesy, np.flatnonzero(row >= least).tolist())
