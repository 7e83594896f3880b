"""Only the file that the manifest names is kept: https, bounded, and its digest verified."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from moderation.training import fetch as fetching
from moderation.training.corpora.shelf import (
    ALL_CIVIL_COMMENTS,
    COURTESY_SHELF,
    OTHER_SHELF,
    SPAM_SHELF,
    TOPIC_SHELF,
)
from moderation.training.fetch import FetchError, SourceFile, fetch, files_named

SOURCES = Path(__file__).parent.parent.parent / "training_data" / "sources.json"
CONTENT = b"id,text\n1,hello\n"
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def _answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network gives these bytes; everything behind the network is ours and real."""

    def chunks(_: SourceFile) -> Iterator[bytes]:
        yield CONTENT

    monkeypatch.setattr(fetching, "_chunks", chunks)


def test_the_expected_file_is_kept(tmp_path: Path) -> None:
    place = fetch(_file(DIGEST), tmp_path, _never)

    assert place == tmp_path / "source" / "table.csv"
    assert place.read_bytes() == CONTENT


def test_another_file_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=DIGEST):
        fetch(_file("0" * 64), tmp_path, _never)

    assert list((tmp_path / "source").iterdir()) == []


def test_an_unknown_digest_is_asked_about(tmp_path: Path) -> None:
    asked = []

    def accept(file: SourceFile, digest: str) -> bool:
        asked.append((file.path, digest))
        return True

    fetch(_file(None), tmp_path, accept)
    with pytest.raises(FetchError, match="not accepted"):
        fetch(_file(None), tmp_path, lambda *_: False)

    assert asked == [("table.csv", DIGEST)]


@pytest.mark.parametrize(
    "file",
    [
        SourceFile("source", "table.csv", "http://example.org/table.csv", DIGEST),
        SourceFile("source", "table.csv", "file:///etc/passwd", DIGEST),
        SourceFile("source", "../../table.csv", "https://example.org/table.csv", DIGEST),
        SourceFile("source", "/etc/table.csv", "https://example.org/table.csv", DIGEST),
        SourceFile("..", "table.csv", "https://example.org/table.csv", DIGEST),
    ],
)
def test_only_https_into_the_folder_is_fetched(tmp_path: Path, file: SourceFile) -> None:
    with pytest.raises(FetchError, match="only https"):
        fetch(file, tmp_path, _never)


def test_the_manifest_is_read_by_name_or_by_what_may_train(tmp_path: Path) -> None:
    manifest = tmp_path / "sources.json"
    entry = {"files": [{"path": "a.csv", "address": "https://example.org/a.csv", "sha256": None}]}
    entries = [{"name": "one", "may_train": True, **entry}, {"name": "two", "may_train": False, **entry}]
    manifest.write_text(json.dumps(entries))

    assert [file.source for file in files_named(manifest)] == ["one"]
    assert [file.source for file in files_named(manifest, ("two",))] == ["two"]


def test_a_file_that_no_address_gives_is_not_asked_for(tmp_path: Path) -> None:
    manifest = tmp_path / "sources.json"
    ours = {"path": "packed.csv", "address": None, "sha256": None}
    manifest.write_text(json.dumps([{"name": "one", "may_train": True, "files": [ours]}]))

    assert files_named(manifest) == []


def test_every_source_that_we_read_is_in_our_manifest_with_its_digests() -> None:
    shelves = (*COURTESY_SHELF, *TOPIC_SHELF, *SPAM_SHELF, *OTHER_SHELF, ALL_CIVIL_COMMENTS)

    for corpus in shelves:
        files = files_named(SOURCES, (corpus.folder,))
        unknown = [file.path for file in files if file.sha256 is None]
        assert files, corpus.folder
        assert all(file.address.startswith("https://") for file in files)
        assert not unknown or corpus is ALL_CIVIL_COMMENTS, (corpus.folder, unknown)


def _file(digest: str | None) -> SourceFile:
    return SourceFile("source", "table.csv", "https://example.org/table.csv", digest)


def _never(*_: object) -> bool:
    raise AssertionError("a known digest needs no asking")
