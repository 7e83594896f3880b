"""Puts comments beside articles, their own and others, as the sentence member reads them: what it learns from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from moderation.classifier.meaning import Meaning, unit
from moderation.classifier.nearness import Background, Near, Place, near
from moderation.classifier.network import on_every_core
from moderation.classifier.profiles import LEAD, Profiler
from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.scores import ArticleText
from moderation.training.rows import Row

NEAREST = 10
"""The hard foreign article is one of this many nearest to the comment's own."""
_THREADS = (0, 0, 2, 4)
"""How many other comments may stand under an article already."""


@dataclass(frozen=True, eq=False)
class Articles:
    """The articles of a source by the group of their rows: texts, parts as vectors, and leads, all in one order."""

    groups: tuple[str, ...]
    texts: tuple[ArticleText, ...]
    parts: tuple[np.ndarray, ...]
    leads: np.ndarray

    def others_than(self, *groups: str) -> np.ndarray:
        """The leads of all but these."""
        return self.leads[[group not in groups for group in self.groups]]

    def by_nearness(self) -> np.ndarray:
        """For each article the places of the others, the nearest first."""
        alike = self.leads @ self.leads.T
        np.fill_diagonal(alike, -np.inf)
        return np.argsort(-alike, axis=1)[:, :-1]


@dataclass(frozen=True)
class Side:
    """A comment under the article at this place of its source; ``is_off`` is 1 where it does not belong there."""

    row: Row
    article: int
    is_off: float
    kind: str
    thread: tuple[Row, ...] = ()


class Beside:
    """Rows and the articles of their sources, read once."""

    def __init__(self, profiler: Profiler, rows: Sequence[Row]) -> None:
        self.rows = [row for row in rows if row.article and OFF_TOPIC in row.labels]
        texts = list(dict.fromkeys(each for row in self.rows for each in (row.text, row.parent) if each))
        self.meanings: dict[str, Meaning] = dict(
            zip(texts, on_every_core(profiler.encoder.read, texts), strict=True)
        )
        self.articles = {
            source: _articles(profiler, [row for row in self.rows if row.source == source])
            for source in dict.fromkeys(row.source for row in self.rows)
        }
        self._threads: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows:
            self._threads[row.source, row.group].append(row)

    def sides(self, chance: np.random.Generator, *, nearest: int = NEAREST) -> Iterator[Side]:
        """Each comment under its own article, under any other of its source, and under one of the nearest.

        A comment that somebody called off topic stays where it is. A reply that is moved answers what stands there.
        """
        order = {source: each.by_nearness() for source, each in self.articles.items()}
        for row in self.rows:
            there = self.articles[row.source]
            own = there.groups.index(row.group)
            if row.labels[OFF_TOPIC]:
                yield Side(row, own, 1.0, "labelled")
                continue
            yield Side(row, own, 0.0, "own", self._thread(row, row.group, chance))
            if len(there.groups) > 1:
                any_other = chance.choice([at for at in range(len(there.groups)) if at != own])
                hard = chance.choice(order[row.source][own][:nearest])
                yield self._moved(row, int(any_other), "random", chance)
                yield self._moved(row, int(hard), "nearest", chance)

    def near(
        self, side: Side, background: Background, *, among: bool, strangers: np.ndarray | None = None
    ) -> Near:
        """The side's comment beside its article, with or without the other articles of its source; with those come
        ``strangers`` (leads), so that the site has many.
        """
        articles = self.articles[side.row.source]
        group = articles.groups[side.article]
        others = articles.others_than(group) if among else articles.leads[:0]
        if among and strangers is not None:
            others = np.vstack([others, strangers])
        parts = articles.parts[side.article]
        if side.thread:
            thread = np.mean([self.meanings[each.text].whole for each in side.thread], axis=0)
            parts = np.vstack([parts, unit(thread)[None]])
        parent = self.meanings[side.row.parent].whole if side.row.parent else None
        place = Place(parts, parent, range(len(others)), others)
        return near(self.meanings[side.row.text], place, background)

    def _moved(self, row: Row, to: int, kind: str, chance: np.random.Generator) -> Side:
        group = self.articles[row.source].groups[to]
        there = self._threads[row.source, group]
        parent = there[int(chance.integers(len(there)))].parent if row.parent else None
        return Side(replace(row, parent=parent), to, 1.0, kind, self._thread(row, group, chance))

    def _thread(self, row: Row, group: str, chance: np.random.Generator) -> tuple[Row, ...]:
        """Some of the other comments under the article: what was approved before this one came."""
        there = [each for each in self._threads[row.source, group] if each.text != row.text]
        wanted = min(int(chance.choice(_THREADS)), len(there))
        return (
            tuple(there[int(at)] for at in chance.choice(len(there), wanted, replace=False)) if wanted else ()
        )


def _articles(profiler: Profiler, rows: Sequence[Row]) -> Articles:
    """The articles that the rows stand under, each once."""
    first = {row.group: row.article for row in reversed(rows) if row.article}
    parts = tuple(profiler.parts_of(article) for article in first.values())
    return Articles(tuple(first), tuple(first.values()), parts, np.stack([each[LEAD] for each in parts]))
