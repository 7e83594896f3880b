"""Folds text so that disguises fall away, and remembers where every folded character came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LATIN_TWINS = {
    # Cyrillic and Greek letters drawn like Latin ones (Unicode TR39 confusables, the common part).
    **dict(zip("аеорсухіјѕԁһӏԛԝьгпкмтвн", "aeopcyxijsdhlqwbrnkmtbh", strict=True)),
    **dict(zip("αβεικνορτυχγηω", "abeikvoptuxynw", strict=True)),
    # Latin letters that no decomposition takes apart, small capitals and dotless or barred forms.
    **dict(zip("ıȷłøđħŧɡɑɩʋƒǀ", "ijlodhtgaivfl", strict=True)),
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...",
    "æ": "ae", "œ": "oe", "℮": "e", "⍺": "a", "ᗰ": "m",
}  # fmt: skip
_CAPITAL_TWINS = {
    # Capitals drawn like Latin ones whose small letters are not (the same table): they are told before case falls.
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ", "abezhikmnoptyxcj", strict=True)),
    **dict(zip("АВЕЅІЈКМНОРСТУХҮԌԚԜ", "abesijkmhopctyxygqw", strict=True)),
    # Cherokee and Lisu letters, the common part.
    **dict(zip("ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ", "abcdehjklmprstvwz", strict=True)),
    **dict(zip("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "abcdefghijklmnoprstuvwxyz", strict=True)),
}  # fmt: skip
_INVISIBLE = re.compile(
    # Default_Ignorable_Code_Point (Unicode's DerivedCoreProperties), and the braille pattern without a dot.
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_DRAWN_OVER = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20e2\ufe20-\ufe2f]")
"""Marks that only decorate the letter before them, in any script we take marks off."""
_FIRST_COMBINABLE = 0x0530
"""Marks are taken off letters below this code point only (Latin, Greek, Cyrillic): elsewhere they carry the sense."""

_LEET = str.maketrans("013457@$!", "oieastasi")
_LEET_INSIDE = re.compile(r"(?<=[a-z])[013457@$]+(?=[a-z])|(?<=\b[a-z])!(?=[a-z])|(?<=\bsh)!(?=[a-z])")
_LEET_EDGE = re.compile(r"(?<![\w$])\$(?!us\b)(?=[a-z]{2})|(?<![\w@])@(?=ss)|(?<=[a-z])\$\$(?![\w$])")
_LONG_RUN = re.compile(r"([achijkquvwxy])\1{2,}|([a-z])\2{2,}|([^\w\s])\3{3,}")
_SPACED = re.compile(r"(?<![a-z0-9])[a-z]([ .\-_*/|])(?:[a-z]\1){2,}[a-z](?![a-z0-9])")


@dataclass(frozen=True)
class Folded:
    """A folded text and, for each of its characters, the code point of the original that it came from.

    ``origins`` is None when nothing moved; otherwise it ends with the original's length.
    """

    text: str
    origins: Sequence[int] | None = None

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The code points of the original behind folded characters ``begin`` to ``end`` (exclusive)."""
        if self.origins is None or begin >= end:
            return begin, end
        return self.origins[begin], max(self.origins[end], self.origins[end - 1] + 1)


def fold(text: str) -> Folded:
    """The text without case, accents, look-alikes, leet, drawn-out letters, s.p.a.c.i.n.g and hidden characters."""
    folded = Folded(text.lower()) if text.isascii() and text.isprintable() else _characters(text)
    folded = _replaced(folded, _LEET_INSIDE, lambda found: found.group().translate(_LEET))
    folded = _replaced(folded, _LEET_EDGE, lambda found: found.group().translate(_LEET))
    folded = _replaced(folded, _LONG_RUN, _shortened)
    return _replaced(folded, _SPACED, lambda found: found.group()[:: len(found[1]) + 1])


def folded_text(text: str) -> str:
    """The folded text alone, for comparing words and names."""
    return fold(text).text


@lru_cache(maxsize=4096)
def _character(character: str) -> str:
    """What one character folds to: nothing, itself, or a few plainer ones."""
    point = ord(character)
    if character in "\n\r\t":
        return " "
    if 0x1F130 <= point <= 0x1F189:  # squared and negative letters
        return chr(ord("a") + (point - 0x1F130) % 32) if (point - 0x1F130) % 32 < 26 else character
    if 0x1F1E6 <= point <= 0x1F1FF:  # regional indicators spell words as well as flags
        return chr(ord("a") + point - 0x1F1E6)
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"} or _is_unseen(character):
        return ""
    shown = "".join(_small(each) for each in unicodedata.normalize("NFKC", character))
    return "".join(_plainer(each) for each in shown.casefold())


def _is_unseen(character: str) -> bool:
    """Whether the character shows nothing, or only decorates the one before it."""
    return bool(_INVISIBLE.match(character) or _DRAWN_OVER.match(character))


def _small(character: str) -> str:
    """A capital, with or without an accent, as the small letter of its Latin twin; anything else as it is."""
    return _CAPITAL_TWINS.get(unicodedata.normalize("NFKD", character)[0], character)


def _plainer(character: str) -> str:
    """A case-folded character without its accent, in its Latin twin's shape."""
    base = unicodedata.normalize("NFKD", character)
    if base and ord(base[0]) < _FIRST_COMBINABLE:
        base = "".join(each for each in base if not unicodedata.combining(each))
    else:
        base = character
    return "".join(_LATIN_TWINS.get(each, each) for each in base)


def _characters(text: str) -> Folded:
    """Every character folded by itself."""
    pieces = [_character(character) for character in text]
    folded = "".join(pieces)
    if len(folded) == len(text) and all(len(piece) == 1 for piece in pieces):
        return Folded(folded)
    origins = [place for place, piece in enumerate(pieces) for _ in piece]
    return Folded(folded, [*origins, len(text)])


def _shortened(found: re.Match[str]) -> str:
    """A drawn-out run at the length it may have in English: one, two, or three for punctuation."""
    if found[1]:
        return found[1]
    return found[2] * 2 if found[2] else found[3] * 3


def _replaced(
    folded: Folded, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]
) -> Folded:
    """The folded text with each match replaced by characters kept from it, in order, and the origins with it."""
    if not pattern.search(folded.text):
        return folded
    before = folded.origins if folded.origins is not None else range(len(folded.text) + 1)
    pieces: list[str] = []
    origins: list[int] = []
    done = 0
    for found in pattern.finditer(folded.text):
        kept = replacement(found)
        pieces += (folded.text[done : found.start()], kept)
        origins += before[done : found.start()]
        origins += _places(before[found.start() : found.end()], len(kept))
        done = found.end()
    pieces.append(folded.text[done:])
    return Folded("".join(pieces), [*origins, *before[done:]])


def _places(origins: Sequence[int], kept: int) -> list[int]:
    """The origins of ``kept`` characters spread evenly over those replaced: the first stays first."""
    stride = max(1, len(origins) // kept) if kept else 1
    return [origins[min(place * stride, len(origins) - 1)] for place in range(kept)]
