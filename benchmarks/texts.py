"""Comments to measure with: real ones from a folder of corpora where MODERATION_CORPORA names one, else our own."""

from __future__ import annotations

import csv
import json
import os
from itertools import cycle, islice
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent.parent / "training_data"
REAL = Path("civil_comments_toxic_spans/comments.csv")


def comments(number: int) -> tuple[list[dict[str, Any]], str]:
    """That many lines as ``moderation replay`` takes them, under our own articles; and where the texts are from."""
    articles = [json.loads(line) for line in _lines(OWN / "articles.jsonl")]
    texts, source = _texts()
    lines = zip(islice(cycle(texts), number), cycle(articles), strict=False)
    return [{"text": text, "article": article} for text, article in lines], source


def _texts() -> tuple[list[str], str]:
    folder = os.environ.get("MODERATION_CORPORA")
    if folder and (Path(folder) / REAL).is_file():
        with (Path(folder) / REAL).open(encoding="utf-8", newline="") as file:
            return [row["comment_text"] for row in csv.DictReader(file)], str(REAL)
    own = [json.loads(line)["text"] for name in ("own", "check") for line in _lines(OWN / f"{name}.jsonl")]
    return own, "training_data"


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
