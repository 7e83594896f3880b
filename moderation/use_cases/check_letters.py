"""Say how the letters fare: how many wait, and how many were given up in the last week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.storage import letters

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.storage.letters import Outbox

LATELY = timedelta(days=7)


def check_letters(parts: Parts) -> Outbox:
    """What waits, why, and what was given up."""
    with parts.database.reading() as session:
        return letters.outbox(session, parts.now() - LATELY)
