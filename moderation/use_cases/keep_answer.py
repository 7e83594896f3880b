"""Keep what was answered to a request under its Idempotency-Key; nothing where nothing was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.storage import kept_answers

if TYPE_CHECKING:
    from moderation.parts import Parts


def keep_answer(parts: Parts, caller: Caller, key: str, answered: tuple[int, str] | None) -> None:
    """Keep the status and body that were ``answered``; None frees the key for another try."""
    with parts.database.writing() as session:
        if answered is None:
            kept_answers.release(session, caller.mark, key)
        else:
            kept_answers.keep(session, caller.mark, key, *answered)
