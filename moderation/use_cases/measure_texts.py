"""Score many texts for a machine and say what its site's rules would conclude; nothing of them is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.domain.policy import Judgement, holding_thresholds
from moderation.domain.scores import ScoredText, Scores
from moderation.storage import sites
from moderation.use_cases.steps.concluding import judged
from moderation.use_cases.steps.measuring import allow_texts, scored_texts
from moderation.use_cases.steps.ruling import rules_at

if TYPE_CHECKING:
    from moderation.domain.rules import Rules
    from moderation.parts import Parts

AT_ONCE = 64
"""How many texts are scored together; what a request needs of memory does not grow with more."""


@dataclass(frozen=True)
class Measured:
    """A text's scores and what the site's rules conclude from them; neither where it is in a ``foreign`` language."""

    foreign: str | None = None
    scores: Scores | None = None
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Measurement:
    """What was measured of each text, in order, under which model and which thresholds in force."""

    texts: Sequence[Measured]
    model: str | None
    thresholds: Mapping[str, float]


def measure_texts(
    parts: Parts, caller: Caller, texts: Sequence[ScoredText], *, evidence: bool = False
) -> Measurement:
    """The measurement of the texts.

    Raises:
        NotSignedIn, NotAllowed, TooMany: without a key that may score, now.
        Unavailable: when no text can be scored now.
    """
    site = caller.site or ""
    require_scope(caller, "score", site)
    allow_texts(parts, caller, len(texts))
    with parts.database.reading() as session:
        row = sites.site_named(session, site)
    rules = replace(rules_at(row), newcomer_comments=0)  # nobody in particular wrote them
    thresholds = parts.scorer.thresholds()
    foreign = [parts.scorer.language(text).foreign for text in texts]
    known = [text for text, language in zip(texts, foreign, strict=True) if language is None]
    found = iter(_scored(parts, known, evidence=evidence))
    measured = [
        Measured(language) if language else _measured(text, next(found), rules, thresholds)
        for text, language in zip(texts, foreign, strict=True)
    ]
    return Measurement(measured, parts.scorer.state().model, holding_thresholds(rules, thresholds))


def _scored(parts: Parts, texts: Sequence[ScoredText], *, evidence: bool) -> list[Scores]:
    return [
        scores
        for begin in range(0, len(texts), AT_ONCE)
        for scores in scored_texts(parts, texts[begin : begin + AT_ONCE], evidence=evidence)
    ]


def _measured(text: ScoredText, scores: Scores, rules: Rules, thresholds: Mapping[str, float]) -> Measured:
    return Measured(scores=scores, judgement=judged(text, scores, rules, thresholds))
