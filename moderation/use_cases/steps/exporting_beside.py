"""What is kept of somebody beside what they wrote: their account, what they chose, and for a while what they asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moderation.storage import factors, follows, mailings, mutes, own_records

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Account
    from moderation.storage.letter_tables import Letter


def account_of(session: Session, account: Account) -> dict[str, Any]:
    """The account with all that belongs to it alone; secrets and their digests are not told."""
    mailing = own_records.mailing_of(session, account.id)
    return {
        "name": account.name,
        "mail_address": account.mail_address,
        "unconfirmed_address": account.unconfirmed_address,
        "role": account.role.value,
        "created_at": moment(account.created_at),
        "has_second_factor": account.code_secret is not None,
        "recovery_codes_left": factors.codes_left(session, account.id),
        "mailing": {
            "frequency": mailings.frequency_of(session, account.id).value,
            "told_until": moment(mailing.told_until if mailing else None),
        },
        "sign_ins": [
            {"browser": each.browser, "began_at": moment(each.began_at), "ends_at": moment(each.expires_at)}
            for each in own_records.sign_ins_of(session, account.id)
        ],
        "links": [
            {"kind": each.kind.value, "address": each.address, "ends_at": moment(each.expires_at)}
            for each in own_records.links_to(session, account.id)
        ],
        "letters": [_letter(each) for each in own_records.letters_to(session, account.id)],
    }


def chosen_by(session: Session, author_ids: Sequence[int]) -> dict[str, Any]:
    """What somebody chose about what others write: respect, threads to follow, authors to mute."""
    return {
        "respects": [
            {"comment": each.comment_id, "since": moment(each.made_at)}
            for each in own_records.respects_by(session, author_ids)
        ],
        "follows": [
            {"thread": each.comment_id, "since": moment(each.made_at)}
            for each in follows.follows_of(session, author_ids)
        ],
        "mutes": [
            {"author": each.muted.name, "since": moment(each.made_at)}
            for each in mutes.mutes_of(session, author_ids)
        ],
    }


def asked_by(session: Session, author_ids: Sequence[int], callers: Sequence[str]) -> dict[str, Any]:
    """What is kept for hours or days of what somebody asked: Idempotency-Keys, answers, tokens and counts."""
    return {
        "idempotency_keys": [
            {"key": each.key, "comment": each.comment_id, "at": moment(each.created_at)}
            for each in own_records.submissions_of(session, author_ids, callers)
        ],
        "answers": [
            {"key": each.key, "status": each.status, "answer": each.body, "at": moment(each.made_at)}
            for each in own_records.answers_to(session, callers)
        ],
        "tokens": [
            {"ends_at": moment(each.expires_at)} for each in own_records.tokens_of(session, author_ids)
        ],
        "counted": [
            {
                "what": each.bucket,
                "since": moment(datetime.fromtimestamp(each.window, UTC)),
                "times": each.used,
            }
            for each in own_records.counted_of(session, callers)
        ],
    }


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "kind": letter.kind.value,
        "address": letter.address,
        "subject": letter.subject,
        "text": letter.text,
        "made_at": moment(letter.made_at),
        "sent_at": moment(letter.sent_at),
    }


def moment(at: datetime | None) -> str | None:
    """A moment as exports write it."""
    return at.isoformat() if at else None
