"""Reading XML that is longer than memory: piece by piece, without types and entities, which no export needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from moderation.domain.errors import Malformed

UNFIT = bytes(sign for sign in range(32) if sign not in b"\t\n\r")
"""What XML may not hold, and exports do."""
SPACES = bytes.maketrans(UNFIT, b" " * len(UNFIT))


SAFELY = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "remove_comments": True,
    "remove_pis": True,
}


class _Fit:
    """A file of which only fit characters are read; ``on_read`` hears how many bytes were."""

    def __init__(self, file: BinaryIO, on_read: Callable[[int], None]) -> None:
        self._file, self._on_read = file, on_read

    def read(self, size: int = -1) -> bytes:
        """As much of the rest."""
        piece = self._file.read(size)
        self._on_read(len(piece))
        return piece.translate(SPACES)


@dataclass(frozen=True)
class Shape:
    """What a file is made of: its root, and how deep below it (the root is 0) the elements lie that are looked at."""

    root: str
    depths: Mapping[str, int]
    called: str

    def refuse_other(self, root: etree._Element, depth: int) -> None:
        """Refuse a file with another root, or one that declares types and with them entities; what lies deeper passes.

        Raises:
            Malformed: saying which.
        """
        if depth:
            return
        if root.getroottree().docinfo.internalDTD is not None:
            raise Malformed("This declares a document type, which no export needs.")
        if name_of(root) != self.root:
            raise Malformed(f"This is no export of {self.called}.")


def pieces(file: Path, shape: Shape, on_read: Callable[[int], None]) -> Iterator[tuple[str, etree._Element]]:
    """Every element that is looked at once it is whole, with its name; emptied after it was seen.

    Raises:
        Malformed: when it is no XML of this shape; what came before that is told.
    """
    depth, least = 0, min(shape.depths.values())
    with file.open("rb") as opened:
        try:
            for event, element in etree.iterparse(_Fit(opened, on_read), events=("start", "end"), **SAFELY):
                if event == "start":
                    shape.refuse_other(element, depth)
                    depth += 1
                    continue
                depth -= 1
                name = name_of(element)
                if shape.depths.get(name) == depth:
                    yield name, element
                    _forget(element, all_before=depth == least)
                elif 0 < depth <= least:  # what nobody looks at is not kept either
                    _forget(element, all_before=True)
        except etree.XMLSyntaxError as error:
            raise Malformed(f"This is no whole XML: {error.msg}.") from error


def said(element: etree._Element, name: str) -> str:
    """The text of the element's first child of this name, whatever its namespace; nothing when there is none."""
    return next((str(child.text or "").strip() for child in element if name_of(child) == name), "")


def name_of(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _forget(element: etree._Element, *, all_before: bool) -> None:
    """Let go of what the element holds; of those before it, too, where nobody looks at them any more."""
    element.clear()
    while all_before and element.getprevious() is not None:
        del element.getparent()[0]
