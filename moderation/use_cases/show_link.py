"""Say whose link somebody followed, without using it: programs that read mail follow links, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.use_cases.steps.following_links import link_followed

if TYPE_CHECKING:
    from moderation.domain.letters import LetterKind
    from moderation.parts import Parts


@dataclass(frozen=True)
class ShownLink:
    """The account that a link is for, by its name, and the address it went to."""

    name: str
    address: str


def show_link(parts: Parts, kind: LetterKind, token: str, address: str) -> ShownLink:
    """What the link would be used for.

    Raises:
        NotFound: when it was used, replaced or is over.
        TooMany: when too many were tried from this address.
    """
    link = link_followed(parts, kind, token, address)
    return ShownLink(link.account.name, link.address)
