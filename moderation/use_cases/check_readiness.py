"""Say whether comments can be stored and scored now, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.scores import ScorerState
from moderation.storage import jobs
from moderation.storage.database import reason_unusable

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class Readiness:
    """``storage`` is None when comments can be stored, else why not; ``waiting_jobs`` is how much is still to do."""

    storage: str | None
    scorer: ScorerState
    waiting_jobs: int | None


def check_readiness(parts: Parts) -> Readiness:
    """The state of storage and scorer."""
    unusable = reason_unusable(parts.database)
    if unusable is not None:
        return Readiness(unusable, parts.scorer.state(), None)
    with parts.database.reading() as session:
        return Readiness(None, parts.scorer.state(), jobs.waiting(session))
