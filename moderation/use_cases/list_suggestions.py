"""List where suggested labels came from, what they say, and what those of each source count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.storage import suggestions

if TYPE_CHECKING:
    from moderation.parts import Parts


def list_suggestions(parts: Parts, *, caller: Caller = OPERATOR) -> Sequence[suggestions.Source]:
    """Every source of suggestions, by site, key and community.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
    """
    require_admin(caller)
    with parts.database.reading() as session:
        return suggestions.sources(session)
