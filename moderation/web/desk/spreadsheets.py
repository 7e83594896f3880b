"""Writes rows as CSV that a spreadsheet program opens as text: no cell of it is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from flask import Response

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet program takes for the beginning of a formula, or looks past for one."""

INSIDE = re.compile(r"([;\t][ \u00a0]*)(?=[=+@＝＋－＠]|-[\w(])")
"""Where one begins after a semicolon or tab: where people write a comma in numbers, spreadsheets part cells there."""

BOM = "\ufeff"
"""Without it some spreadsheet programs read no accents."""


def harmless(cell: object) -> str:
    """The cell as text; one that would be a formula begins with an apostrophe, which spreadsheets do not show, and
    so does what would be one where cells are parted by semicolons.
    """
    text = INSIDE.sub(r"\1'", "" if cell is None else str(cell))
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


def lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The rows as lines of CSV, each as soon as it is there."""
    page = io.StringIO()
    writer = csv.writer(page)
    yield BOM
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        yield page.getvalue()
        page.seek(0)
        page.truncate()


def as_file(rows: Iterable[Sequence[object]], name: str) -> Response:
    """The rows as a file to be kept, sent as they come; of its name only what every disk takes."""
    answer = Response(lines(rows), mimetype="text/csv")
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", name)
    answer.headers["Content-Disposition"] = f'attachment; filename="{plain}.csv"'
    return answer
