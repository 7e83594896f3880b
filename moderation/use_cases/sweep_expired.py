"""Forget what has expired: sign-ins, Idempotency-Keys, spent allowances, fingerprints, claims, letters, messages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.storage import (
    accounts,
    allowances,
    claims,
    fingerprints,
    hooks,
    identities,
    kept_answers,
    letters,
    mail_addresses,
    reports,
    submissions,
)

if TYPE_CHECKING:
    from moderation.parts import Parts

KEYS_KEPT = timedelta(days=7)
"""How long an Idempotency-Key is remembered."""

ANSWERS_KEPT = timedelta(days=1)
"""How long what was answered under an Idempotency-Key can be recalled."""

ALLOWANCES_KEPT = timedelta(days=1)
"""Longer than any window of a rate limit."""

SIGN_INS_KEPT = timedelta(days=30)
"""How long after its end a sign-in can still be told from an unknown one."""

MESSAGES_KEPT = timedelta(days=7)
"""How long a message that a hook has got is shown among its deliveries."""

DEAD_KEPT = timedelta(days=30)
"""How long one that was given up can be sent again."""


LETTERS_KEPT = timedelta(days=30)
"""How long it can be told that a letter left, or why it did not."""


NOTIFIERS_KEPT = timedelta(days=180)
"""How long after its outcome it is known who sent a notice of illegal content without an account."""


def sweep_expired(parts: Parts) -> None:
    """Forget all that has expired by now."""
    now = parts.now()
    with parts.database.writing() as session:
        accounts.drop_expired_sign_ins(session, now - SIGN_INS_KEPT)
        submissions.drop_before(session, now - KEYS_KEPT)
        allowances.drop_before(session, now - ALLOWANCES_KEPT)
        fingerprints.drop_before(session, now - timedelta(days=parts.limits.repeats_days))
        claims.drop_before(session, now)
        mail_addresses.drop_expired_links(session, now)
        kept_answers.drop_before(session, now - ANSWERS_KEPT)
        identities.drop_expired(session, now)
        letters.drop_before(session, now - LETTERS_KEPT)
        reports.drop_notifiers(session, now - NOTIFIERS_KEPT)
        hooks.drop_before(session, delivered=now - MESSAGES_KEPT, dead=now - DEAD_KEPT)
