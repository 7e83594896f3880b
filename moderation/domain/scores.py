"""What a classifier answers about a text, and the promise that a scorer keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Profile:
    """What a scorer made of an article once: what it is about, kept so that no comment has to wait for it.

    Only the scorer that ``made_by`` names can read it. ``lead`` tells the article from others, ``parts`` (with the
    thread so far) is what comments are compared with; ``terms`` are its most telling words, for people.
    """

    made_by: str
    lead: bytes
    parts: bytes
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Others:
    """Articles of one site: their numbers, and their profiles' leads joined in the same order, all made by one."""

    made_by: str = ""
    numbers: tuple[int, ...] = ()
    leads: bytes = b""


@dataclass(frozen=True)
class ArticleText:
    """What a scorer may know of an article: its title and body text, both plain, and its language if named. Without a
    title nothing is off topic.

    ``profile`` spares it the work of making one, and counts only if the scorer made it. ``others`` are the site's
    articles, among which the one of this ``number`` is passed over. Where ``is_fleeting``, nothing is remembered of
    it, nor of a comment answered under it.
    """

    title: str
    text: str = ""
    language: str | None = None
    profile: Profile | None = field(default=None, compare=False)
    others: Others | None = field(default=None, compare=False)
    number: int | None = field(default=None, compare=False)
    is_fleeting: bool = field(default=False, compare=False)

    def by_itself(self) -> ArticleText:
        """The article without what is known of it and others: what may be remembered for long."""
        return ArticleText(self.title, self.text, self.language)


@dataclass(frozen=True)
class ScoredText:
    """One text to score: itself, the article and the parent comment it answers, and its own language if named.

    A comment's language is not its article's: readers write as they like.
    """

    text: str
    article: ArticleText | None = None
    parent: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Language:
    """What a scorer hears in a text: the language that it is surely in by itself, and the one that it is taken to be in
    where the scorer does not know that one; ``known`` are those it does.
    """

    detected: str | None = None
    foreign: str | None = None
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """Characters ``begin`` (inclusive) to ``end`` (exclusive), in code points, that raised a score by ``weight``.

    ``weight`` is in log-odds (that the word is rude, or that the attribute is there) and always positive.
    """

    begin: int
    end: int
    weight: float


@dataclass(frozen=True)
class Topic:
    """Why OFF_TOPIC is what it is.

    ``shared`` are the telling words that the text has in common with the article or the comment it answers;
    ``nearness`` and ``elsewhere_nearness`` are cosines (at most 1) to the nearest part of the article and to the
    nearest other article of the site, whose number is ``elsewhere``. ``is_generic`` marks a reaction that fits
    anywhere, such as "Well said".
    """

    shared: tuple[str, ...] = ()
    nearness: float | None = None
    elsewhere: int | None = None
    elsewhere_nearness: float | None = None
    is_generic: bool = False


FAST, ENCODER, SENTENCES = "fast", "encoder", "sentences"
"""The members of a model: words and word pieces by themselves, a transformer that reads them in order, and another
that tells what they are about.
"""


@dataclass(frozen=True)
class Scores:
    """Calibrated probabilities by attribute (0 to 1), their evidence, and what gave them: version and members.

    ``topic`` is there where evidence was asked for and the text stands under an article; ``is_whole`` says whether
    the encoder, where there is one, read all of the text.
    """

    values: Mapping[str, float]
    model: str
    evidence: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    members: tuple[str, ...] = (FAST,)
    topic: Topic | None = None
    is_whole: bool = True


class ScorerUnavailable(Exception):  # noqa: N818 - named by what is refused
    """No score could be given; the message says why, for the operator.

    ``code`` is one of ``missing`` (no model in service), ``late`` (over budget), ``failed`` (it raised) or
    ``language`` (the model does not know the text's language).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class ScorerState:
    """Whether texts can be scored now (``ready``), by which model and members, and what is lacking, and what to do.

    ``reason`` is also given where texts are scored, but not by every member.
    """

    ready: bool
    model: str | None
    reason: str | None = None
    members: tuple[str, ...] = ()


class Scorer(Protocol):
    """Whatever can score a text; the service is handed one and never knows how it works."""

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        """The scores of one text.

        Raises:
            ScorerUnavailable: when no model is in service, it failed, or does not know the language.
        """
        ...

    def score_many(self, texts: Sequence[ScoredText], *, evidence: bool = False) -> list[Scores]:
        """The scores of many texts in order, at batch speed; raises like ``score``."""
        ...

    def profile(self, article: ArticleText, thread: Sequence[str] = ()) -> Profile | None:
        """What the article is about, with the approved comments under it; None when no member can tell."""
        ...

    def profiles_by(self) -> str | None:
        """What profiles must be ``made_by`` to be read now; None when no member reads any."""
        ...

    def language(self, text: ScoredText) -> Language:
        """Which language the text is in, and whether the model in service knows it; nothing when none is."""
        ...

    def thresholds(self) -> Mapping[str, float]:
        """The holding thresholds of the model in service by attribute; empty when none is."""
        ...

    def state(self) -> ScorerState:
        """Whether a model is in service now, and if not, why."""
        ...


class NoScorer:
    """The scorer of a command that never scores: what comes to it anyway is held, and scored later by a worker."""

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        """Never an answer."""
        raise ScorerUnavailable("missing", "no scorer was asked for here")

    def score_many(self, texts: Sequence[ScoredText], *, evidence: bool = False) -> list[Scores]:
        """Never an answer."""
        raise ScorerUnavailable("missing", "no scorer was asked for here")

    def profile(self, article: ArticleText, thread: Sequence[str] = ()) -> Profile | None:
        """None."""

    def profiles_by(self) -> str | None:
        """Nothing."""

    def language(self, text: ScoredText) -> Language:
        """Nothing."""
        return Language()

    def thresholds(self) -> Mapping[str, float]:
        """None."""
        return {}

    def state(self) -> ScorerState:
        """Not ready, on purpose."""
        return ScorerState(ready=False, model=None, reason="no scorer was asked for here")
