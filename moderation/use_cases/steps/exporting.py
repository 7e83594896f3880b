"""Putting together all that is kept of somebody, as plain JSON values, in words where there are words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.callers import Caller
from moderation.domain.findings import Finding
from moderation.domain.notices import in_words
from moderation.storage import own_comments, own_records, sites
from moderation.use_cases.steps.exporting_beside import account_of, asked_by, chosen_by, moment
from moderation.use_cases.steps.ruling import reason_given

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Account
    from moderation.storage.desk_tables import Appeal, Report, Sanction
    from moderation.storage.suggestion_tables import Suggestion
    from moderation.storage.tables import Author, Comment, Decision, Revision

AT_ONCE = 500
"""How many comments are read at a time."""


@dataclass(frozen=True)
class Person:
    """Whose everything it is: these authors, and the account behind them if it is one of ours."""

    authors: Sequence[Author]
    account: Account | None = None

    @property
    def author_ids(self) -> list[int]:
        """The authors' numbers."""
        return [author.id for author in self.authors]

    @property
    def marks(self) -> list[str]:
        """As whom they ask."""
        known = [Caller(author_id=number) for number in self.author_ids]
        return [each.mark for each in (*known, *([Caller(self.account.id)] if self.account else ()))]


def everything_of(session: Session, person: Person, now: datetime) -> dict[str, Any]:
    """All that is kept of the person; who of the managers decided is not theirs to take."""
    slugs = {site.id: site.slug for site in sites.all_sites(session)}
    return {
        "exported_at": moment(now),
        "account": account_of(session, person.account) if person.account else None,
        "authors": [_author(each, slugs[each.site_id]) for each in person.authors],
        "comments": list(_comments(session, person.author_ids)),
        "reports": [_report(each) for each in own_records.reports_by(session, person.author_ids)],
        **chosen_by(session, person.author_ids),
        "appeals": [_appeal(each) for each in own_records.appeals_by(session, person.author_ids)],
        "sanctions": [_sanction(each) for each in own_records.sanctions_on(session, person.author_ids)],
        "notices": list(_notices(session, person)),
        "suggestions": [_suggestion(each) for each in own_records.suggested_of(session, person.author_ids)],
        "asked": asked_by(session, person.author_ids, person.marks),
    }


def _author(author: Author, site: str) -> dict[str, Any]:
    return {
        "site": site,
        "id": author.external_id,
        "name": author.name,
        "is_guest": author.is_guest,
        "since": moment(author.created_at),
    }


def _comments(session: Session, author_ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    after: str | None = None
    while found := own_comments.written_by(session, author_ids, after=after, limit=AT_ONCE):
        revisions = own_records.revisions_of(session, found)
        decided = own_records.decisions_on(session, found)
        yield from (_comment(each, revisions[each.id], decided[each.id]) for each in found)
        after = found[-1].id


def _comment(comment: Comment, revisions: Sequence[Revision], decided: Sequence[Decision]) -> dict[str, Any]:
    article = comment.article
    return {
        "id": comment.id,
        "site": article.site.slug,
        "article": {"id": article.external_id, "title": article.title, "url": article.url},
        "answers": comment.parent_id,
        "status": comment.status.value,
        "created_at": moment(comment.created_at),
        "featured_at": moment(comment.featured_at),
        "revisions": [
            {
                "number": each.number,
                "text": each.text,
                "created_at": moment(each.created_at),
                "scored_at": moment(each.scored_at),
                "model": each.model,
                "scores": each.scores,
                "evidence": each.evidence,
                "findings": _told(each.findings),
            }
            for each in revisions
        ],
        "decisions": [_decision(each) for each in decided],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    reason = reason_given(decision)
    return {
        "id": decision.id,
        "action": decision.action.value,
        "before": decision.before.value,
        "after": decision.after.value,
        "by_a_person": decision.manager_id is not None,
        "reason": reason.told if reason else None,
        "findings": _told(decision.findings),
        "model": decision.model,
        "decided_at": moment(decision.decided_at),
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "comment": report.comment_id,
        "ground": report.ground.value,
        "note": report.note,
        "made_at": moment(report.made_at),
        "settled_at": moment(report.settled_at),
        "upheld": report.upheld,
    }


def _appeal(appeal: Appeal) -> dict[str, Any]:
    return {
        "comment": appeal.comment_id,
        "decision": appeal.decision_id,
        "note": appeal.note,
        "made_at": moment(appeal.made_at),
        "settled_at": moment(appeal.settled_at),
        "upheld": appeal.upheld,
        "answer": appeal.answer,
    }


def _sanction(sanction: Sanction) -> dict[str, Any]:
    return {
        "kind": sanction.kind.value,
        "reason": sanction.reason,
        "is_everywhere": sanction.is_everywhere,
        "begins_at": moment(sanction.begins_at),
        "ends_at": moment(sanction.ends_at),
        "ended_at": moment(sanction.ended_at),
        "acknowledged_at": moment(sanction.acknowledged_at),
    }


def _notices(session: Session, person: Person) -> Iterator[dict[str, Any]]:
    account_id = person.account.id if person.account else None
    for each in own_records.notices_to(session, person.author_ids, account_id):
        words = in_words(each.news, each.said)
        yield {
            "title": words.title,
            "text": words.text,
            "comment": each.comment_id,
            "at": moment(each.due_at),
            "seen_at": moment(each.seen_at),
        }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "text": suggestion.text,
        "labels": suggestion.labels,
        "comment": suggestion.client_token,
        "url": suggestion.url,
        "suggested_at": moment(suggestion.suggested_at),
    }


def _told(findings: Sequence[dict[str, Any]]) -> list[str]:
    """What was found, in the words that its author is told."""
    said = (Finding.from_row(row) for row in findings)
    return list(dict.fromkeys(finding.told for finding in said if finding.objects))
