"""Reads Jigsaw's labels on Wikipedia talk pages, in the several copies that carry a licence."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from moderation.training.rows import Row

_COLUMN = {
    "toxic": "TOXICITY",
    "severe_toxic": "SEVERE_TOXICITY",
    "obscene": "PROFANITY",
    "threat": "THREAT",
    "insult": "INSULT",
    "identity_hate": "IDENTITY_ATTACK",
}

_NOTHING = dict.fromkeys(_COLUMN.values(), 0.0)
UNSEEN = 0.08
"""DISCOURTESY of a talk page comment that is not toxic: nobody asked, and a few of them sneer with clean words."""


def wiki_20k(folder: Path) -> Iterator[Row]:
    """A natural sample with one label, "any of the six": its negatives are negative for every attribute."""
    for file in ("text_comment_1.csv", "text_comment_2.csv"):
        for record in _records(folder / file):
            toxic = record["labels"] == "1"
            labels = {"TOXICITY": 1.0, "DISCOURTESY": 1.0} if toxic else {**_NOTHING, "DISCOURTESY": UNSEEN}
            yield Row(record["comment_text"], "wiki", labels, natural=True)


def wiki_six(folder: Path) -> Iterator[Row]:
    """Natural samples with all six labels."""
    for file in ("train_sample.csv", "val_sample.csv", "test_examples.csv", "train.csv"):
        for record in _records(folder / file) if (folder / file).exists() else ():
            yield Row(record["comment_text"], "wiki_six", _labels(record), natural=True)


def wiki_by_type(folder: Path) -> Iterator[Row]:
    """Rows chosen for a label and stripped of case and punctuation; the words are all that we look at anyway.

    Many rows name only the label they were chosen for: where even "toxic" is missing, absent labels are unknown.
    """
    for file in ("severe_toxic.csv", "insult.csv", "identity_hate.csv"):
        for record in _records(folder / file):
            labels = _labels(record)
            if labels["TOXICITY"] and not float(record["toxic"]):
                labels = {attribute: label for attribute, label in labels.items() if label}
            yield Row(record["comment_text"], "wiki_by_type", labels, weight=0.5)


def _labels(record: dict[str, str]) -> dict[str, float]:
    """The six labels; TOXICITY is any of them, as in the single-label sample, and always discourteous."""
    labels = {attribute: float(float(record[column]) > 0) for column, attribute in _COLUMN.items()}
    toxic = max(labels.values())
    return {**labels, "TOXICITY": toxic, "DISCOURTESY": toxic or UNSEEN}


def _records(file: Path) -> Iterator[dict[str, str]]:
    """The lines of a CSV file by column."""
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
