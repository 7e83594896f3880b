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


def different(letters: int) -> list[str]:
    """Texts cut to so many letters, no two the same, so that none is found read already."""
    return list(dict.fromkeys(text[:letters] for text in _every() if len(text) >= letters))


def unlike(longest: int) -> list[str]:
    """Every comment of at most so many letters, none twice: nobody posts what stands there already."""
    return list(dict.fromkeys(text for text in _every() if 3 <= len(text.strip()) <= longest))


def _every() -> list[str]:
    return [*_texts()[0], *_own("topic", "topic_check")]


def _texts() -> tuple[list[str], str]:
    folder = os.environ.get("MODERATION_CORPORA")
    if folder and (Path(folder) / REAL).is_file():
        with (Path(folder) / REAL).open(encoding="utf-8", newline="") as file:
            return [row["comment_text"] for row in csv.DictReader(file)], str(REAL)
    return _own("own", "check"), "training_data"


def _own(*names: str) -> list[str]:
    return [json.loads(line)["text"] for name in names for line in _lines(OWN / f"{name}.jsonl")]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
