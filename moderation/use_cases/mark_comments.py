"""Say by what one can tell whether anything about an article's comments has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.storage import marks

if TYPE_CHECKING:
    from moderation.parts import Parts


def mark_comments(parts: Parts, site: str, article: str) -> str | None:
    """A mark that stays the same for as long as no comment comes, goes or changes; None for an unknown article."""
    with parts.database.reading() as session:
        return marks.mark_of(session, site, article)
