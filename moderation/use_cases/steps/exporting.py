"""Putting together all that is kept of somebody, as plain JSON values, in words where there are words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.findings import Finding
from moderation.domain.notices import in_words
from moderation.storage import follows, mutes, own_comments, own_records, sites
from moderation.use_cases.steps.ruling import reason_given

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Account
    from moderation.storage.desk_tables import Appeal, Report, Sanction
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


def everything_of(session: Session, person: Person, now: datetime) -> dict[str, Any]:
    """All that is kept of the person; who of the managers decided is not theirs to take."""
    slugs = {site.id: site.slug for site in sites.all_sites(session)}
    return {
        "exported_at": _moment(now),
        "account": _account(session, person.account) if person.account else None,
        "authors": [_author(each, slugs[each.site_id]) for each in person.authors],
        "comments": list(_comments(session, person.author_ids)),
        "reports": [_report(each) for each in own_records.reports_by(session, person.author_ids)],
        "respects": [
            {"comment": each.comment_id, "since": _moment(each.made_at)}
            for each in own_records.respects_by(session, person.author_ids)
        ],
        "appeals": [_appeal(each) for each in own_records.appeals_by(session, person.author_ids)],
        "sanctions": [_sanction(each) for each in own_records.sanctions_on(session, person.author_ids)],
        "notices": list(_notices(session, person)),
    }


def _account(session: Session, account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "mail_address": account.mail_address,
        "unconfirmed_address": account.unconfirmed_address,
        "role": account.role.value,
        "created_at": _moment(account.created_at),
        "has_second_factor": account.code_secret is not None,
        "sign_ins": [
            {"browser": each.browser, "began_at": _moment(each.began_at), "ends_at": _moment(each.expires_at)}
            for each in own_records.sign_ins_of(session, account.id)
        ],
        "follows": [
            {"thread": each.comment_id, "since": _moment(each.made_at)}
            for each in follows.follows_of(session, account.id)
        ],
        "mutes": [
            {"author": each.author.name, "since": _moment(each.made_at)}
            for each in mutes.mutes_of(session, account.id)
        ],
        "letters": [
            {
                "kind": each.kind.value,
                "address": each.address,
                "subject": each.subject,
                "text": each.text,
                "made_at": _moment(each.made_at),
                "sent_at": _moment(each.sent_at),
            }
            for each in own_records.letters_to(session, account.id)
        ],
    }


def _author(author: Author, site: str) -> dict[str, Any]:
    return {
        "site": site,
        "id": author.external_id,
        "name": author.name,
        "since": _moment(author.created_at),
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
        "created_at": _moment(comment.created_at),
        "featured_at": _moment(comment.featured_at),
        "revisions": [
            {
                "number": each.number,
                "text": each.text,
                "created_at": _moment(each.created_at),
                "scored_at": _moment(each.scored_at),
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
        "decided_at": _moment(decision.decided_at),
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "comment": report.comment_id,
        "ground": report.ground.value,
        "note": report.note,
        "made_at": _moment(report.made_at),
        "settled_at": _moment(report.settled_at),
        "upheld": report.upheld,
    }


def _appeal(appeal: Appeal) -> dict[str, Any]:
    return {
        "comment": appeal.comment_id,
        "decision": appeal.decision_id,
        "note": appeal.note,
        "made_at": _moment(appeal.made_at),
        "settled_at": _moment(appeal.settled_at),
        "upheld": appeal.upheld,
        "answer": appeal.answer,
    }


def _sanction(sanction: Sanction) -> dict[str, Any]:
    return {
        "kind": sanction.kind.value,
        "reason": sanction.reason,
        "is_everywhere": sanction.is_everywhere,
        "begins_at": _moment(sanction.begins_at),
        "ends_at": _moment(sanction.ends_at),
        "ended_at": _moment(sanction.ended_at),
        "acknowledged_at": _moment(sanction.acknowledged_at),
    }


def _notices(session: Session, person: Person) -> Iterator[dict[str, Any]]:
    account_id = person.account.id if person.account else None
    for each in own_records.notices_to(session, person.author_ids, account_id):
        words = in_words(each.news, each.said)
        yield {
            "title": words.title,
            "text": words.text,
            "comment": each.comment_id,
            "at": _moment(each.due_at),
            "seen_at": _moment(each.seen_at),
        }


def _told(findings: Sequence[dict[str, Any]]) -> list[str]:
    """What was found, in the words that its author is told."""
    said = (Finding.from_row(row) for row in findings)
    return list(dict.fromkeys(finding.told for finding in said if finding.objects))


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
