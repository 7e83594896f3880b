"""The addresses that others know an article by, and the ways in which its site may have spelt the same."""

from __future__ import annotations

from moderation.domain.addresses import LONGEST

COMMENT = "commentID="
"""What Coral adds to a story's address to point at one of its comments."""


def spellings(address: str) -> tuple[str, ...]:
    """The address as it stands, without the comment it points at, without query, and with or without a last slash."""
    if not address.startswith(("https://", "http://")) or len(address) > LONGEST:
        return ()
    story = address.partition("#")[0]
    bare, _, query = story.partition("?")
    kept = "&".join(each for each in query.split("&") if each and not each.startswith(COMMENT))
    pointed = f"{bare}?{kept}" if kept else bare
    other = bare.removesuffix("/") if bare.endswith("/") else f"{bare}/"
    return tuple(dict.fromkeys([address, pointed, bare, other]))
