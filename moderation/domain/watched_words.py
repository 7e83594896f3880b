"""Finding a site's listed words in a text, whatever their disguise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from moderation.domain.folding import folded_text

_PIECE = re.compile(r"\w+|\W")


def words_in(text: str, listed: Iterable[str], allowed: Iterable[str] = ()) -> list[str]:
    """Those listed words and phrases that the text contains as whole words, both folded, in the order of the list.

    What stands inside a phrase of ``allowed`` does not count there, and counts everywhere else.
    """
    words = tuple(listed)
    if not words:
        return []
    pieces = _pieces(text)
    found = list(_matches(pieces, _tree(words)))
    excusing = tuple(allowed) if found else ()
    if excusing:
        reach = _reach(pieces, _tree(excusing))
        found = [match for match in found if match.end > reach[match.begin]]
    return [words[place] for place in sorted({match.place for match in found})]


class _Match(NamedTuple):
    """That the word at this place in the list stands in the text, from one piece to before another."""

    begin: int
    end: int
    place: int


@lru_cache(maxsize=4)
def _pieces(text: str) -> Sequence[str]:
    """The words and signs of a text, folded; kept, since several lists are looked for in the same one."""
    return _PIECE.findall(folded_text(text))


def _reach(pieces: Sequence[str], root: _Branch) -> list[int]:
    """For every piece, how far the farthest allowed phrase goes that begins there or before."""
    ends = [0] * len(pieces)
    for match in _matches(pieces, root):
        ends[match.begin] = max(ends[match.begin], match.end)
    return list(accumulate(ends, max))


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


def _matches(pieces: Sequence[str], root: _Branch) -> Iterator[_Match]:
    """All that stands in the text: one walk into the tree from every piece."""
    for start, piece in enumerate(pieces):
        if piece in root.further and not (start and _is_word(pieces[start - 1]) and not _is_word(piece)):
            yield from _from(pieces, start, root)


def _from(pieces: Sequence[str], start: int, root: _Branch) -> Iterator[_Match]:
    """What the list says from this piece on, where no word runs on behind a sign."""
    branch: _Branch | None = root
    for place in range(start, len(pieces)):
        branch = branch.further.get(pieces[place]) if branch else None
        if branch is None:
            return
        runs_on = not _is_word(pieces[place]) and place + 1 < len(pieces) and _is_word(pieces[place + 1])
        if not runs_on:
            yield from (_Match(start, place + 1, end) for end in branch.ends)


def _is_word(piece: str) -> bool:
    return piece[0].isalnum() or piece[0] == "_"
