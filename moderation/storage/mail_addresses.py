"""The mail addresses of accounts, confirmed or not, and the links that open something once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session, joinedload

from moderation.domain.comments import Status
from moderation.domain.letters import LetterKind
from moderation.storage.account_tables import Account
from moderation.storage.accounts import digest_of
from moderation.storage.letter_tables import OneTimeLink
from moderation.storage.tables import Author, Comment


def account_at(session: Session, address: str) -> Account | None:
    """The account that has confirmed this address."""
    return session.scalar(select(Account).where(Account.mail_address == address))


def ask_address(session: Session, account_id: int, address: str) -> None:
    """Have an account wait until this address is confirmed; one that it has already goes on counting meanwhile."""
    session.execute(update(Account).where(Account.id == account_id).values(unconfirmed_address=address))


def confirm_address(session: Session, account: Account, address: str) -> bool:
    """Whether the address is the account's now; not when another account has confirmed it."""
    other = account_at(session, address)
    if other is not None and other.id != account.id:
        return False
    session.execute(
        update(Account).where(Account.id == account.id).values(mail_address=address, unconfirmed_address=None)
    )
    return True


def awaits_confirmation(session: Session, author: Author) -> bool:
    """Whether the author's account has told an address and never confirmed one."""
    if author.account_id is None:
        return False
    waits = (Account.mail_address.is_(None), Account.unconfirmed_address.is_not(None))
    return bool(session.scalar(select(exists().where(Account.id == author.account_id, *waits))))


def held_comments_of(session: Session, account_id: int) -> Sequence[str]:
    """The ids of an account's comments that are held."""
    written = select(Comment.id).join(Author, Author.id == Comment.author_id)
    return session.scalars(
        written.where(Author.account_id == account_id, Comment.status == Status.HELD)
    ).all()


def add_link(session: Session, link: OneTimeLink) -> None:
    """Keep a link; others of its kind for this account open nothing any more."""
    drop_links(session, link.account_id, link.kind)
    session.add(link)


def link_with(session: Session, kind: LetterKind, token: str, now: datetime) -> OneTimeLink | None:
    """The link of this token with its account, unless it was used, replaced or is over."""
    return session.scalar(
        select(OneTimeLink)
        .where(OneTimeLink.digest == digest_of(token), OneTimeLink.kind == kind)
        .where(OneTimeLink.expires_at > now)
        .options(joinedload(OneTimeLink.account))
        .with_for_update(of=OneTimeLink)
    )


def drop_links(session: Session, account_id: int, kind: LetterKind) -> None:
    """Have no link of this kind open anything for an account."""
    session.execute(delete(OneTimeLink).where(OneTimeLink.account_id == account_id, OneTimeLink.kind == kind))


def take_back_what_was_asked(session: Session, account_id: int) -> None:
    """Have no letter that was asked for open anything, and no address take the place of the confirmed one."""
    session.execute(delete(OneTimeLink).where(OneTimeLink.account_id == account_id))
    has_one = Account.mail_address.is_not(None)
    session.execute(update(Account).where(Account.id == account_id, has_one).values(unconfirmed_address=None))


def drop_expired_links(session: Session, now: datetime) -> None:
    """Forget the links that are over."""
    session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at <= now))
