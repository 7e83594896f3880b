"""Block a network or a mail domain from signing up and writing as a guest, or let it in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.blocks import block_of
from moderation.domain.callers import OPERATOR, Caller
from moderation.domain.errors import NotFound
from moderation.storage import acts, blocks
from moderation.use_cases.steps.blocking import require_everywhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.domain.blocks import Blocked
    from moderation.parts import Parts


def change_blocks(
    parts: Parts, add: Sequence[str] = (), remove: Sequence[str] = (), *, caller: Caller = OPERATOR
) -> Sequence[Blocked]:
    """All blocks as they are now; each change is an act.

    Raises:
        NotSignedIn, NotAllowed: for all but senior community managers who work on every site, and the operator.
        Malformed: when something named is neither a network nor a domain, or blocks a good part of the internet.
        NotFound: when something to be removed is not blocked.
    """
    by, now = require_everywhere(caller), parts.now()
    coming, going = [block_of(each) for each in add], [block_of(each) for each in remove]
    with parts.database.writing() as session:

        def keep(number: int, before: dict[str, str], after: dict[str, str]) -> None:
            change = acts.Change(before, after)
            acts.add_act(session, Deed.BLOCK, subject_of("block", number), change, manager_id=by, now=now)

        for each in coming:
            made = blocks.add_block(session, each, now)
            if made is not None:
                keep(made, {}, {"blocked": each.value})
        for each in going:
            gone = blocks.drop_block(session, each)
            if gone is None:
                raise NotFound(f"{each.value} is not blocked.", code="unknown_block")
            keep(gone, {"blocked": each.value}, {})
        return blocks.all_blocks(session)
