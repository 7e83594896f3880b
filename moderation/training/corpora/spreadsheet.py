"""Reads the first sheet of a workbook (Office Open XML), as far as a table of text and numbers needs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

_IN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def table_of(file: Path) -> Iterator[dict[str, str]]:
    """The lines of the first sheet by column; the first line names the columns, an empty cell is ""."""
    with ZipFile(file) as parts:
        shared = [_text(each) for each in _tree(parts, "xl/sharedStrings.xml").iter(f"{_IN}si")]
        sheet = _tree(parts, "xl/worksheets/sheet1.xml")
    lines = (dict(_cells(line, shared)) for line in sheet.iter(f"{_IN}row"))
    names = next(lines, {})
    for line in lines:
        yield {name: line.get(column, "") for column, name in names.items()}


def _cells(line: ET.Element, shared: list[str]) -> Iterator[tuple[str, str]]:
    """Each cell's column, in letters, and what it holds: a number, its own text, or one of the shared texts."""
    for cell in line.iter(f"{_IN}c"):
        value = cell.findtext(f"{_IN}v") or ""
        if cell.get("t") == "s":
            value = shared[int(value)]
        elif cell.get("t") == "inlineStr":
            value = _text(cell)
        yield cell.get("r", "").rstrip("0123456789"), value


def _text(element: ET.Element) -> str:
    """The text of an element, whose parts may differ in dress."""
    return "".join(part.text or "" for part in element.iter(f"{_IN}t"))


def _tree(parts: ZipFile, name: str) -> ET.Element:
    """One part of the workbook."""
    return ET.fromstring(parts.read(name))  # noqa: S314 - a file we fetched and know by its digest
