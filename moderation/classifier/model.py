"""The trained model as a whole: everything that one artefact holds, and how it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.special import expit

from moderation.classifier.blend import LIKELY_TO_REJECT, Blend, RejectionHead
from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.encoder import Encoder, Reading
from moderation.classifier.evidence import evidence_in
from moderation.classifier.marks import marked_in
from moderation.classifier.topic import TopicHead
from moderation.classifier.words import plain
from moderation.domain.folding import Folded, fold
from moderation.domain.scores import ENCODER, FAST, ScoredText, Scores, Span

OFF_TOPIC = "OFF_TOPIC"
WORTH_SHOWING = 0.5
"""Evidence is looked for from this share of an attribute's threshold on; below, nobody asks why."""


@dataclass(frozen=True)
class Model:
    """The heads, the thresholds chosen for them, and the version they are known by.

    The encoder lies in a file of its own and is put beside when the model is read. Without it the fast member
    answers alone, calibrated for that, at the thresholds in ``alone``.
    """

    version: str
    courtesy: CourtesyHead
    topic: TopicHead
    thresholds: Mapping[str, float]
    rejection: RejectionHead | None = None
    blend: Blend | None = None
    alone: Mapping[str, float] | None = None
    encoder: Encoder | None = None

    @property
    def members(self) -> tuple[str, ...]:
        """Which members score."""
        return (FAST, ENCODER) if self.encoder and self.blend else (FAST,)

    @property
    def signature(self) -> str:
        """The version as scores carry it; it tells when the fast member had to answer alone."""
        return f"{self.version} (fast alone)" if self.blend and not self.encoder else self.version

    def fast_alone(self) -> Model:
        """The same model without its encoder, at the thresholds chosen for that."""
        return replace(self, encoder=None, thresholds=self.alone or self.thresholds)

    def score_many(self, texts: Sequence[ScoredText], *, evidence: bool) -> list[Scores]:
        """The scores of each text; OFF_TOPIC only where an article is given."""
        if not texts:
            return []
        folded = [fold(text.text) for text in texts]
        words = [plain(each.text) for each in folded]
        X = self.courtesy.features.transform(words)
        readings = self.encoder.read(folded) if self.encoder and self.blend else []
        values = self._values(texts, words, self.log_odds(X, readings))
        return [
            Scores(
                values[at],
                model=self.signature,
                evidence=self._evidence(text.text, folded[at], X[at], readings[at : at + 1], values[at])
                if evidence
                else {},
                members=self.members,
            )
            for at, text in enumerate(texts)
        ]

    def log_odds(self, X: sparse.csr_matrix, readings: Sequence[Reading]) -> np.ndarray:
        """Calibrated log-odds, texts × courtesy attributes, by both members where there are readings."""
        fast = self.courtesy.log_odds(X)
        if self.blend is None or not readings:
            return fast
        return self.blend.log_odds(X, fast, np.stack([reading.log_odds for reading in readings]))

    def _values(
        self, texts: Sequence[ScoredText], words: Sequence[str], log_odds: np.ndarray
    ) -> list[dict[str, float]]:
        """Every score of each text by attribute."""
        columns = dict(zip(self.courtesy.attributes, expit(log_odds).T, strict=True))
        if self.rejection:
            columns[LIKELY_TO_REJECT] = self.rejection.probabilities(log_odds)
        off_topic = self._off_topic(texts, words)
        return [
            {**{name: float(column[at]) for name, column in columns.items()}, **off_topic[at]}
            for at in range(len(texts))
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
        self,
        text: str,
        folded: Folded,
        features: sparse.csr_matrix,
        reading: Sequence[Reading],
        values: Mapping[str, float],
    ) -> dict[str, list[Span]]:
        """The evidence for the attributes near their thresholds: what the encoder marked, else the words' weights."""
        near = [
            column
            for column, attribute in enumerate(self.courtesy.attributes)
            if values[attribute] >= self.thresholds.get(attribute, 1.0) * WORTH_SHOWING
        ]
        marked: dict[str, list[Span]] = {}
        if self.blend and reading:
            marked = marked_in(
                text, folded, reading[0], self.blend, [self.courtesy.attributes[c] for c in near]
            )
        unmarked = [column for column in near if self.courtesy.attributes[column] not in marked]
        return {**marked, **evidence_in(text, folded, features, self.courtesy, unmarked)}
