"""Reads every row that a model may learn from, and splits them for good into what teaches, calibrates and tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from moderation.domain.attributes import OFF_TOPIC
from moderation.training.corpora.news import settled_spans
from moderation.training.corpora.shelf import COURTESY_SHELF, SPAM_SHELF, TOPIC_SHELF, rows_on
from moderation.training.corpora.topics import cmv_titles
from moderation.training.near_doubles import without_near_doubles
from moderation.training.own_rows import own_rows
from moderation.training.rows import Row, Rows, parts, without_doubles

_SHARES = {"test": 0.15, "calibrate": 0.12, "learn": 0.73}
_TOPIC_SHARES = {"test": 0.15, "calibrate": 0.3, "learn": 0.55}
"""Debates differ more than comments do: a threshold needs many of them, the few weights of the head do not."""
_SPAM_PARTS = {
    "Youtube01-Psy": "learn",
    "Youtube02-KatyPerry": "learn",
    "Youtube03-LMFAO": "learn",
    "Youtube04-Eminem": "calibrate",
    "Youtube05-Shakira": "test",
}
"""Five videos are too few to leave it to chance."""
_OWN_ON_TOPIC = 0.2
"""Their articles are short and alike in length: at full weight debates were told apart less well (.92 from .97)."""
_OWN_WEIGHT = 2.0
"""Our own rows are few, but they are the only ones written for the page's rules."""


@dataclass(frozen=True)
class Split:
    """Everything that was read, by the part it plays; each comment, thread and debate is in one part only."""

    courtesy: Mapping[str, Rows]
    topical: Mapping[str, Sequence[Row]]
    spam: Mapping[str, Sequence[Row]]
    check: Sequence[Row]
    titles: Sequence[str]
    unseen: Sequence[str]


def read_split(corpora: Path, own: Path) -> Split:
    """All rows but those that only measure, split for good by what they say or stand under."""
    check = own_rows(own, "check")
    taught = [replace(row, weight=_OWN_WEIGHT) for row in own_rows(own, "own")]
    unseen = _unseen(corpora, own, check)
    rows = without_doubles([*taught, *rows_on(COURTESY_SHELF, corpora)], unseen=unseen)
    courtesy = {name: Rows() for name in _SHARES}
    for name, row, words in parts(rows, _SHARES):
        courtesy[name].rows.append(row)
        courtesy[name].words.append(words)
    for name in ("calibrate", "test"):
        courtesy[name] = without_near_doubles(courtesy[name], courtesy["learn"])
    debates = list(rows_on(TOPIC_SHELF, corpora))
    topical: dict[str, list[Row]] = {name: [] for name in _SHARES}
    for name, row, _ in parts(Rows(debates, [row.text for row in debates]), _TOPIC_SHARES):
        topical[name].append(row)
    topical["learn"] += [
        replace(row, weight=_OWN_ON_TOPIC)
        for row in [*taught, *own_rows(own, "topic")]
        if row.article and OFF_TOPIC in row.labels
    ]
    spam = _spam([*rows_on(SPAM_SHELF, corpora), *taught, *own_rows(own, "topic")])
    tested = {row.group for row in topical["test"]}
    titles = [title for title in cmv_titles(corpora / "cmv_ad_hominem").values() if title not in tested]
    return Split(courtesy, topical, spam, check, titles, unseen)


def _spam(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows that are known to advertise or not, by part; one video calibrates, and one tests."""
    split: dict[str, list[Row]] = {name: [] for name in _SHARES}
    for row in rows:
        if "SPAM" in row.labels and row.text.strip():
            split[_SPAM_PARTS.get(row.group) or next(_part(row.group or row.text))].append(row)
    return split


def _part(group: str) -> Iterator[str]:
    """The part that a group falls into."""
    yield from (name for name, _, _ in parts(Rows([Row("", "", {}, group=group)], [group]), _SHARES))


def _unseen(corpora: Path, own: Path, check: Sequence[Row]) -> list[str]:
    """The texts that no part may hold: check rows, contrast pairs, and the comments on which evidence is measured."""
    trial = corpora / "civil_comments_toxic_spans" / "tsd_trial.csv"
    return [
        *(row.text for row in check),
        *(row.text for row in own_rows(own, "contrast")),
        *([text for text, _ in settled_spans(trial)] if trial.exists() else []),
    ]
