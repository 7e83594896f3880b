"""List where suggested labels came from, and what those of each source count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.storage import suggestions

if TYPE_CHECKING:
    from moderation.parts import Parts


def list_suggestions(parts: Parts) -> Sequence[suggestions.Source]:
    """Every source of suggestions, by site, key and community."""
    with parts.database.reading() as session:
        return suggestions.sources(session)
