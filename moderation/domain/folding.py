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

_COARSE = tuple(
    """
    fuck fucks fucked fucker fuckers fuckin fucking motherfucker motherfuckers motherfucking shit shits shitty bullshit
    horseshit shithead shithole bitch bitches bitchy asshole assholes arsehole arseholes dumbass jackass asshat cunt
    cunts cock cocks cocksucker cocksuckers dick dicks dickhead dickheads pussy pussies prick pricks whore whores slut
    sluts slutty bastard bastards damn damned goddamn goddamned piss pissed crap twat twats wanker wankers douche
    douchebag idiot idiots idiotic moron morons moronic stupid stupidity imbecile imbeciles retard retards retarded
    dumb dumber loser losers fool fools foolish pathetic scum scumbag scumbags faggot faggots dyke dykes tranny
    trannies nigger niggers nigga niggas kike kikes spic spics chink chinks paki pakis wetback raghead towelhead
    """.split()
)
"""Words that people veil, commoner ones first: what stands in letters and signs is read as one of them, if as any."""
_BY_LENGTH = {length: [each for each in _COARSE if len(each) == length] for length in map(len, _COARSE)}
_SINGLED = {re.sub(r"(.)\1+", r"\1", each): each for each in reversed(_COARSE)}
_READ_AS = dict(zip("01345789@$!", "o il e a s t b g a s il".split(), strict=True))
_ANY_LETTER, _ANY_VOWEL = frozenset("*#%^+@$!?"), frozenset("-_.")
_UNPLAIN = re.compile("[^ -_a-~]+")
"""What is not printable ASCII; the backtick stands for an apostrophe."""
# Each of these begins with the sign that is looked for and looks back from there: Python's scan is fast for such.
_SIGN_INSIDE = re.compile(r"[*#%^+@$!?_.01345789\-](?<=[a-z@].)(?:(?<=[$0-9])|(?=[a-z0-9*#%^+@$!?]))")
_VEILED = re.compile(
    r"(?<![a-z0-9@$])(?:[a-z]{1,12}[-_.][a-z]{1,12}"
    r"|[a-z0-9@$][a-z0-9]{0,12}(?:[*#%^+@$!?]{1,12}[a-z0-9]{1,12}){1,6}\${0,2}"
    r"|(?=[a-z]*[0-9$])[a-z0-9]{2,16}\${0,2})(?![a-z0-9])"
)
_LEET = str.maketrans("013457@$!", "oieastasi")
_LEET_INSIDE = re.compile(
    r"[013457@$!](?:(?<=[a-z][013457@$])[013457@$]*(?=[a-z])|(?<=\b[a-z]!)(?=[a-z])|(?<=\bsh!)(?=[a-z]))"
)
_LEET_EDGE = re.compile(
    r"[$@](?:(?<=\$)(?<![\w$]\$)(?!us\b)(?=[a-z]{2})|(?<=@)(?<![\w@]@)(?=ss)|(?<=[a-z]\$)\$(?![\w$]))"
)
_THREE_ALIKE = tuple(letter * 3 for letter in "abcdefghijklmnopqrstuvwxyz")
_FOUR_MARKS = re.compile(r"[^\w\s]{4}")
_WORD = re.compile(r"(?<![a-z])[a-z]{4,40}(?![a-z])")
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


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """The text without case, accents, look-alikes, leet, drawn-out letters, s.p.a.c.i.n.g and hidden characters.

    The latest are remembered: what comes in is checked, compared and scored as it is folded.
    """
    folded = Folded(text.lower()) if text.isascii() and text.isprintable() else _characters(text)
    if _SIGN_INSIDE.search(folded.text):
        folded = _replaced(folded, _VEILED, lambda found: _unveiled(found.group()))
    folded = _replaced(folded, _LEET_INSIDE, lambda found: found.group().translate(_LEET))
    folded = _replaced(folded, _LEET_EDGE, lambda found: found.group().translate(_LEET))
    if any(map(folded.text.__contains__, _THREE_ALIKE)):
        folded = _replaced(folded, _WORD, _single)
        folded = _replaced(folded, _LONG_RUN, _shortened)
    elif _FOUR_MARKS.search(folded.text):
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
    """Every character folded by itself; printable ASCII, of which most texts are made, needs no look at each."""
    pieces: list[str] = []
    done = 0
    for run in _UNPLAIN.finditer(text):
        pieces += text[done : run.start()].lower()
        pieces += map(_character, run.group())
        done = run.end()
    pieces += text[done:].lower()
    folded = "".join(pieces)
    if len(folded) == len(text) and len(min(pieces, key=len)) == 1:
        return Folded(folded)
    origins = [place for place, piece in enumerate(pieces) for _ in piece]
    return Folded(folded, [*origins, len(text)])


@lru_cache(maxsize=4096)
def _unveiled(token: str) -> str:
    """The coarse word that a token of letters and signs stands for, or the token itself."""
    read = "".join(_READ_AS.get(each, each)[0] for each in token if each not in "-_.*#%^+?")
    if read in _COARSE and sum(map(str.isalpha, token)) > 1:
        return read
    return next((word for word in _BY_LENGTH.get(len(token), ()) if _fits(token, word)), token)


def _fits(token: str, word: str) -> bool:
    """Whether the token shows the word's ends and, unless it is starred out, half of its letters."""
    shown = [letter in _READ_AS.get(each, each) for each, letter in zip(token, word, strict=True)]
    if not (shown[0] and shown[-1] and sum(map(str.isalpha, token)) > 1):
        return False
    hidden = {each for each, is_shown in zip(token, shown, strict=True) if not is_shown}
    if hidden <= _ANY_LETTER:
        return sum(shown) * 2 >= len(word) or hidden == {"*"}
    at = [letter for letter, is_shown in zip(word, shown, strict=True) if not is_shown]
    return hidden <= _ANY_VOWEL and set(at) <= set("aeiou")


def _single(found: re.Match[str]) -> str:
    """The coarse word that is drawn out somewhere, or the word itself."""
    word = found.group()
    if any(map(word.__contains__, _THREE_ALIKE)):
        return _SINGLED.get(re.sub(r"(.)\1+", r"\1", word), word)
    return word


def _shortened(found: re.Match[str]) -> str:
    """A drawn-out run at the length it may have in English: one, two, or three for punctuation."""
    if found[1]:
        return found[1]
    return found[2] * 2 if found[2] else found[3] * 3


def _replaced(
    folded: Folded, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]
) -> Folded:
    """The folded text with each match replaced by characters kept from it, in order, and the origins with it."""
    matches = [
        (found, kept)
        for found in pattern.finditer(folded.text)
        if (kept := replacement(found)) != found.group()
    ]
    if not matches:
        return folded
    before = folded.origins if folded.origins is not None else range(len(folded.text) + 1)
    pieces: list[str] = []
    origins: list[int] = []
    done = 0
    for found, kept in matches:
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
