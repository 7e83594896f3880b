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
from moderation.classifier.meaning import MOST_WINDOWS
from moderation.classifier.nearness import NearHead
from moderation.classifier.off_topic import OffTopic, off_topic, topic_of
from moderation.classifier.profiles import Profiler
from moderation.classifier.topic import TopicHead
from moderation.classifier.words import plain
from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.folding import Folded, fold
from moderation.domain.scores import (
    ENCODER,
    FAST,
    SENTENCES,
    ArticleText,
    Profile,
    ScoredText,
    Scores,
    Span,
)

WORTH_SHOWING = 0.5
"""Evidence is looked for from this share of an attribute's threshold on; below, nobody asks why."""


@dataclass(frozen=True)
class Model:
    """The heads, the thresholds chosen for them, and the version they are known by.

    The encoder and the sentence member lie in files of their own and are put beside when the model is read. Without
    one of them the fast member answers alone, calibrated for that, at the thresholds in ``alone``: OFF_TOPIC where
    the sentence member lacks, everything else where the encoder does.
    """

    version: str
    courtesy: CourtesyHead
    topic: TopicHead
    thresholds: Mapping[str, float]
    rejection: RejectionHead | None = None
    blend: Blend | None = None
    alone: Mapping[str, float] | None = None
    encoder: Encoder | None = None
    spam: CourtesyHead | None = None
    near: NearHead | None = None
    profiler: Profiler | None = None

    @property
    def members(self) -> tuple[str, ...]:
        """Which members score."""
        others = ((ENCODER, self.encoder and self.blend), (SENTENCES, self.profiler and self.near))
        return (FAST, *(name for name, is_there in others if is_there))

    @property
    def signature(self) -> str:
        """The version as scores carry it; it tells when the fast member had to answer alone."""
        lacking = [
            name
            for name, member, head in (
                (ENCODER, self.encoder, self.blend),
                (SENTENCES, self.profiler, self.near),
            )
            if head and not member
        ]
        if len(lacking) > 1:
            return f"{self.version} (fast alone)"
        return f"{self.version} (without {lacking[0]})" if lacking else self.version

    @property
    def profiles_by(self) -> str | None:
        """What made the profiles that it reads."""
        return self.profiler.made_by if self.profiler and self.near else None

    def without_encoder(self) -> Model:
        """The same model without its encoder, at the thresholds chosen for that."""
        alone = {name: least for name, least in (self.alone or {}).items() if name != OFF_TOPIC}
        return replace(self, encoder=None, thresholds={**self.thresholds, **alone})

    def without_sentences(self) -> Model:
        """The same model without what tells topics by their meaning, at the threshold chosen for that."""
        alone = {name: least for name, least in (self.alone or {}).items() if name == OFF_TOPIC}
        return replace(self, profiler=None, thresholds={**self.thresholds, **alone})

    def fast_alone(self) -> Model:
        """The same model with its fast member only."""
        return self.without_encoder().without_sentences()

    def profile(self, article: ArticleText, thread: Sequence[str] = ()) -> Profile | None:
        """What the article is about; None without the member that tells."""
        return (
            self.profiler.profile(self.topic.words, article, thread) if self.profiler and self.near else None
        )

    def score_many(self, texts: Sequence[ScoredText], *, evidence: bool) -> list[Scores]:
        """The scores of each text; OFF_TOPIC only where an article is given."""
        if not texts:
            return []
        folded = [fold(text.text) for text in texts]
        words = [plain(each.text) for each in folded]
        X = self.courtesy.features.transform(words)
        kept = [MOST_WINDOWS if self.profiles_by and text.article else 0 for text in texts]
        read = self.encoder.read_with(folded, kept) if self.encoder and self.blend else []
        readings, below = [reading for reading, _ in read], [each for _, each in read]
        topics = off_topic(self.topic, self.near, self.profiler, texts, words, below=below)
        values = self._values(X, self.log_odds(X, readings), topics)
        return [
            Scores(
                values[at],
                model=self.signature,
                evidence=self._evidence(
                    text.text, folded[at], X if len(texts) == 1 else X[at], readings[at : at + 1], values[at]
                )
                if evidence
                else {},
                members=self.members,
                is_whole=not any(reading.pieces.is_cut for reading in readings[at : at + 1]),
                topic=topic_of(self.topic.words, text, topic) if evidence and (topic := topics[at]) else None,
            )
            for at, text in enumerate(texts)
        ]

    def log_odds(self, X: sparse.csr_matrix, readings: Sequence[Reading]) -> np.ndarray:
        """Calibrated log-odds, texts × courtesy attributes, by both members where there are readings."""
        fast = self.courtesy.log_odds(X)
        if self.blend is None or not readings:
            return fast
        return self.blend.log_odds(X, fast, np.stack([reading.log_odds for reading in readings]))

    def off_topic_scores(self, texts: Sequence[ScoredText]) -> list[dict[str, float]]:
        """OFF_TOPIC of each text by itself, where nothing else is asked."""
        words = [plain(fold(text.text).text) for text in texts]
        found = off_topic(self.topic, self.near, self.profiler, texts, words)
        return [{OFF_TOPIC: each.probability} if each else {} for each in found]

    def _values(
        self, X: sparse.csr_matrix, log_odds: np.ndarray, topics: Sequence[OffTopic | None]
    ) -> list[dict[str, float]]:
        """Every score of each text by attribute."""
        columns = dict(zip(self.courtesy.attributes, expit(log_odds).T, strict=True))
        if self.rejection:
            columns[LIKELY_TO_REJECT] = self.rejection.probabilities(log_odds)
        if self.spam:
            columns |= dict(zip(self.spam.attributes, self.spam.probabilities(X).T, strict=True))
        return [
            {name: float(column[at]) for name, column in columns.items()}
            | ({OFF_TOPIC: topic.probability} if topic else {})
            for at, topic in enumerate(topics)
        ]

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
            if self._is_near(attribute, values)
        ]
        marked: dict[str, list[Span]] = {}
        if self.blend and reading:
            marked = marked_in(
                text, folded, reading[0], self.blend, [self.courtesy.attributes[c] for c in near]
            )
        unmarked = [column for column in near if self.courtesy.attributes[column] not in marked]
        found = {**marked, **evidence_in(text, folded, features, self.courtesy, unmarked)}
        if self.spam and any(self._is_near(name, values) for name in self.spam.attributes):
            found |= evidence_in(text, folded, features, self.spam, [0])
        return found

    def _is_near(self, attribute: str, values: Mapping[str, float]) -> bool:
        """Whether the attribute is so near its threshold that somebody may ask why."""
        return values[attribute] >= self.thresholds.get(attribute, 1.0) * WORTH_SHOWING
