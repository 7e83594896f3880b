"""Go on with letting somebody go, where that took more than one request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.leaving import Leaving
from moderation.use_cases.steps.leaving import carry_out

if TYPE_CHECKING:
    from moderation.parts import Parts


def finish_leaving(parts: Parts, subject: str) -> None:
    """Do the next piece of the job with this subject; as long as anything is left, the job stays due."""
    carry_out(parts, Leaving.of(subject), parts.now())
