"""Scoring texts that are not kept: whether the key may, and which kept article they stand under."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import Unavailable
from moderation.domain.scores import ArticleText, ScoredText, ScorerUnavailable, Scores
from moderation.storage import articles, profiles
from moderation.use_cases.steps.allowing import allow_ahead
from moderation.use_cases.steps.profiling import as_scored_under

if TYPE_CHECKING:
    from moderation.parts import Parts


def allow_texts(parts: Parts, caller: Caller, count: int) -> None:
    """Count so many texts against the key's limit; a request that begins within it is answered whole.

    Raises:
        TooMany: when the key is used up for now, but for what other processes may have been granted ahead.
    """
    allow_ahead(parts, caller, "score", count)


def kept_article(parts: Parts, site: str, addresses: Sequence[str]) -> ArticleText | None:
    """The site's article of one of these addresses, as a scorer knows it; None when it has none.

    Call it with no transaction open.
    """
    with parts.database.reading() as session:
        article = articles.article_told_by(session, site, addresses)
        if article is None:
            return None
        profile = profiles.profile_of(session, article.id)
    return as_scored_under(parts, article, profile)


def scored_texts(parts: Parts, texts: Sequence[ScoredText], *, evidence: bool) -> list[Scores]:
    """The scores of texts in languages that the scorer knows; one alone within the time budget.

    Raises:
        Unavailable: when no text can be scored now.
    """
    try:
        if len(texts) == 1:
            return [parts.scorer.score(texts[0], evidence=evidence)]
        return parts.scorer.score_many(texts, evidence=evidence)
    except ScorerUnavailable as unavailable:
        raise Unavailable(
            f"scorer {unavailable.code}", "Texts cannot be scored right now. Please try again in a moment."
        ) from unavailable
