"""Labelled comments in a table or in JSON lines: a text, and for each attribute how far it is that, 0 to 1."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.errors import Malformed
from moderation.domain.moving import Labelled, Unusable

TEXTS = ("text", "comment_text", "comment")
"""The columns that may hold the text."""
LONGEST_TEXT = 20_000
LONGEST_LINE = 1024 * 1024


@dataclass(frozen=True)
class LabelledFile:
    """A file of labelled comments, a CSV or JSON lines; ``on_read`` hears how many bytes of it were read."""

    file: Path
    is_csv: bool
    on_read: Callable[[int], None] = lambda _: None

    def told(self) -> Iterator[Labelled | Unusable]:
        """Each row with its labels, or the number of its line and what is wrong with it.

        Raises:
            Malformed: when it is no such file.
        """
        for number, row in self._rows():
            try:
                yield row if isinstance(row, Unusable) else _labelled(number, row)
            except ValueError as wrong:
                yield Unusable(f"line {number}", str(wrong))

    def _rows(self) -> Iterator[tuple[int, Mapping[str, Any] | Unusable]]:
        return self._of_table() if self.is_csv else self._of_lines()

    def _of_table(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        rows = csv.DictReader(self._texts())
        try:
            named = {name.strip().upper() for name in rows.fieldnames or () if name}
            if not named & set(ATTRIBUTES) or not named & {name.upper() for name in TEXTS}:
                raise Malformed(
                    "Its first line must name a column text, and one for each attribute, such as TOXICITY."
                )
            for row in rows:
                yield rows.line_num, {str(name).strip(): value for name, value in row.items()}
        except (csv.Error, UnicodeDecodeError) as error:
            raise Malformed(f"From line {rows.line_num} on this is no table in UTF-8 ({error}).") from error

    def _texts(self) -> Iterator[str]:
        with self.file.open(encoding="utf-8-sig", newline="") as lines:
            for line in lines:
                self.on_read(len(line.encode()))
                yield line

    def _of_lines(self) -> Iterator[tuple[int, Mapping[str, Any] | Unusable]]:
        with self.file.open("rb") as lines:
            for number, line in enumerate(iter(lambda: lines.readline(LONGEST_LINE), b""), start=1):
                self.on_read(len(line))
                if line.strip():
                    yield number, _object(number, line)


def _object(number: int, line: bytes) -> Mapping[str, Any] | Unusable:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return Unusable(f"line {number}", "it is no JSON in UTF-8")
    if not isinstance(said, dict):
        return Unusable(f"line {number}", "it is no object")
    labels, answered = said.get("labels"), said.get("attributeScores")
    return {
        **said,
        **(labels if isinstance(labels, dict) else {}),
        **(_summaries(answered) if isinstance(answered, dict) else {}),
    }


def _summaries(answered: Mapping[str, Any]) -> dict[str, Any]:
    """What Perspective's answer says of the whole text, by attribute."""
    scores = {name: each.get("summaryScore") for name, each in answered.items() if isinstance(each, dict)}
    return {name: score.get("value") for name, score in scores.items() if isinstance(score, dict)}


def _labelled(number: int, row: Mapping[str, Any]) -> Labelled:
    """The row with its labels.

    Raises:
        ValueError: saying what is wrong with it.
    """
    text = next((row[name] for name in TEXTS if row.get(name)), "")
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
        raise ValueError(f"its text has not 1 to {LONGEST_TEXT:,} characters")
    labels = {
        name.upper(): _share(name, value)
        for name, value in row.items()
        if name.upper() in ATTRIBUTES and value not in ("", None)
    }
    if not labels:
        raise ValueError("it is labelled with no attribute")
    return Labelled(f"line {number}", text, labels, *(_word(row, name) for name in ("id", "url", "language")))


def _share(name: str, value: Any) -> float:
    try:
        share = float(value)
    except (TypeError, ValueError):
        share = -1.0
    if not 0 <= share <= 1:
        raise ValueError(f"{name.upper()} is not a number from 0 to 1")
    return share


def _word(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    return str(value)[:500] if isinstance(value, str | int) and value != "" else None
