"""Which authors somebody is who reads: an account is one on each site, a token of a site stands for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.storage import authors

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.callers import Caller


def own_authors(session: Session, caller: Caller) -> Sequence[int]:
    """The ids of the authors that the caller is; none of a key, or of somebody unknown."""
    if caller.author_id is not None:
        return [caller.author_id]
    return authors.authors_of(session, caller.account_id) if caller.account_id is not None else []
