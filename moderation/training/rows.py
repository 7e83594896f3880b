"""What training reads: a text with the attributes somebody judged it for, and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.domain.scores import ArticleText, ScoredText

COURTESY = (
    "TOXICITY",
    "SEVERE_TOXICITY",
    "INSULT",
    "PROFANITY",
    "THREAT",
    "IDENTITY_ATTACK",
    "DISCOURTESY",
)
"""The attributes learned from the text alone, in the order of the model's columns."""
SIDE_TASKS = ("sexism", "impoliteness", "anger", "warmth")
"""What some sources label beside: never shown to anybody, they only help the encoder to read."""


@dataclass(frozen=True)
class Row:
    """One labelled text. An attribute missing from ``labels`` is unknown, never assumed to be absent.

    ``natural`` marks a sample drawn without looking at the label, fit for calibrating. ``group`` names what must
    not be torn apart by a split (an article, a thread).
    """

    text: str
    source: str
    labels: Mapping[str, float]
    weight: float = 1.0
    natural: bool = False
    group: str = ""
    article: ArticleText | None = None
    parent: str | None = None
    decided_at: str = ""
    language: str = "en"
    note: str = ""

    def scored(self) -> ScoredText:
        """The row as the question a scorer is asked."""
        return ScoredText(self.text, article=self.article, parent=self.parent, language=self.language)


@dataclass(frozen=True)
class Rows:
    """Rows with the words of their texts, so that folding happens once."""

    rows: list[Row] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)


def share_of(key: str) -> float:
    """A number in [0, 1) that is always the same for the same key: how rows fall into the parts of a split."""
    return int.from_bytes(sha256(key.encode("utf-8", "surrogatepass")).digest()[:6]) / 2**48


def without_doubles(rows: Iterable[Row], unseen: Iterable[str] = ()) -> Rows:
    """Each text once, none of those in ``unseen``; the first row wins, later ones add the labels it lacks."""
    refused = {plain(fold(text).text) for text in unseen}
    kept: dict[str, Row] = {}
    for row in rows:
        words = plain(fold(row.text).text)
        if not words or words in refused:
            continue
        kept[words] = _joined(kept[words], row) if words in kept else row
    return Rows(list(kept.values()), list(kept))


def _joined(first: Row, second: Row) -> Row:
    """The first row, knowing also what the second was judged for."""
    labels = {**second.labels, **first.labels}
    return first if len(labels) == len(first.labels) else replace(first, labels=labels)


def parts(rows: Rows, shares: Mapping[str, float]) -> Iterator[tuple[str, Row, str]]:
    """Each row with the name of its part; ``shares`` add up to 1 and rows of one group stay together."""
    for row, words in zip(rows.rows, rows.words, strict=True):
        place, bound = share_of(row.group or words), 0.0
        for name, share in shares.items():
            bound += share
            if place < bound:
                yield name, row, words
                break
