"""Whose comment somebody says they change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Own:
    """A comment that somebody says is theirs: on which site, by the site's own id for them if a key speaks.

    ``version`` is the comment's as they saw it, None where that does not matter.
    """

    site: str
    comment: str
    author: str | None = None
    version: int | None = None
