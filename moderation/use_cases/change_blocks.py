"""Block a network or a mail domain from signing up and writing as a guest, or let it in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.blocks import block_of
from moderation.domain.errors import NotFound
from moderation.storage import blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.domain.blocks import Blocked
    from moderation.parts import Parts


def change_blocks(parts: Parts, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Sequence[Blocked]:
    """All blocks as they are now.

    Raises:
        Malformed: when something named is neither a network nor a domain.
        NotFound: when something to be removed is not blocked.
    """
    coming, going = [block_of(each) for each in add], [block_of(each) for each in remove]
    with parts.database.writing() as session:
        for each in coming:
            blocks.add_block(session, each, parts.now())
        for each in going:
            if not blocks.drop_block(session, each):
                raise NotFound(f"{each.value} is not blocked.", code="unknown_block")
        return blocks.all_blocks(session)
