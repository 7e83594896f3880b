"""Say that a warning is understood, so that its author may write again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.domain.errors import NotFound, NotSignedIn
from moderation.domain.sanctions import InForce, Kind
from moderation.storage import authors, identities, sanctions, sites

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Site


def acknowledge_warning(
    parts: Parts, caller: Caller, site: str, sanction_id: int | None = None, *, author: str | None = None
) -> None:
    """Have the warning count no more, or all warnings without a number; a key says whose, by the site's own id.

    Raises:
        NotSignedIn, NotAllowed: for nobody, and when an author is named, for all but a key with the scope for comments.
        NotFound: when there is no such site, author or warning of theirs that counts.
    """
    if author is not None:
        require_scope(caller, "comments", site)
    elif not caller.is_reader:
        raise NotSignedIn("Sign in to say that you understand.")
    with parts.database.writing() as session:
        place = sites.site_named(session, site)
        warnings = [
            each.id
            for each in _in_force(session, parts, caller, place, author)
            if each.kind is Kind.WARN and sanction_id in {None, each.id}
        ]
        if not warnings:
            raise NotFound("There is no such warning.", code="unknown_warning")
        for each in warnings:
            sanctions.sanction_with(session, each).acknowledged_at = parts.now()


def _in_force(
    session: Session, parts: Parts, caller: Caller, site: Site, external_id: str | None
) -> list[InForce]:
    if caller.author_id is not None:
        return sanctions.in_force(session, identities.author_numbered(session, caller.author_id), parts.now())
    if external_id is None:
        return sanctions.in_force_on(session, site, caller.account_id or 0, parts.now())
    author = authors.author_known_as(session, site, external_id)
    return sanctions.in_force(session, author, parts.now()) if author else []
