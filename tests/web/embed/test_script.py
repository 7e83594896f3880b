"""The script for other people's pages: small, in one file, and as the document for site owners says."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from flask.testing import FlaskClient

from moderation.web.embed.script import PARTS, SOURCES

MOST = 20_000
"""The most bytes that a page may load for it, packed."""

DOCUMENT = (Path(__file__).parents[3] / "docs" / "embed.md").read_text()


def test_it_is_small_and_as_large_as_told(client: FlaskClient) -> None:
    packed = client.get("/embed.js", headers={"Accept-Encoding": "gzip"})
    whole = client.get("/embed.js")
    told = re.search(r"one file of about (\d+) KB", DOCUMENT)

    assert len(packed.data) < MOST
    assert gzip.decompress(packed.data) == whole.data
    assert told is not None
    assert abs(len(packed.data) / 1000 - int(told[1])) < 1


def test_every_part_is_in_it_and_no_comment(client: FlaskClient) -> None:
    script = client.get("/embed.js").text

    assert {f"{name}.js" for name in PARTS} == {path.name for path in SOURCES.glob("*.js")}
    assert not [line for line in script.splitlines() if line.startswith((" ", "//"))]


def test_the_document_names_every_variable_and_attribute() -> None:
    sources = "".join(path.read_text() for path in SOURCES.iterdir())
    variables = set(re.findall(r"--comments-[a-z-]+", sources))
    said = set(re.findall(r"SCRIPT\.dataset\.(\w+)", sources))
    attributes = {"data-" + re.sub("([A-Z])", lambda letter: f"-{letter[0].lower()}", name) for name in said}

    assert variables == set(re.findall(r"`(--comments-[a-z-]+)`", DOCUMENT))
    assert attributes == set(re.findall(r"^\| `(data-[a-z-]+)`", DOCUMENT, re.MULTILINE))
