"""Reads labelled posts from elsewhere: rewrites, Reddit, tweets, forums and word lists."""

from __future__ import annotations

import csv
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

from moderation.training.rows import Row

_SLURS = {"racial / ethnic slurs", "sexual orientation / gender", "religious offense"}
STRONG = 2.0
"""The severity (1 to 3) from which a listed word counts as profane by itself."""


def paradetox(folder: Path) -> Iterator[Row]:
    """Rude sentences and their neutral rewrites: the same style on both sides."""
    for record in _table(folder / "paradetox.tsv"):
        yield Row(record["toxic"], "paradetox", {"TOXICITY": 1.0, "DISCOURTESY": 1.0}, group=record["toxic"])
        for column in ("neutral1", "neutral2", "neutral3"):
            if record[column]:
                yield Row(record[column], "paradetox", {"TOXICITY": 0.0}, group=record["toxic"])
    for record in _sheet(folder / "paradetox_cannot_rewrite.tsv", delimiter="\t"):
        reasons = set(json.loads(record["OUTPUT:reasons"]))
        text = record["INPUT:toxic_comment"].strip('"')
        if len(reasons) == 1 and reasons <= {"toxic_content", "not_toxic"}:
            toxic = float("toxic_content" in reasons)
            yield Row(text, "paradetox", {"TOXICITY": toxic}, weight=0.5, group=text)


def removed_for_rudeness(folder: Path) -> Iterator[Row]:
    """Reddit comments that moderators removed as rude, and the civil last comments of other threads."""
    for name, comments in cmv_threads(folder):
        last = comments[-1]
        removed = float("_ah_" in name)
        labels = {"TOXICITY": removed, "DISCOURTESY": removed}
        yield Row(last["body"], "cmv", labels, weight=0.5, group=last["link_id"])


def cmv_threads(folder: Path) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Each thread's file name and its last comments in order."""
    with tarfile.open(folder / "sampled-threads-ah-delta-context3.tar.bz2") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".json") else None
            if file:
                yield member.name, [json.loads(line) for line in file]


def hatemoji(folder: Path) -> Iterator[Row]:
    """Short adversarial hate with emoji, each with a harmless counterpart."""
    for file in ("train.csv", "validation.csv"):
        for record in _sheet(folder / file):
            labels = {"IDENTITY_ATTACK": float(record["label_gold"])}
            yield Row(
                record["text"],
                "hatemoji",
                labels,
                weight=0.5,
                group=min(record["entry_id"], record["matched_id"]),
            )


def stormfront(folder: Path) -> Iterator[Row]:
    """Sentences of a hate forum, hateful or not in themselves."""
    packed = folder / "all_files_packed.csv"  # ours, made from one file a sentence; a fetched copy has none
    for record in _sheet(packed) if packed.exists() else ():
        if record["label"] in {"hate", "noHate"}:
            labels = {"IDENTITY_ATTACK": float(record["label"] == "hate")}
            yield Row(record["text"], "stormfront", labels, weight=0.5, group=record["file_id"].split("_")[0])


def davidson(folder: Path) -> Iterator[Row]:
    """Tweets, of which only "hate" is taken; they carry a dialect bias, so their weight is low."""
    for record in _sheet(folder / "labeled_data.csv"):
        yield Row(record["tweet"], "davidson", {"IDENTITY_ATTACK": float(record["class"] == "0")}, weight=0.2)


def profane_words(folder: Path) -> Iterator[Row]:
    """Listed words as one-word texts: the strong ones are profane, slurs attack an identity."""
    for record in _sheet(folder / "profanity_en.csv"):
        if float(record["severity_rating"]) >= STRONG:
            labels = {"PROFANITY": 1.0, "TOXICITY": 1.0}
            if record["category_1"] in _SLURS:
                labels["IDENTITY_ATTACK"] = 1.0
            yield Row(record["text"], "surge_profanity", labels, weight=0.5)


def video_comments(folder: Path) -> Iterator[Row]:
    """Comments under five music videos, spam (mostly self-promotion) or not; nothing else is known of them."""
    for file in sorted(folder.glob("Youtube*.csv")):
        for record in _sheet(file):
            text = record["CONTENT"].strip("\ufeff")
            yield Row(text, "youtube_spam", {"SPAM": float(record["CLASS"])}, group=file.stem)


def _sheet(file: Path, *, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """The lines of a quoted table by column."""
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=delimiter)


def _table(file: Path) -> Iterator[dict[str, str]]:
    """The lines of a tab-separated file by column, quotes being part of the text."""
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
