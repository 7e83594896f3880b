"""Reads comments with the article they were written under: debates, threads and arguments."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from moderation.domain.scores import ArticleText
from moderation.training.corpora.social import cmv_threads
from moderation.training.rows import Row

_ON_TOPIC = {"OFF_TOPIC": 0.0}


def nyt_debates(folder: Path) -> Iterator[Row]:
    """New York Times readers' comments under the title and description of their debate."""
    with (folder / "exported-3365-stance-taking-arguments.tsv").open(encoding="utf-8", newline="") as lines:
        for record in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            article = ArticleText(record["title"], record["description"])
            yield Row(record["text"], "nyt", _ON_TOPIC, group=record["title"], article=article)


def cmv_comments(folder: Path) -> Iterator[Row]:
    """Comments of Reddit threads under the thread's title, each with the comment before it."""
    titles = cmv_titles(folder)
    for _, comments in cmv_threads(folder):
        title = titles.get(comments[-1]["link_id"])
        if title:
            parent = comments[-2]["body"] if len(comments) > 1 else None
            yield Row(
                comments[-1]["body"], "cmv", _ON_TOPIC, group=title, article=ArticleText(title), parent=parent
            )


def cmv_titles(folder: Path) -> dict[str, str]:
    """The titles of Reddit threads by their id."""
    with (folder / "controversy-unlabeled.tsv").open(encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t")[:2] for line in lines]
    return {name: title.removeprefix("CMV:").removesuffix("CMV").strip() for name, title in pairs}


def convarg(folder: Path) -> Iterator[Row]:
    """Arguments under a debate question, whose title is all there is (it stands in the file's name)."""
    for file in sorted((folder / "UKPConvArg1-Ranking-CSV").glob("*.csv")):
        title = file.stem.split("_")[0].replace("-", " ").strip()
        with file.open(encoding="utf-8", newline="") as lines:
            for record in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Row(
                    record["argument"],
                    "convarg",
                    _ON_TOPIC,
                    weight=0.3,
                    group=title,
                    article=ArticleText(title),
                )
