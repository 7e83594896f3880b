"""Make a key for a machine of a site; its secret is shown once and never kept."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import OPERATOR, SCOPES, Caller, require_admin
from moderation.domain.errors import Malformed
from moderation.storage import accounts, sites
from moderation.storage.account_tables import Key
from moderation.storage.acts import Change, add_act
from moderation.use_cases.steps.people import account_at_desk

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts

PREFIX = "desk_"
"""How every key begins, so that secret scanners can know one."""


LONGEST_NAME = 80
MOST_PER_MINUTE = 1_000_000


def create_key(
    parts: Parts,
    name: str,
    site: str,
    scopes: Sequence[str],
    per_minute: int,
    *,
    acts_as: str = "",
    caller: Caller = OPERATOR,
) -> str:
    """The secret of a new key for the site, which may do what ``scopes`` say, so often a minute.

    ``acts_as`` names whose role and areas a key for the desk has.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such site or account.
        Malformed: when a scope is unknown or none is named, or the name, the limit or whom it acts as will not do.
    """
    admin_id = require_admin(caller)
    _check(name, scopes, per_minute, acts_as)
    secret = PREFIX + secrets.token_urlsafe(32)
    with parts.database.writing() as session:
        key = Key(
            site_id=sites.site_named(session, site).id,
            name=name,
            digest=accounts.digest_of(secret),
            scopes=" ".join(sorted(set(scopes))),
            per_minute=per_minute,
            created_at=parts.now(),
            account_id=account_at_desk(session, acts_as).id if acts_as else None,
        )
        _keep(session, key, admin_id)
    return secret


def _keep(session: Session, key: Key, admin_id: int | None) -> None:
    """Keep the key, and a record of who made it."""
    accounts.add_key(session, key)
    session.flush()
    subject, change = subject_of("key", key.id), Change({}, _told(key))
    add_act(session, Deed.KEY, subject, change, manager_id=admin_id, now=key.created_at, site_id=key.site_id)


def _told(key: Key) -> dict[str, object]:
    told = {"name": key.name, "scopes": key.scopes, "per_minute": key.per_minute, "valid": True}
    return {**told, "acts_as": key.account_id} if key.account_id is not None else told


def _check(name: str, scopes: Sequence[str], per_minute: int, acts_as: str) -> None:
    unknown = sorted(set(scopes) - set(SCOPES))
    fields: dict[str, list[str]] = {}
    if unknown or not scopes:
        out_of = f"Name scopes out of {', '.join(SCOPES)}; not {', '.join(unknown)}."
        fields["scopes"] = [out_of if unknown else "Name at least one thing that it may do."]
    if ("desk" in scopes) != bool(acts_as):
        fields["acts_as"] = ["Name whom the key acts as: for the scope desk, and only for that."]
    if not 0 < len(name.strip()) <= LONGEST_NAME or not name.isprintable():
        fields["name"] = [f"Choose a name of 1 to {LONGEST_NAME} visible characters."]
    if not 0 < per_minute <= MOST_PER_MINUTE:
        fields["per_minute"] = [f"Give a whole number from 1 to {MOST_PER_MINUTE:,}."]
    if fields:
        raise Malformed(next(iter(fields.values()))[0], fields=fields)
