"""Isso's database is told as it is, and never written to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from moderation.domain.comments import Status
from moderation.domain.errors import Malformed
from moderation.domain.moving import ToldArticle, ToldComment, Unusable
from moderation.storage.isso import IssoDatabase
from tests.exports import an_isso_database


def test_threads_with_comments_are_told_as_they_are(tmp_path: Path) -> None:
    file = an_isso_database(tmp_path / "isso.db")
    before = file.read_bytes()

    article, *comments = IssoDatabase(file, home="https://harbour.example/").told()

    assert article == ToldArticle("1", "~lamps~", "Forty lamps", "https://harbour.example/lamps/")
    assert [
        (each.id, each.parent, each.text, each.status) for each in comments if isinstance(each, ToldComment)
    ] == [
        ("1", None, "Fine *lamps*.", Status.PUBLISHED),
        ("2", "1", "Are they?", Status.PUBLISHED),
        ("3", None, "Wait.", Status.HELD),
        ("4", None, "", Status.WITHDRAWN),
    ]
    assert isinstance(comments[0], ToldComment)
    assert comments[0].created_at.isoformat() == "2020-02-01T10:00:00.500000+00:00"
    assert file.read_bytes() == before


def test_what_is_no_such_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "isso.db").write_text("no database")

    with pytest.raises(Malformed, match="no database of Isso"):
        list(IssoDatabase(tmp_path / "isso.db").told())


THREADS = "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri, title)"
COMMENTS = "CREATE TABLE comments (tid, id INTEGER PRIMARY KEY, parent, created, mode, text, author, email)"
ENDLESS = (
    "CREATE VIEW comments AS WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
    " SELECT 1 tid, x id, 0 parent, 1 created, 1 mode, 't' text, 'a' author, 'e' email FROM n"
)
GENERATED = COMMENTS.replace(" text,", " text GENERATED ALWAYS AS (hex(zeroblob(400000000))),")


def a_database(tmp_path: Path, *statements: str) -> IssoDatabase:
    with closing(sqlite3.connect(tmp_path / "hostile.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return IssoDatabase(tmp_path / "hostile.db", home="https://harbour.example")


@pytest.mark.parametrize("comments", [ENDLESS, GENERATED, "CREATE VIRTUAL TABLE comments USING fts5 (text)"])
def test_nothing_of_a_hostile_database_is_run(tmp_path: Path, comments: str) -> None:
    hostile = a_database(tmp_path, THREADS, comments)

    with pytest.raises(Malformed, match="tables are none"):
        list(hostile.told())
    with pytest.raises(Malformed, match="tables are none"):
        hostile.size()


def test_values_of_any_type_are_told_or_left_out_by_name(tmp_path: Path) -> None:
    said = (
        "(1, 1, NULL, 1700000000, 1, x'61ff00', 5, 7.5)",
        "(1, 2, NULL, 'soon', 1, 'x', 'a', 'e')",
        "(1, 3, NULL, 1e300, 1, 'x', 'a', 'e')",
        "(1, 4, NULL, 9e999, 1, 'x', 'a', 'e')",
        "(1, 5, NULL, 1700000000, x'01', 'x', 'a', 'e')",
        "(1, 6, NULL, 1700000000, 1, CAST(x'41fe' AS TEXT), NULL, NULL)",
    )
    odd = a_database(
        tmp_path, THREADS, COMMENTS, "INSERT INTO threads VALUES (1, 5, NULL)",
        *(f"INSERT INTO comments VALUES {row}" for row in said),  # noqa: S608 - rows of ours
    )  # fmt: skip

    article, first, *left, last = odd.told()

    assert article == ToldArticle("1", "5", "5", "https://harbour.example5")
    assert isinstance(first, ToldComment)
    assert isinstance(last, ToldComment)
    assert (first.text, first.name, last.text) == ("a\ufffd ", "5", "A\ufffd")
    assert [each.why for each in left if isinstance(each, Unusable)] == [
        *["it has no date"] * 3,
        "its state is unknown",
    ]


def test_a_row_that_is_longer_than_memory_should_hold_is_refused(tmp_path: Path) -> None:
    long = a_database(
        tmp_path, THREADS, COMMENTS, "INSERT INTO threads VALUES (1, '/a', 'A')",
        "INSERT INTO comments VALUES (1, 1, NULL, 1, 1, zeroblob(20000000), 'a', 'e')",
    )  # fmt: skip

    with pytest.raises(Malformed, match="too big"):
        list(long.told())
