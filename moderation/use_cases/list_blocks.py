"""List the networks and mail domains from which no new readers are taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.storage import blocks
from moderation.use_cases.steps.blocking import require_everywhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.domain.blocks import Blocked
    from moderation.domain.callers import Caller
    from moderation.parts import Parts


def list_blocks(parts: Parts, caller: Caller) -> Sequence[Blocked]:
    """Every block, oldest first.

    Raises:
        NotSignedIn, NotAllowed: for all but senior community managers who work on every site.
    """
    require_everywhere(caller)
    with parts.database.reading() as session:
        return blocks.all_blocks(session)
