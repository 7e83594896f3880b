"""Reads the rows that ``training_data/`` holds and the labels that decisions left, each under its article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from moderation.domain.scores import ArticleText
from moderation.training.rows import Row

DECISIONS = "decisions"
"""The source of what our own managers decided; other labels are learned from, but measure nothing."""


def own_rows(folder: Path, name: str) -> list[Row]:
    """The rows of ``<name>.jsonl`` in the folder, with the articles of ``articles.jsonl``."""
    articles = {
        each["id"]: ArticleText(each["title"], each.get("text", ""))
        for each in _lines(folder / "articles.jsonl")
    }
    return [
        Row(
            each["text"],
            source=name,
            labels=_known(each["labels"]),
            group=each.get("article") or _pair(each.get("note", "")),
            article=articles.get(each.get("article") or ""),
            parent=each.get("parent"),
            note=each.get("note", ""),
        )
        for each in _lines(folder / f"{name}.jsonl")
    ]


def _pair(note: str) -> str:
    """The mark that twins share in their notes: nearly the same words must not be torn apart by a split."""
    return next((part.strip() for part in note.split(";") if part.strip().startswith("pair-")), "")


def digest_of(folder: Path) -> str:
    """The SHA-256 of ``own.jsonl`` in the folder: what a card keeps, so that the rows are learned once."""
    return sha256((folder / "own.jsonl").read_bytes()).hexdigest()


def decided_rows(file: Path) -> list[Row]:
    """The labels of an export, oldest first: ``{"text", "article", "parent", "labels", "decided_at", ...}`` a line."""
    rows = [
        Row(
            each["text"],
            source=each.get("source", DECISIONS),
            labels=_known(each["labels"]),
            weight=each.get("weight", 1.0),
            group=str(each.get("article_id") or ""),
            article=ArticleText(each["article"]["title"], each["article"].get("text") or "")
            if each.get("article")
            else None,
            parent=each.get("parent"),
            decided_at=each["decided_at"],
        )
        for each in _lines(file)
    ]
    return sorted(rows, key=lambda row: row.decided_at)


def _known(labels: Mapping[str, int | None]) -> dict[str, float]:
    """The labels that are not null."""
    return {attribute: float(label) for attribute, label in labels.items() if label is not None}


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
