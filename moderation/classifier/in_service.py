"""The scorer in service: watches the promoted and the shipped model, and answers with the one that is current."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from moderation.classifier.artefact import (
    ARTEFACT,
    CARD,
    CURRENT,
    ENCODER,
    SENTENCES,
    TRUNK,
    ModelUnusableError,
    current_members,
    pointer_in,
)
from moderation.classifier.card import Card
from moderation.classifier.in_time import InTime, LateError, call_in_child
from moderation.classifier.language import detector, foreign, heard
from moderation.classifier.model import Model
from moderation.domain.scores import (
    ArticleText,
    Language,
    Profile,
    ScoredText,
    ScorerState,
    ScorerUnavailable,
    Scores,
)

LOOK_EVERY_S = 1.0
"""How often the files are looked at, at most."""
IDLE_S = 4.0
"""After so long without a look a model is read before the answer: a promotion is in service within five seconds."""
_LONG, _SIGN, _OF_A_SIGN = 2_000, re.compile(r"[^\w\s]"), 4
"""Characters from which a text takes many times as long to read as most, and how many more a sign counts."""

_log = logging.getLogger(__name__)
Seen = tuple[object, ...]
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class _Found:
    """What the files gave when they looked like ``seen``: a model, and why it or a part of it is not there."""

    seen: Seen
    model: Model | None = None
    card: Card | None = None
    reason: str | None = None


class ModelInService:
    """Scores with the promoted model where there is one, else with the shipped one; a broken one is not replaced.

    Files that change are read beside the model in service by a thread of its own, but before the answer after
    an idle time; files that no longer verify end its service, until they do again.
    """

    def __init__(self, promoted: Path, shipped: Path, budget_s: float, threads: int) -> None:
        self._folders = (promoted, shipped)
        self._in_time = InTime(threads=threads, budget_s=budget_s)
        self._lock = threading.Lock()
        self._reading = False
        detector()
        self._looked_at = time.monotonic()
        self._found = self._read(self._seen())
        call_in_child(self._afresh)

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        """The scores of one text, within the time budget; reading a model after an idle time is not counted."""

        def ask() -> Scores:
            found = self._current()
            return self._in_time.call(
                lambda: _scored(found, [text], evidence=evidence)[0], is_long=is_long(text.text)
            )

        return self._answered(ask)

    def score_many(self, texts: Sequence[ScoredText], *, evidence: bool = False) -> list[Scores]:
        """The scores of many texts in order, in the caller's own thread and time."""
        return self._answered(lambda: _scored(self._current(), texts, evidence=evidence))

    def profile(self, article: ArticleText, thread: Sequence[str] = ()) -> Profile | None:
        """What the article is about, made in the caller's own thread and time; None without a model that can tell."""
        model = self._current().model
        return model.profile(article, thread) if model else None

    def profiles_by(self) -> str | None:
        """What profiles must be ``made_by`` to be read now."""
        model = self._current().model
        return model.profiles_by if model else None

    def language(self, text: ScoredText) -> Language:
        """Which language the text is in, and whether the model in service knows it."""
        card = self._current().card
        return heard(text, card.languages) if card else Language()

    def thresholds(self) -> Mapping[str, float]:
        """The holding thresholds of the model in service; empty when none is."""
        found = self._current()
        return found.model.thresholds if found.model else {}

    def state(self) -> ScorerState:
        """Whether a model is in service now, with which members, and what is lacking and why."""
        found = self._current()
        if found.model is None:
            return ScorerState(ready=False, model=None, reason=found.reason)
        return ScorerState(
            ready=True, model=found.model.version, reason=found.reason, members=found.model.members
        )

    def card(self) -> Card | None:
        """The card of the model in service."""
        return self._current().card

    def _answered(self, ask: Callable[[], Answer]) -> Answer:
        """The answer, whatever goes wrong being named without the text in it."""
        try:
            return ask()
        except ScorerUnavailable:
            raise
        except LateError as error:
            raise ScorerUnavailable("late", str(error)) from None
        except Exception as error:  # noqa: BLE001 - a scorer that fails must not take the comment with it
            kind = type(error).__name__
            _log.error("scoring failed: %s", kind)
            raise ScorerUnavailable("failed", f"scoring raised {kind}") from None

    def _current(self) -> _Found:
        """What is in service now, after a look at the files if the last one is older than a second."""
        with self._lock:  # while one thread reads after an idle time, the others wait for what it finds
            unseen_s = time.monotonic() - self._looked_at
            if unseen_s >= LOOK_EVERY_S and not self._reading:
                self._look(before_the_answer=unseen_s >= IDLE_S)
        return self._found

    def _look(self, *, before_the_answer: bool) -> None:
        """Reads the files if they are not what they were, now or in a thread; call it with the lock held."""
        self._looked_at = time.monotonic()
        seen = self._seen()
        if seen == self._found.seen:
            return
        if before_the_answer:
            self._found = self._read(seen)
            return
        threading.Thread(target=self._replace, args=(seen,), name="model reading", daemon=True).start()
        self._reading = True  # the thread cannot say otherwise before the lock is free

    def _replace(self, seen: Seen) -> None:
        """Reads what is on disk now and puts it, or the reason why not, in the place of the model in service."""
        try:
            self._found = self._read(seen)
        finally:
            with self._lock:
                self._reading = False

    def _read(self, seen: Seen) -> _Found:
        """What the files give, every digest verified."""
        try:
            model, card, lacking = current_members(self._folder())
        except ModelUnusableError as error:
            _log.error("no model in service: %s", error)
            return _Found(seen, reason=str(error))
        _log.info("model %s in service (%s)", model.version, ", ".join(model.members))
        if lacking:
            _log.warning("a member is lacking: %s", lacking)
        return _Found(seen, model, card, lacking)

    def _folder(self) -> Path:
        """The promoted models' folder as soon as it names one, else the shipped one's."""
        promoted, shipped = self._folders
        return promoted if (promoted / CURRENT).exists() else shipped

    def _seen(self) -> Seen:
        """How the files of the model look: cheap to compare, different after every change."""
        folder = self._folder()
        try:
            named = folder / pointer_in(folder).version
        except ModelUnusableError:
            return (folder, _looks(folder / CURRENT))
        files = (folder / CURRENT, *(named / each for each in (CARD, ARTEFACT, TRUNK, ENCODER, SENTENCES)))
        return (folder, *map(_looks, files))

    def _afresh(self) -> None:
        """As if new, but for the model: locks and threads do not survive a fork."""
        self._lock = threading.Lock()
        self._reading = False


def is_long(text: str) -> bool:
    """Whether it takes many times as long to read as most texts: few of those are read at once.

    A sign is read by itself, so it counts as much as a word.
    """
    return len(text) + _OF_A_SIGN * len(_SIGN.findall(text)) > _LONG


def _scored(found: _Found, texts: Sequence[ScoredText], *, evidence: bool) -> list[Scores]:
    """The scores by the model that was found, if it knows the texts' languages."""
    if found.model is None or found.card is None:
        raise ScorerUnavailable("missing", found.reason or "no model is in service")
    for text in texts:
        around = text.article.language if text.article else None
        language = foreign(text.text, found.card.languages, named=text.language, around=around)
        if language:
            raise ScorerUnavailable("language", f"the model does not know the language {language!r}")
    return found.model.score_many(texts, evidence=evidence)


def _looks(file: Path) -> tuple[int, int, int] | None:
    """Modification time, size and inode; None when it is not there."""
    try:
        status = file.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
