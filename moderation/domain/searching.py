"""What somebody looks for among comments: words, "phrases", -without and beginnings*, and where a text says them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation.domain.comments import Status

LONGEST, MOST = 200, 20
"""How many characters may be asked for, and how many terms of them count."""

AUTOMATIC = "automatic"
"""Who decided when no manager did."""

EXCERPT = 240
"""How many characters of a comment are shown as a result."""

_QUOTES = str.maketrans("“”„«»", '"""""')
_TERM = re.compile(r'(-?)(?:"([^"]*)(?:"|$)|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")


@dataclass(frozen=True)
class Term:
    """Words that must stand side by side (often one), the last perhaps only begun; or that must be lacking."""

    text: str
    is_begun: bool = False
    is_without: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Its words without case and accents."""
        return tuple(_plain(found.group()) for found in _WORD.finditer(self.text))


@dataclass(frozen=True)
class Search:
    """What is looked for; nothing that is None counts, and ``since`` and ``until`` bound when comments came in.

    ``author`` and ``article`` are words of a name or title, or "#" and a number; ``decider`` is an account's id, 0 for
    the automatic check: whose decision was the last. ``score`` is what the attribute at least has.
    """

    terms: tuple[Term, ...] = ()
    author: str | None = None
    article: str | None = None
    site: str | None = None
    section: str | None = None
    language: str | None = None
    status: Status | None = None
    reason: str | None = None
    decider: int | None = None
    attribute: str | None = None
    score: float = 0.0
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_match: bool = False


def terms_of(asked: str) -> tuple[Term, ...]:
    """The terms in what was typed; whatever has no letter or digit in it says nothing."""
    found = (
        _term(*match.groups()) for match in _TERM.finditer(asked.replace("\x00", " ").translate(_QUOTES))
    )
    return tuple(term for term in found if term.words)[:MOST]


def begun(asked: str) -> tuple[Term, ...]:
    """Each word in what was typed as one that may only be begun, for finding names and titles."""
    return tuple(Term(found.group(), is_begun=True) for found in _WORD.finditer(asked))[:MOST]


def _term(without: str, phrase: str | None, word: str | None) -> Term:
    if phrase is not None:
        return Term(phrase, is_without=bool(without))
    return Term((word or "").rstrip("*"), is_begun=(word or "").endswith("*"), is_without=bool(without))


def excerpt(text: str, terms: Sequence[Term], most: int = EXCERPT) -> list[Piece]:
    """The part of a text that says the terms first, with all of them in it marked; "…" stands where it is cut."""
    spans = list(_spans(text, [term for term in terms if not term.is_without]))
    begin, end = _window(text, spans[0][0] if spans else 0, most)
    pieces, done = [Piece("… ")] if begin else [], begin
    for opens, closes in spans:
        if opens < done or closes > end:
            continue
        pieces += [Piece(text[done:opens]), Piece(text[opens:closes], is_match=True)]
        done = closes
    pieces += [Piece(text[done:end]), *([Piece(" …")] if end < len(text) else [])]
    return [piece for piece in pieces if piece.text]


def _window(text: str, first: int, most: int) -> tuple[int, int]:
    """Where the excerpt begins and ends, between words where that is near."""
    begin = 0 if first < most - 60 else max(0, first - 60)
    if begin:
        begin = max(begin, text.find(" ", begin, first) + 1)
    end = min(len(text), begin + most)
    if end < len(text):
        end = max(text.rfind(" ", begin + most // 2, end), 0) or end
    return begin, end


def _spans(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Where the text says a term, in order; of terms that begin at the same word the longest."""
    found = [(each.start(), each.end(), _plain(each.group())) for each in _WORD.finditer(text)]
    said = [word for _, _, word in found]
    for place, (opens, _, _) in enumerate(found):
        lengths = [len(term.words) for term in terms if _says(said[place : place + len(term.words)], term)]
        if lengths:
            yield opens, found[place + max(lengths) - 1][1]


def _says(said: Sequence[str], term: Term) -> bool:
    *whole, last = term.words
    if len(said) <= len(whole) or list(said[:-1]) != whole:
        return False
    return said[-1].startswith(last) if term.is_begun else said[-1] == last


def _plain(word: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFD", word)).lower()
