"""Reads Civil Comments (news readers' comments) with the spans that raters marked as toxic."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import numpy as np

from moderation.training.rows import Row

_SPAN_ATTRIBUTE = {
    "Insult": "INSULT",
    "Profane/Obscene": "PROFANITY",
    "Identity based Attack": "IDENTITY_ATTACK",
    "Threat": "THREAT",
}
_COLUMN = {
    "toxicity": "TOXICITY",
    "severe_toxicity": "SEVERE_TOXICITY",
    "obscene": "PROFANITY",
    "threat": "THREAT",
    "insult": "INSULT",
    "identity_attack": "IDENTITY_ATTACK",
    "sexual_explicit": "SEXUALLY_EXPLICIT",
}
WHOLE = ("civil_comments.csv", "civil_comments_v1.2.zip")
"""All of Civil Comments: the table, or the archive that holds it."""
MARKS = ("TOXICITY", *_SPAN_ATTRIBUTE.values())
"""The kinds of marks: anything marked at all, then by type."""
CALLED_TOXIC = 0.3
"""What it counts that Civil Comments' own raters had called every one of these comments toxic before."""
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
            labels = {"TOXICITY": CALLED_TOXIC + (1 - CALLED_TOXIC) * sum(votes) / len(votes)}
            if sum(votes) / len(votes) >= MAJORITY:
                labels["DISCOURTESY"] = 1.0
            for attribute in _SPAN_ATTRIBUTE.values():
                share = seen[attribute] / len(votes)
                if share == 0 or share >= MAJORITY:
                    labels[attribute] = float(share > 0)
            yield Row(record["comment_text"], "civil_comments", labels)


def all_civil_comments(folder: Path) -> Iterator[Row]:
    """All of Civil Comments, row by row: each label is the share of raters who saw it, at its natural prior.

    Two million rows: nothing but the row at hand is kept, and the archive is read without being unpacked.
    """
    for record in _all_records(folder):
        labels = {attribute: float(record[column]) for column, attribute in _COLUMN.items() if record[column]}
        yield Row(
            record["comment_text"], "civil_comments_all", labels, natural=True, group=record["article_id"]
        )


_Span = tuple[str, str, int, int]
"""Who marked it, as what, from where and to where."""


@dataclass(frozen=True)
class Marked:
    """A comment, and for each kind of mark the share of its raters who marked each character (kinds × characters)."""

    text: str
    shares: np.ndarray


def marked_comments(folder: Path) -> Iterator[Marked]:
    """The comments of Civil Comments with what raters marked in them, in the order of ``MARKS``.

    Where SemEval-2021's training set has the comment, its settled spans stand for the first kind.
    """
    raters, spans = _spans(folder)
    settled = dict(settled_spans(folder / "tsd_train.csv"))
    for record in _records(folder / "comments.csv"):
        comment, text = record["comment_id"], record["comment_text"]
        if raters[comment]:
            shares = _shares(len(text), spans[comment], raters[comment])
            if text in settled:
                shares[0] = np.isin(np.arange(len(text)), settled[text])
            yield Marked(text, shares)


def settled_spans(file: Path) -> Iterator[tuple[str, list[int]]]:
    """The comments of SemEval-2021 task 5 with the characters settled as toxic (Pavlopoulos et al. 2021)."""
    for record in _records(file):
        yield record["text"], json.loads(record["spans"])


def _spans(folder: Path) -> tuple[Counter[str], dict[str, list[_Span]]]:
    """By comment: how many raters it had, and every span that one of them marked."""
    comment_of: dict[str, str] = {}
    raters = Counter[str]()
    for record in _records(folder / "annotations.csv"):
        comment_of[record["annotation"]] = record["comment_id"]
        raters[record["comment_id"]] += 1
    spans: dict[str, list[_Span]] = defaultdict(list)
    for record in _records(folder / "spans.csv"):
        comment = comment_of.get(record["annotation"])
        if comment and record["start"].isdigit() and record["end"].isdigit():
            kind = _SPAN_ATTRIBUTE.get(record["type"], "")
            spans[comment].append((record["annotation"], kind, int(record["start"]), int(record["end"])))
    return raters, spans


def _shares(length: int, spans: Sequence[_Span], raters: int) -> np.ndarray:
    """The share of raters behind each character; a rater counts once, however often they marked it."""
    marks: dict[tuple[str, int], np.ndarray] = defaultdict(lambda: np.zeros(length, dtype=bool))
    for rater, kind, begin, end in spans:
        for name in {"TOXICITY", kind} & set(MARKS):
            marks[rater, MARKS.index(name)][begin:end] = True
    shares = np.zeros((len(MARKS), length))
    for (_, kind_at), marked in marks.items():
        shares[kind_at] += marked / raters
    return shares


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


def _all_records(folder: Path) -> Iterator[dict[str, str]]:
    """The lines of the whole table by column, from the table itself or from the archive."""
    table, archive = (folder / name for name in WHOLE)
    if table.exists():
        yield from _records(table)
        return
    with ZipFile(archive) as members, members.open(table.name) as member:
        yield from csv.DictReader(io.TextIOWrapper(member, encoding="utf-8", newline=""))


def _records(file: Path) -> Iterator[dict[str, str]]:
    """The lines of a CSV file by column."""
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
