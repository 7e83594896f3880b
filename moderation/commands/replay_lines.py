"""The file that ``moderation replay`` sends: one comment a line, in JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MADE_UP_READERS = 500
"""Comments without an author are spread over that many, as a lively site's are."""


class NotALine(Exception):  # noqa: N818 - named by what it is not
    """The line describes no comment; the message says why."""


@dataclass(frozen=True)
class Line:
    """One comment to send: its place in the file, the text, the article that it stands under, and by whom."""

    number: int
    text: Any
    article: Mapping[str, Any]
    author: Mapping[str, Any]


def line_from(number: int, written: bytes) -> Line:
    """The comment in a line of the file; whether its text can be taken is for the service to say.

    Raises:
        NotALine: when it is no JSON, or names no article.
    """
    try:
        said = json.loads(written)
    except (ValueError, RecursionError):
        raise NotALine("not a line of JSON") from None
    article = said.get("article") if isinstance(said, dict) else None
    if not isinstance(article, dict) or not _is_whole(article.get("id")):
        raise NotALine('no "article" with an "id"')
    return Line(number, said.get("text"), article, _author(said.get("author"), written))


def _is_whole(said: Any) -> bool:
    """Whether this is a text that an address can hold: half of a character has no bytes."""
    return isinstance(said, str) and said.encode(errors="ignore").decode() == said


def _author(said: Any, written: bytes) -> Mapping[str, Any]:
    """Who wrote it: as the line says, else a made-up name that is the same whenever this line is sent."""
    if isinstance(said, dict):
        return said
    if said is None:
        number = int.from_bytes(hashlib.sha256(written.strip()).digest()[:4]) % MADE_UP_READERS
        said = f"reader-{number}"
    return {"id": said, "name": said}
