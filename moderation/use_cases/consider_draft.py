"""Look at a draft before it is posted, and say kindly what may trouble others; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.attributes import told_of
from moderation.domain.callers import Caller, require_scope
from moderation.domain.comments import check_text
from moderation.domain.errors import NotSignedIn
from moderation.domain.policy import holding_thresholds
from moderation.domain.scores import ScoredText, ScorerUnavailable
from moderation.storage import articles, profiles
from moderation.use_cases.steps.allowing import allow
from moderation.use_cases.steps.profiling import as_scored_under
from moderation.use_cases.steps.ruling import rules_under

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.domain.scores import Scores
    from moderation.parts import Parts

PER_MINUTE = 6
"""How many drafts of an account are looked at: few, so that nobody tries words out; a key's limit is its own."""


@dataclass(frozen=True)
class Draft:
    """What may be posted, and where."""

    site: str
    article: str
    text: str


@dataclass(frozen=True)
class Nudge:
    """What to say of a draft, a sentence each, and where its words are that it is about; never a score."""

    told: Sequence[str]
    marks: Sequence[tuple[int, int]]


def consider_draft(parts: Parts, caller: Caller, draft: Draft) -> Nudge | None:
    """What to ask the author to look at again; None when there is nothing, or the rules nudge nobody.

    Raises:
        NotSignedIn, NotAllowed, NotFound, Malformed, TooMany: and nothing was looked at.
    """
    _check(caller, draft)
    with parts.database.writing() as session:
        article = articles.article_at(session, draft.site, draft.article)
        rules = rules_under(session, article)
        percent = rules.nudge_percent
        if percent is None:
            return None
        limit = PER_MINUTE if caller.key_id is None else caller.per_minute
        allow(session, f"draft {caller.mark}", limit, 60, parts.now())
        profile = profiles.profile_of(session, article.id)
    try:
        scores = parts.scorer.score(ScoredText(draft.text, as_scored_under(parts, article, profile)))
    except ScorerUnavailable:
        return None
    return _nudge(scores, holding_thresholds(rules, parts.scorer.thresholds()), percent / 100)


def _check(caller: Caller, draft: Draft) -> None:
    if not caller.is_known:
        raise NotSignedIn("Sign in to have a draft looked at.")
    if caller.key_id is not None:
        require_scope(caller, "comments", draft.site)
    check_text(draft.text)


def _nudge(scores: Scores, thresholds: Mapping[str, float], share: float) -> Nudge | None:
    touched = [
        name for name, at in thresholds.items() if at <= 1 and scores.values.get(name, 0.0) >= share * at
    ]
    if not touched:
        return None
    marks = {(span.begin, span.end) for name in touched for span in scores.evidence.get(name, ())}
    return Nudge(list(dict.fromkeys(told_of(name) for name in touched)), sorted(marks))
