"""The addresses that others know an article by, and the ways in which its site may have spelt the same."""

from __future__ import annotations

from moderation.domain.addresses import LONGEST

COMMENT = "commentID="
"""What Coral adds to a story's address to point at one of its comments."""


def spellings(address: str) -> tuple[str, ...]:
    """The address as it stands, without the comment it points at, without query, and with or without a last slash."""
    if not address.startswith(("https://", "http://")) or len(address) > LONGEST:
        return ()
    bare, query = _taken_apart(address)
    return tuple(dict.fromkeys([address, f"{bare}{query}", bare, _other(bare)]))


def of_one_page(address: str) -> tuple[str, ...]:
    """The address without the comment it points at, then with or without a last slash, and by the other scheme.

    The query counts: many sites tell their pages apart by nothing else.
    """
    bare, query = _taken_apart(address)
    scheme, _, rest = bare.partition(":")
    schemes = (scheme, "http" if scheme == "https" else "https")
    return tuple(f"{each}:{path}{query}" for each in schemes for path in (rest, _other(rest)))


def _taken_apart(address: str) -> tuple[str, str]:
    """The address up to its query, and the query without the comment that it points at."""
    bare, _, query = address.partition("#")[0].partition("?")
    kept = "&".join(each for each in query.split("&") if each and not each.startswith(COMMENT))
    return bare, f"?{kept}" if kept else ""


def _other(bare: str) -> str:
    return bare.removesuffix("/") if bare.endswith("/") else f"{bare}/"
