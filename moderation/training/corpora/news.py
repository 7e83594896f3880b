"""Reads Civil Comments (news readers' comments) with the spans that raters marked as toxic."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from moderation.training.rows import Row

_SPAN_ATTRIBUTE = {
    "Insult": "INSULT",
    "Profane/Obscene": "PROFANITY",
    "Identity based Attack": "IDENTITY_ATTACK",
    "Threat": "THREAT",
}
MAJORITY = 0.5
"""The share of raters from which an attribute counts as seen."""


def civil_comments(folder: Path) -> Iterator[Row]:
    """Comments that Civil Comments' raters had called toxic, judged again by about four raters each.

    TOXICITY is the share of raters who did not say "not toxic"; a span's type counts from half of the raters on,
    and as absent only where nobody marked it.
    """
    toxic, marked = _votes(folder)
    for record in _records(folder / "comments.csv"):
        votes = toxic[record["comment_id"]]
        if votes:
            seen = marked[record["comment_id"]]
            labels = {"TOXICITY": sum(votes) / len(votes)}
            for attribute in _SPAN_ATTRIBUTE.values():
                share = seen[attribute] / len(votes)
                if share == 0 or share >= MAJORITY:
                    labels[attribute] = float(share > 0)
            yield Row(record["comment_text"], "civil_comments", labels)


def _votes(folder: Path) -> tuple[dict[str, list[bool]], dict[str, Counter[str]]]:
    """By comment: each rater's "toxic", and how many raters marked each attribute."""
    comment_of: dict[str, str] = {}
    toxic: dict[str, list[bool]] = defaultdict(list)
    for record in _records(folder / "annotations.csv"):
        comment_of[record["annotation"]] = record["comment_id"]
        toxic[record["comment_id"]].append(record["not toxic"] != "True")
    kinds = {
        (record["annotation"], _SPAN_ATTRIBUTE.get(record["type"]))
        for record in _records(folder / "spans.csv")
    }
    marked: dict[str, Counter[str]] = defaultdict(Counter)
    for annotation, attribute in kinds:
        if attribute and annotation in comment_of:
            marked[comment_of[annotation]][attribute] += 1
    return toxic, marked


def _records(file: Path) -> Iterator[dict[str, str]]:
    """The lines of a CSV file by column."""
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
