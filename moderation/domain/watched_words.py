"""Finding a site's listed words in a text, whatever their disguise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from moderation.domain.folding import folded_text

_PIECE = re.compile(r"\w+|\W")


def words_in(text: str, listed: Iterable[str]) -> list[str]:
    """Those listed words and phrases that the text contains as whole words, both folded, in the order of the list."""
    words = tuple(listed)
    if not words:
        return []
    places = _places(_PIECE.findall(folded_text(text)), _tree(words))
    return [words[place] for place in sorted(places)]


@dataclass
class _Branch:
    """Where the listed words go on after the same beginning, and the places in the list of those that end here."""

    further: dict[str, _Branch] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


@lru_cache(maxsize=64)
def _tree(listed: tuple[str, ...]) -> _Branch:
    """The listed words piece by piece: grown once per list, since folding a long one takes a while."""
    root = _Branch()
    for place, word in enumerate(listed):
        branch = root
        for piece in _PIECE.findall(folded_text(word).strip()):
            branch = branch.further.setdefault(piece, _Branch())
        if branch is not root:
            branch.ends.append(place)
    return root


def _places(pieces: Sequence[str], root: _Branch) -> set[int]:
    """The places in the list of all that stands in the text: one walk into the tree from every piece."""
    return {
        place
        for start, piece in enumerate(pieces)
        if piece in root.further and not (start and _is_word(pieces[start - 1]) and not _is_word(piece))
        for place in _from(pieces, start, root)
    }


def _from(pieces: Sequence[str], start: int, root: _Branch) -> Iterator[int]:
    """What the list says from this piece on, where no word runs on behind a sign."""
    branch: _Branch | None = root
    for place in range(start, len(pieces)):
        branch = branch.further.get(pieces[place]) if branch else None
        if branch is None:
            return
        runs_on = not _is_word(pieces[place]) and place + 1 < len(pieces) and _is_word(pieces[place + 1])
        if not runs_on:
            yield from branch.ends


def _is_word(piece: str) -> bool:
    return piece[0].isalnum() or piece[0] == "_"
