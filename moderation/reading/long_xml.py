"""Reading XML that is longer than memory: piece by piece, without types and entities, which no export needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from moderation.domain.errors import Malformed

UNFIT = bytes(sign for sign in range(32) if sign not in b"\t\n\r")
"""What XML may not hold, and exports do."""
SPACES = bytes.maketrans(UNFIT, b" " * len(UNFIT))


class _Fit:
    """A file of which only fit characters are read; ``on_read`` hears how many bytes were."""

    def __init__(self, file: BinaryIO, on_read: Callable[[int], None]) -> None:
        self._file, self._on_read = file, on_read

    def read(self, size: int = -1) -> bytes:
        """As much of the rest."""
        piece = self._file.read(size)
        self._on_read(len(piece))
        return piece.translate(SPACES)


def pieces(
    file: Path, depths: Collection[int], on_read: Callable[[int], None]
) -> Iterator[tuple[int, etree._Element]]:
    """Every element that lies so deep below the root (0) once it is whole, with its depth; emptied after it was seen.

    Raises:
        Malformed: when it is no XML, or declares types or entities; what came before that is told.
    """
    depth = 0
    with file.open("rb") as opened:
        parsing = etree.iterparse(
            _Fit(opened, on_read),
            events=("start", "end"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for event, element in parsing:
                if event == "start":
                    _refuse_types(element, depth)
                    depth += 1
                    continue
                depth -= 1
                if depth in depths:
                    yield depth, element
                    _forget(element, all_before=depth == min(depths))
        except etree.XMLSyntaxError as error:
            raise Malformed(f"This is no whole XML: {error.msg}.") from error


def said(element: etree._Element, name: str) -> str:
    """The text of the element's first child of this name, whatever its namespace; nothing when there is none."""
    return next((str(child.text or "").strip() for child in element if name_of(child) == name), "")


def name_of(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _refuse_types(element: etree._Element, depth: int) -> None:
    if depth == 0 and element.getroottree().docinfo.internalDTD is not None:
        raise Malformed("This declares a document type, which no export needs.")


def _forget(element: etree._Element, *, all_before: bool) -> None:
    """Let go of what the element holds; of those before it, too, where nobody looks at them any more."""
    element.clear()
    while all_before and element.getprevious() is not None:
        del element.getparent()[0]
