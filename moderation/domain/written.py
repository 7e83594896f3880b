"""A text as it was sent, the plain text in it, and where each piece of that stood, in others' units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

_MARKUP = re.compile(
    r"<!--[^<>]*-->|<[/!?]?[A-Za-z][^<>]*>|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z0-9]{2,32});"
)
_SENTENCE = re.compile(r"\S.*?(?:(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)|$)", re.MULTILINE)
MOST_SENTENCES = 100
"""More are not told apart: somebody may send ten thousand, each of which would be scored by itself."""
_LONG = "\uffff"
"""Characters after this one take two UTF-16 code units."""


@dataclass(frozen=True)
class Written:
    """What was sent, and the plain text in it; ``places`` say where each character and the end of that stood."""

    sent: str
    text: str
    places: Sequence[int]
    wide: Sequence[int]

    def utf16(self, begin: int, end: int) -> tuple[int, int]:
        """Where a piece of the plain text stood in what was sent, in UTF-16 code units, the end exclusive."""
        return self._units(self.places[begin]), self._units(self.places[end])

    @property
    def whole(self) -> tuple[int, int]:
        """Where all that was sent stands, in the same units."""
        return 0, self._units(len(self.sent))

    def _units(self, place: int) -> int:
        return place + bisect_left(self.wide, place)


def plainly(sent: str) -> Written:
    """A plain text."""
    return Written(sent, sent, range(len(sent) + 1), _wide(sent))


def from_html(sent: str) -> Written:
    """The text in a piece of HTML: a space for each tag, the character for each entity."""
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for found in _MARKUP.finditer(sent):
        shown = " " if found[0].startswith("<") else unescape(found[0])
        pieces += (sent[done : found.start()], shown)
        places += (*range(done, found.start()), *[found.start()] * len(shown))
        done = found.end()
    pieces.append(sent[done:])
    places += range(done, len(sent) + 1)
    return Written(sent, "".join(pieces), places, _wide(sent))


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends (exclusive), without the space around it; a line's end ends one, too.

    Of more than ``MOST_SENTENCES``, as many neighbours as need be count as one.
    """
    found = [(each.start(), each.start() + len(each[0].rstrip())) for each in _SENTENCE.finditer(text)]
    places = [(begin, end) for begin, end in found if end > begin]
    together = max(1, -(-len(places) // MOST_SENTENCES))
    firsts = range(0, len(places), together)
    return [(places[at][0], places[at : at + together][-1][1]) for at in firsts]


def _wide(text: str) -> list[int]:
    """Where the characters of two code units stand."""
    if not text or max(text) <= _LONG:
        return []
    return [place for place, character in enumerate(text) if character > _LONG]
