"""Reads the sets that may measure a model but never train one: comments of readers and viewers, and tweets."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

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


def doha_forum(folder: Path) -> Iterator[Row]:
    """Answers to questions in a forum: those called bad or mere dialogue are off topic, good and potential ones not."""
    for file in ("CQA-QL-devel.xml", "CQA-QL-test.xml"):
        for question in ET.parse(folder / file).getroot():  # noqa: S314 - no stranger's file
            article = ArticleText(question.findtext("QSubject") or "", question.findtext("QBody") or "")
            for comment in question.iter("Comment"):
                text, label = (
                    (comment.findtext("CBody") or "").strip(),
                    _FORUM.get(comment.get("CGOLD") or ""),
                )
                if text and label is not None:
                    yield Row(
                        text,
                        "qatar_living",
                        {"OFF_TOPIC": label},
                        group=question.get("QID") or "",
                        article=article,
                    )


def austrian_news(folder: Path) -> Iterator[Row]:
    """German readers' comments that a newspaper's people called off topic or not."""
    for record in _table(folder / "omp_posts.csv"):
        text = f"{record['headline'] or ''} {record['body'] or ''}".strip()
        if text and record["label_offtopic"]:
            yield Row(
                text,
                "one_million_posts",
                {"OFF_TOPIC": float(record["label_offtopic"])},
                group=record["id_article"],
                article=ArticleText(record["article_title"]),
                language="de",
            )


_FORUM = {"Good": 0.0, "Potential": 0.0, "Bad": 1.0, "Dialogue": 1.0}
TOPIC_CHECKS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "socc_ctc_globeandmail": globe_and_mail,
    "qatar_living_cqa": doha_forum,
    "one_million_posts_subset": austrian_news,
}
"""The sets whose comments stand under articles, by the folder each lies in."""
CHECKS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "socc_ctc_globeandmail": globe_and_mail,
    "youtoxic": youtube_news,
    "olid": tweets,
}
"""The sets by the folder each lies in."""


def checks_in(
    folder: Path, shelf: Mapping[str, Callable[[Path], Iterator[Row]]] = CHECKS
) -> dict[str, list[Row]]:
    """The rows of each set that lies under the folder, by the set's short name."""
    found = [list(read(folder / name)) for name, read in shelf.items() if (folder / name).is_dir()]
    return {rows[0].source: rows for rows in found if rows}


def _table(file: Path, *, tabs: bool = False) -> Iterator[dict[str, str]]:
    """The lines of a table by column."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        if tabs:
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        else:
            yield from csv.DictReader(lines)
