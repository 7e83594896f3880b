"""Finding a site's listed words in a text, whatever their disguise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from moderation.domain.folding import folded_text


def words_in(text: str, listed: Iterable[str]) -> list[str]:
    """Those listed words and phrases that the text contains as whole words, both folded, in the order of the list."""
    plain = folded_text(text)
    return [word for word in listed if _contains(plain, folded_text(word).strip())]


def _contains(plain: str, word: str) -> bool:
    return bool(word) and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain) is not None
