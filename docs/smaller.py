"""Makes a picture of a page a third as large: its 256 most frequent colours, each other one by the nearest of them."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST = 256

Bytes = NDArray[np.uint8]


def smaller(file: Path) -> None:
    """Write the picture again with a palette; one that has a palette already, or is none of Chromium's, stays."""
    head, packed = _read(file.read_bytes())
    width, height, depth, kind = struct.unpack(">IIBB", head[:10])
    if (depth, kind) not in {(8, 2), (8, 6)}:
        return
    each = 3 if kind == 2 else 4
    pixels = _unfiltered(zlib.decompress(packed), width, height, each)[:, :, :3]
    palette, places = _palette(pixels.reshape(-1, 3))
    rows = np.zeros((height, width + 1), dtype=np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = places.reshape(height, width)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"PLTE", palette.tobytes()), (b"IDAT", zlib.compress(rows.tobytes(), 9))]
    file.write_bytes(SIGNATURE + b"".join(_chunk(*each) for each in [*chunks, (b"IEND", b"")]))


def _read(content: bytes) -> tuple[bytes, bytes]:
    """The head of a PNG, and its packed pixels."""
    head, packed, place = b"", b"", len(SIGNATURE)
    while place < len(content):
        length, name = struct.unpack(">I4s", content[place : place + 8])
        body = content[place + 8 : place + 8 + length]
        head = body if name == b"IHDR" else head
        packed += body if name == b"IDAT" else b""
        place += length + 12
    return head, packed


def _unfiltered(stream: bytes, width: int, height: int, each: int) -> Bytes:
    rows = np.frombuffer(stream, dtype=np.uint8).reshape(height, 1 + width * each)
    found = np.zeros((height + 1, width + 1, each), dtype=np.int64)
    for row in range(height):
        said = rows[row, 1:].reshape(width, each).astype(np.int64)
        found[row + 1, 1:] = _row(int(rows[row, 0]), said, found[row], found[row + 1])
    return found[1:, 1:].astype(np.uint8)


def _row(kind: int, said: NDArray[Any], above: NDArray[Any], here: NDArray[Any]) -> NDArray[Any]:
    """The pixels of a row, by its filter; ``above`` and ``here`` begin with a pixel left of the picture."""
    if kind == 0:
        return said
    if kind in {1, 2}:
        plain: NDArray[Any] = (np.cumsum(said, axis=0) if kind == 1 else said + above[1:]) % 256
        return plain
    for place in range(len(said)):
        left, up, corner = here[place], above[place + 1], above[place]
        guess = (left + up) // 2 if kind == 3 else _paeth(left, up, corner)
        here[place + 1] = (said[place] + guess) % 256
    return here[1:].copy()


def _paeth(left: NDArray[Any], up: NDArray[Any], corner: NDArray[Any]) -> NDArray[Any]:
    guess = left + up - corner
    far = [np.abs(guess - each) for each in (left, up, corner)]
    otherwise = np.where(far[1] <= far[2], up, corner)
    nearest: NDArray[Any] = np.where((far[0] <= far[1]) & (far[0] <= far[2]), left, otherwise)
    return nearest


def _palette(pixels: Bytes) -> tuple[Bytes, Bytes]:
    """The most frequent colours, and for each pixel the place of the nearest."""
    codes = pixels.astype(np.int64) @ np.array([65536, 256, 1])
    colours, where, counts = np.unique(codes, return_inverse=True, return_counts=True)
    kept = np.sort(colours[np.argsort(-counts, kind="stable")[:MOST]])
    palette = np.stack([kept >> 16, kept >> 8 & 255, kept & 255], axis=1)
    each = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
    nearest = np.array([int(np.argmin(((palette - colour) ** 2).sum(axis=1))) for colour in each])
    return palette.astype(np.uint8), nearest[where].astype(np.uint8)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
