"""Which authors somebody is who reads: an account is one on each site, a token of a site stands for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.storage import authors

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.callers import Caller


def own_authors(session: Session, caller: Caller) -> Sequence[int]:
    """The ids of the authors that the caller is, with a site's token at that site alone; none of a key or nobody."""
    if caller.author_id is not None:
        return [caller.author_id]
    if caller.account_id is None:
        return []
    return authors.authors_of(session, caller.account_id, caller.site)
