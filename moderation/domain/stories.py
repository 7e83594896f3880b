"""The addresses that others know an article by, and the ways the site may have spelt the same."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from moderation.domain.addresses import LONGEST

COMMENT = "commentID"
"""What Coral adds to a story's address to point at one of its comments."""


def spellings(address: str) -> tuple[str, ...]:
    """The address as it stands, without the comment it points at, without its query, and with or without a last slash."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ()
    if parts.scheme not in {"http", "https"} or len(address) > LONGEST:
        return ()
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != COMMENT
    ]
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    pointed = urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))
    other = bare.removesuffix("/") if bare.endswith("/") else f"{bare}/"
    return tuple(dict.fromkeys([address, pointed, bare, other]))
