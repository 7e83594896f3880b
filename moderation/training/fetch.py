"""Fetches the public sources that ``training_data/sources.json`` names, each file verified by its digest."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import urllib3

_MOST_BYTES = 2 * 1024**3
_CHUNK = 1024 * 1024


class FetchError(Exception):
    """A source's file could not be had; the message says which and why."""


@dataclass(frozen=True)
class SourceFile:
    """One file of a source: where it comes from, where it goes, and its digest if that is known."""

    source: str
    path: str
    address: str
    sha256: str | None


def files_named(manifest: Path, sources: tuple[str, ...] = ()) -> list[SourceFile]:
    """The files of the named sources, or of all that may train a model; those that no address gives are left out."""
    entries = json.loads(manifest.read_text(encoding="utf-8"))
    return [
        SourceFile(entry["name"], file["path"], file["address"], file["sha256"])
        for entry in entries
        if (entry["name"] in sources if sources else entry["may_train"])
        for file in entry["files"]
        if file["address"]
    ]


def fetch(file: SourceFile, folder: Path, accept: Callable[[SourceFile, str], bool]) -> Path:
    """The file under ``folder``, its digest verified; where none is known, ``accept`` is asked with the one it has.

    Raises:
        FetchError: when it cannot be had, is too large, is another file, or was not accepted.
    """
    place = folder / file.source / file.path
    if not file.address.startswith("https://") or not place.resolve().is_relative_to(folder.resolve()):
        raise FetchError(f"{file.source}/{file.path}: only https addresses into the folder are fetched")
    place.parent.mkdir(parents=True, exist_ok=True)
    digest = sha256()
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as stream:
        beside = Path(stream.name)
        try:
            for chunk in _chunks(file):
                digest.update(chunk)
                stream.write(chunk)
            stream.flush()
            _verify(file, digest.hexdigest(), accept)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
    return place


def _verify(file: SourceFile, got: str, accept: Callable[[SourceFile, str], bool]) -> None:
    """Refuses another file than the one expected, or one of unknown digest that nobody vouches for."""
    if file.sha256 is not None and got != file.sha256:
        raise FetchError(f"{file.source}/{file.path}: its SHA-256 is {got}, not {file.sha256}")
    if file.sha256 is None and not accept(file, got):
        raise FetchError(f"{file.source}/{file.path}: not accepted")


def _chunks(file: SourceFile) -> Iterator[bytes]:
    """What the address answers, piece by piece, up to the size that is allowed."""
    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=10, read=60), retries=urllib3.Retry(3, redirect=3)
    )
    try:
        answer = pool.request("GET", file.address, preload_content=False)
        if answer.status != 200:
            raise FetchError(f"{file.source}/{file.path}: {file.address} answered {answer.status}")
        size = 0
        for chunk in answer.stream(_CHUNK):
            size += len(chunk)
            if size > _MOST_BYTES:
                raise FetchError(f"{file.source}/{file.path}: larger than {_MOST_BYTES} bytes")
            yield chunk
    except urllib3.exceptions.HTTPError as error:
        raise FetchError(f"{file.source}/{file.path}: {type(error).__name__}") from error
