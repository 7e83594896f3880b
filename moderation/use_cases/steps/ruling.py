"""The rules under an article, whether it still takes comments, and the reasons that may be given there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from moderation.domain.articles import Mode
from moderation.domain.decisions import REASONS, Reason
from moderation.domain.errors import Malformed
from moderation.domain.rules import Rules, effective, reasons_for, reasons_shared
from moderation.storage import sites

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Site
    from moderation.storage.sites import Overrides
    from moderation.storage.tables import Article, Comment, Decision

UNREADABLE = Rules(newcomer_comments=0, mode=Mode.PRE)
"""The rules where those that are stored cannot be read: a person looks at everything."""


def rules_under(session: Session, article: Article) -> Rules:
    """The rules in force under an article, or UNREADABLE ones; an article that a manager closed is closed by both."""
    return rules_under_each(session, [article])[article.id]


def rules_under_each(session: Session, articles: Sequence[Article]) -> dict[int, Rules]:
    """The rules in force under each of these articles, as ``rules_under`` says them, by article id."""
    said = sites.said_around(session, articles)
    return {article.id: _rules_under(article, said) for article in articles}


def _rules_under(article: Article, said: Overrides) -> Rules:
    try:
        return sites.rules_for(article, said)
    except Malformed:  # somebody broke them by hand: no author's fault, and ``doctor`` tells the operator
        return replace(UNREADABLE, mode=Mode.CLOSED) if article.mode is Mode.CLOSED else UNREADABLE


def rules_at(site: Site) -> Rules:
    """The rules of a whole site for what stands under none of its articles, or UNREADABLE ones."""
    try:
        return effective(site.rules, ())
    except Malformed:
        return UNREADABLE


def takes_comments(session: Session, article: Article, now: datetime) -> bool:
    """Whether the article is open: to its site, to the managers, and by the rules, which close what is old."""
    return taken_by(rules_under(session, article), article, now)


def taken_by(rules: Rules, article: Article, now: datetime) -> bool:
    """Whether the article is open, under these rules."""
    return article.is_open and rules.takes_comments(article.published_at or article.created_at, now)


def edit_until(session: Session, comment: Comment) -> datetime | None:
    """Until when its author may edit the comment; None where the rules let nobody."""
    minutes = rules_under(session, comment.article).edit_minutes
    return comment.created_at + timedelta(minutes=minutes) if minutes else None


def reasons_under(session: Session, article: Article) -> dict[str, Reason]:
    """The reasons that a rejection of a comment under this article may have, by their codes."""
    return reasons_for(rules_under(session, article))


def reasons_under_each(session: Session, places: Iterable[Article]) -> list[dict[str, Reason]]:
    """The reasons that may be given under each of these articles, by their codes."""
    return [reasons_for(rules) for rules in rules_under_each(session, list(places)).values()]


def reasons_at(session: Session, places: Iterable[Article]) -> dict[str, Reason]:
    """The reasons that mean the same under all of these articles, by their codes."""
    return reasons_shared(reasons_under_each(session, places))


def kept_with(reason: Reason | None) -> dict[str, Any]:
    """What a decision keeps of its reason, as it was when it was given: the site may put another in its place later."""
    return {"reason": reason.as_row()} if reason else {}


def reason_given(decision: Decision) -> Reason | None:
    """The reason of a decision, as it was then; None when it had none."""
    kept = decision.rules.get("reason")
    return Reason(**kept) if kept else REASONS.get(decision.reason or "")
