"""Score one text for another's contract: in which languages, under which article, as a whole and by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.domain.scores import ArticleText, Language, ScoredText
from moderation.domain.stories import spellings
from moderation.domain.written import sentences
from moderation.use_cases.steps.measuring import allow_texts, kept_article, scored_texts

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class Question:
    """A text to score. It is believed to be in the ``languages`` that are named.

    It stands under the ``article`` that came with it, else under the site's own at the ``address``, if it has one.
    """

    text: str
    languages: tuple[str, ...] = ()
    article: ArticleText | None = None
    address: str | None = None
    parent: str | None = None
    by_sentence: bool = False


@dataclass(frozen=True)
class Scored:
    """A piece of the text, from ``begin`` to before ``end``, and its scores."""

    begin: int
    end: int
    values: Mapping[str, float]


@dataclass(frozen=True)
class Analysis:
    """The scores of the whole and of its sentences, if the scorer knows its languages; else which it does not.

    ``scored_as`` is the language that it was scored in, ``detected`` the one that it is surely in by itself, if any.
    """

    scored_as: str | None
    detected: str | None
    foreign: tuple[str, ...] = ()
    whole: Mapping[str, float] = field(default_factory=dict)
    sentences: Sequence[Scored] = ()


def analyze_text(parts: Parts, caller: Caller, asked: Question) -> Analysis:
    """The analysis of a text, of which nothing is kept.

    Raises:
        NotSignedIn, NotAllowed, TooMany: without a key that may score, now.
        Unavailable: when no text can be scored now.
    """
    site = caller.site or ""
    require_scope(caller, "score", site)
    allow_texts(parts, caller, 1)
    article = asked.article or _kept(parts, site, asked.address)
    text = ScoredText(asked.text, article, asked.parent if article else None)
    language = parts.scorer.language(text)
    foreign = _foreign(parts, text, asked.languages, language)
    if foreign:
        return Analysis(None, language.detected, foreign)
    scored_as = _scored_as(asked.languages, language)
    return _analysis(parts, replace(text, language=scored_as), language, by_sentence=asked.by_sentence)


def _kept(parts: Parts, site: str, address: str | None) -> ArticleText | None:
    addresses = spellings(address) if address else ()
    return kept_article(parts, site, addresses) if addresses else None


def _foreign(parts: Parts, text: ScoredText, named: Sequence[str], language: Language) -> tuple[str, ...]:
    """Those languages of the text that the scorer does not know: of the named ones, if any are."""
    if not named:
        return (language.foreign,) if language.foreign else ()
    return tuple(each for each in named if parts.scorer.language(replace(text, language=each)).foreign)


def _scored_as(named: Sequence[str], language: Language) -> str | None:
    """The language that is named, else detected, else the first that the scorer knows."""
    return next(iter([*named, *([language.detected] if language.detected else []), *language.known]), None)


def _analysis(parts: Parts, text: ScoredText, language: Language, *, by_sentence: bool) -> Analysis:
    whole = scored_texts(parts, [text], evidence=False)[0].values
    places = sentences(text.text) if by_sentence else []
    pieces = [replace(text, text=text.text[begin:end]) for begin, end in places]
    found = scored_texts(parts, pieces, evidence=False) if len(pieces) > 1 else []
    values = [each.values for each in found] or [whole] * len(places)
    return Analysis(
        text.language,
        language.detected,
        whole=whole,
        sentences=[Scored(begin, end, each) for (begin, end), each in zip(places, values, strict=True)],
    )
