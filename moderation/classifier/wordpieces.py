"""Cuts folded text into the word pieces that the encoder reads, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_SIGNS = r"\u2600-\u27bf\U0001f000-\U0001faff"
"""Emoji and the like; some of them, such as ❶, count as digits elsewhere."""
_TOKEN = re.compile(rf"[^\W_{_SIGNS}]+|[^\w\s]|[_{_SIGNS}]")
"""Letters and digits together; every other mark by itself, as BERT's basic tokeniser does (Devlin et al. 2019)."""
_EMOJI = re.compile(f"[{_SIGNS}]")
_LONGEST = 40
"""Letters from which a word is not looked up: no word of any language we know is as long."""
_REMEMBERED = 50_000
_NAMED_BY = 3
"""The words of an emoji's name that are read."""
PAD, UNKNOWN, BEGIN, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"


@dataclass(frozen=True)
class Pieces:
    """A text as piece numbers, where each begins and ends in the folded text, and whether more of them follow."""

    ids: Sequence[int]
    begins: Sequence[int]
    ends: Sequence[int]
    is_cut: bool = False

    def first(self, most: int) -> Pieces:
        """The first so many of them."""
        if len(self.ids) <= most:
            return self
        return Pieces(self.ids[:most], self.begins[:most], self.ends[:most], is_cut=True)


class WordPieces:
    """A vocabulary of word pieces, and the greedy cut into the longest ones (Wu et al. 2016)."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._number = {piece: number for number, piece in enumerate(vocabulary)}
        self.pad, self.unknown, self.begin, self.end = (
            self._number[each] for each in (PAD, UNKNOWN, BEGIN, END)
        )
        self._cut = lru_cache(_REMEMBERED)(self._cut_afresh)

    def __getstate__(self) -> tuple[str, ...]:
        return self.vocabulary

    def __setstate__(self, vocabulary: tuple[str, ...]) -> None:
        self.__init__(vocabulary)  # type: ignore[misc]

    def pieces(self, folded: str, most: int) -> Pieces:
        """The first ``most`` pieces of a folded text; an emoji is read by its name."""
        ids: list[int] = []
        begins: list[int] = []
        ends: list[int] = []
        for found in _TOKEN.finditer(folded):
            if len(ids) > most:
                break
            token = found.group()
            cut = self._cut if len(token) <= _LONGEST else self._cut_afresh
            for number, begin, end in cut(token):
                ids.append(number)
                begins.append(found.start() + begin)
                ends.append(found.start() + end)
        return Pieces(ids, begins, ends).first(most)

    def _cut_afresh(self, token: str) -> tuple[tuple[int, int, int], ...]:
        """The pieces of one token and their places in it."""
        if _EMOJI.match(token):
            return self._named(token)
        if len(token) > _LONGEST:
            return ((self.unknown, 0, len(token)),)
        return tuple(self._longest(token))

    def _named(self, emoji: str) -> tuple[tuple[int, int, int], ...]:
        words = unicodedata.name(emoji, "").lower().replace("-", " ").split()[:_NAMED_BY]
        known = [self._number[word] for word in words if word in self._number]
        return tuple((number, 0, len(emoji)) for number in known or [self.unknown])

    def _longest(self, token: str) -> Iterator[tuple[int, int, int]]:
        """The longest known pieces from left to right; a letter that is in none is unknown by itself.

        BERT calls the whole word unknown then: one rare letter at its end would hide it.
        """
        begin = 0
        while begin < len(token):
            piece = self._piece_at(token, begin)
            yield piece
            begin = piece[2]

    def _piece_at(self, token: str, begin: int) -> tuple[int, int, int]:
        """The longest piece that begins there."""
        for end in range(len(token), begin, -1):
            number = self._number.get(token[begin:end] if begin == 0 else f"##{token[begin:end]}")
            if number is not None:
                return number, begin, end
        return self.unknown, begin, begin + 1
