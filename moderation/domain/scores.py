"""What a classifier answers about a text, and the promise that a scorer keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class ArticleText:
    """What a scorer may know of an article: its title and body text, both plain, and its language if named."""

    title: str
    text: str = ""
    language: str | None = None


@dataclass(frozen=True)
class ScoredText:
    """One text to score: itself, the article and the parent comment it answers, and its own language if named.

    A comment's language is not its article's: readers write as they like.
    """

    text: str
    article: ArticleText | None = None
    parent: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Span:
    """Characters ``begin`` (inclusive) to ``end`` (exclusive), in code points, that raised a score by ``weight``.

    ``weight`` is in log-odds (that the word is rude, or that the attribute is there) and always positive.
    """

    begin: int
    end: int
    weight: float


FAST, ENCODER = "fast", "encoder"
"""The members of a model: words and word pieces by themselves, and a transformer that reads them in order."""


@dataclass(frozen=True)
class Scores:
    """Calibrated probabilities by attribute (0 to 1), their evidence, and what gave them: version and members."""

    values: Mapping[str, float]
    model: str
    evidence: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    members: tuple[str, ...] = (FAST,)


class ScorerUnavailable(Exception):  # noqa: N818 - named by what is refused
    """No score could be given; the message says why, for the operator.

    ``code`` is one of ``missing`` (no model in service), ``late`` (over budget), ``failed`` (it raised) or
    ``language`` (the model does not know the text's language).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class ScorerState:
    """Whether texts can be scored now (``ready``), by which model and members, and what is lacking, and what to do.

    ``reason`` is also given where texts are scored, but not by every member.
    """

    ready: bool
    model: str | None
    reason: str | None = None
    members: tuple[str, ...] = ()


class Scorer(Protocol):
    """Whatever can score a text; the service is handed one and never knows how it works."""

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        """The scores of one text.

        Raises:
            ScorerUnavailable: when no model is in service, it failed, or does not know the language.
        """
        ...

    def score_many(self, texts: Sequence[ScoredText], *, evidence: bool = False) -> list[Scores]:
        """The scores of many texts in order, at batch speed; raises like ``score``."""
        ...

    def thresholds(self) -> Mapping[str, float]:
        """The holding thresholds of the model in service by attribute; empty when none is."""
        ...

    def state(self) -> ScorerState:
        """Whether a model is in service now, and if not, why."""
        ...


class NoScorer:
    """The scorer of a command that never scores: what comes to it anyway is held, and scored later by a worker."""

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        """Never an answer."""
        raise ScorerUnavailable("missing", "no scorer was asked for here")

    def score_many(self, texts: Sequence[ScoredText], *, evidence: bool = False) -> list[Scores]:
        """Never an answer."""
        raise ScorerUnavailable("missing", "no scorer was asked for here")

    def thresholds(self) -> Mapping[str, float]:
        """None."""
        return {}

    def state(self) -> ScorerState:
        """Not ready, on purpose."""
        return ScorerState(ready=False, model=None, reason="no scorer was asked for here")
