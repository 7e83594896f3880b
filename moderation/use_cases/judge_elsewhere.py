"""Judge a comment that lives on another platform by the rules of a site of ours; nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderation.domain.articles import Origin
from moderation.domain.comments import Standing
from moderation.domain.findings import Verdict
from moderation.domain.policy import Signals, Unscored, judge
from moderation.domain.scores import ScoredText, ScorerUnavailable, Scores
from moderation.domain.stories import spellings
from moderation.storage import articles, profiles, sites
from moderation.use_cases.steps.allowing import allow
from moderation.use_cases.steps.profiling import as_scored_under
from moderation.use_cases.steps.ruling import rules_at, rules_under

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Article

MOST_ALIKE = 5
WINDOW_S = 300
"""The same signed request is answered so often within so many seconds: more is somebody who plays it back."""


@dataclass(frozen=True)
class Elsewhere:
    """What the comment says, by whom, and which article it stands under there: its id and its address."""

    text: str
    standing: Standing
    article: str
    address: str


@dataclass(frozen=True)
class Advice:
    """The verdict, the attributes that objecting findings speak for, and why there are no scores if there are none."""

    verdict: Verdict
    attributes: frozenset[str]
    unscored: str | None = None


def judge_elsewhere(parts: Parts, site: str, asked: Elsewhere, mark: str) -> Advice:
    """The advice by the rules in force under the article, if the site has told us of it.

    Newcomers are the other platform's affair. ``mark`` tells this request from every other.

    Raises:
        NotFound: when there is no such site.
        TooMany: when the very same was asked too often lately.
    """
    with parts.database.writing() as session:
        allow(session, f"elsewhere {mark}", MOST_ALIKE, WINDOW_S, parts.now())
        row = sites.site_named(session, site)
        article = _story(session, site, asked)
        profile = profiles.profile_of(session, article.id) if article else None
        found = rules_under(session, article) if article else rules_at(row)
        rules = replace(found, newcomer_comments=0)
    under = as_scored_under(parts, article, profile) if article else None
    scores = _scores(parts, ScoredText(asked.text, under))
    values, is_whole = (scores, True) if isinstance(scores, Unscored) else (scores.values, scores.is_whole)
    signals = Signals(asked.text, asked.standing, is_read_whole=is_whole)
    judgement = judge(values, signals, rules, parts.scorer.thresholds())
    spoken_for = {each.attribute for each in judgement.findings if each.attribute and each.objects}
    return Advice(
        judgement.verdict, frozenset(spoken_for), values.code if isinstance(values, Unscored) else None
    )


def _story(session: Session, site: str, asked: Elsewhere) -> Article | None:
    """The site's article that is meant; what a reader's page opened is so by its address alone, for ids are theirs."""
    addresses = spellings(asked.address)
    article = articles.article_told_by(session, site, addresses, asked.article)
    is_meant = article is not None and (article.origin is not Origin.PAGE or article.url in addresses)
    return article if is_meant else None


def _scores(parts: Parts, text: ScoredText) -> Scores | Unscored:
    """What the scorer says; of nothing to read nothing."""
    if not text.text.strip():
        return Scores({}, model="")
    try:
        return parts.scorer.score(text, evidence=False)
    except ScorerUnavailable as unavailable:
        return Unscored(unavailable.code, str(unavailable))
