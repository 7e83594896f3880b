"""What can be done beside deciding on a comment, and how that stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.articles import Mode
from moderation.domain.sanctions import InForce

if TYPE_CHECKING:
    from moderation.storage.tables import Comment


@dataclass(frozen=True)
class Beside:
    """Who wrote the comment, its thread, whether it is featured, and what a manager said of how its article takes more.

    ``sanctions`` are those on its author that nobody ended; some may have run out.
    """

    author: int
    root: str
    is_featured: bool
    mode: Mode | None
    sanctions: Sequence[InForce]


def beside(comment: Comment, on_author: Sequence[InForce]) -> Beside:
    """What can be done beside deciding on the comment, whose author these sanctions are on."""
    return Beside(
        author=comment.author_id,
        root=comment.root_id,
        is_featured=comment.featured_at is not None,
        mode=comment.article.mode,
        sanctions=on_author,
    )
