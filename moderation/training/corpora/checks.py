"""Reads the sets that may measure a model but never train one: comments of a newspaper, under videos, and tweets."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from moderation.domain.scores import ArticleText
from moderation.training.rows import Row


def globe_and_mail(folder: Path) -> Iterator[Row]:
    """Readers' comments of one newspaper; toxic from "somewhat" on, under their article's title."""
    for record in _table(folder / "SFU_constructiveness_toxicity.csv"):
        title = record["title"].removesuffix(" - The Globe and Mail").strip()
        labels = {"TOXICITY": float(int(record["is_toxic_popular_answer_1"]) > 1), "OFF_TOPIC": 0.0}
        yield Row(record["comment"], "socc", labels, natural=True, group=title, article=ArticleText(title))


def youtube_news(folder: Path) -> Iterator[Row]:
    """Comments under news videos."""
    for record in _table(folder / "youtoxic_english_1000.csv"):
        yield Row(record["Text"], "youtoxic", {"TOXICITY": float(record["IsToxic"].upper() in {"1", "TRUE"})})


def tweets(folder: Path) -> Iterator[Row]:
    """Tweets called offensive or not; their user marks are taken out."""
    for record in _table(folder / "olid-training-v1.0.tsv", tabs=True):
        labels = {"TOXICITY": float(record["subtask_a"] == "OFF")}
        yield Row(record["tweet"].replace("@USER", ""), "olid", labels)


CHECKS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "socc_ctc_globeandmail": globe_and_mail,
    "youtoxic": youtube_news,
    "olid": tweets,
}
"""The sets by the folder each lies in."""


def checks_in(folder: Path) -> dict[str, list[Row]]:
    """The rows of each set that lies under the folder, by the set's short name."""
    found = [list(read(folder / name)) for name, read in CHECKS.items() if (folder / name).is_dir()]
    return {rows[0].source: rows for rows in found if rows}


def _table(file: Path, *, tabs: bool = False) -> Iterator[dict[str, str]]:
    """The lines of a table by column."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        if tabs:
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        else:
            yield from csv.DictReader(lines)
