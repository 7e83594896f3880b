"""Recall what was answered to a request that comes again under its Idempotency-Key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import Conflict, Malformed
from moderation.storage import kept_answers

if TYPE_CHECKING:
    from moderation.parts import Parts

KEPT = timedelta(days=1)
"""How long an answer can be recalled."""

AT_WORK = timedelta(seconds=60)
"""How long a request may be at work; after that whoever did it is taken to have died."""


@dataclass(frozen=True)
class Recalled:
    """What was answered."""

    status: int
    body: str


def recall_answer(parts: Parts, caller: Caller, key: str, digest: str) -> Recalled | None:
    """The answer to the same request; None when it is new: then it is the caller's to do, and to keep.

    Raises:
        Malformed: when another request came under this key.
        Conflict: when the same one is at work.
    """
    now = parts.now()
    with parts.database.writing() as session:
        kept = kept_answers.claim(session, caller.mark, key, digest, now)
        if kept is None:
            return None
        age = now - kept.made_at
        if age > KEPT or (kept.status is None and age > AT_WORK):
            kept_answers.begin_again(kept, digest, now)
            return None
        if kept.digest != digest:
            raise Malformed(
                "This Idempotency-Key was used before, with another body or address.", code="key_reused"
            )
        if kept.status is None or kept.body is None:
            raise Conflict("The same request is at work. Ask again in a moment.", code="at_work")
        return Recalled(kept.status, kept.body)
