"""The second factor of an account: what its authenticator shares with us, and the codes that stand in for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from moderation.storage.account_tables import Account, RecoveryCode


def set_secret(session: Session, account: Account, secret: str | None, step: int | None) -> None:
    """Have the account ask for codes of this secret from now on, later ones than ``step``; None asks for none."""
    chosen = update(Account).where(Account.id == account.id)
    session.execute(chosen.values(code_secret=secret, code_step=step))
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def use_step(session: Session, account: Account, step: int) -> bool:
    """Whether the code of these 30 seconds counts: none does that is as old as one that was used, or older."""
    unused = or_(Account.code_step.is_(None), Account.code_step < step)
    used = update(Account).where(Account.id == account.id, unused).values(code_step=step)
    return session.scalar(used.returning(Account.id)) is not None


def replace_codes(session: Session, account: Account, digests: Sequence[str]) -> None:
    """Have these recovery codes count and no others."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    session.add_all(RecoveryCode(account_id=account.id, digest=digest) for digest in digests)


def use_code(session: Session, account: Account, digest: str, now: datetime) -> bool:
    """Whether a recovery code counts; it does so once."""
    used = (
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.digest == digest,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
    )
    return session.scalar(used.returning(RecoveryCode.digest)) is not None


def codes_left(session: Session, account_id: int) -> int:
    """How many recovery codes were not used yet."""
    asked = select(func.count()).select_from(RecoveryCode)
    return session.execute(
        asked.where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    ).scalar_one()
