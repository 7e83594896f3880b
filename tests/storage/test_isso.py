"""Isso's database is told as it is, and never written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.domain.comments import Status
from moderation.domain.errors import Malformed
from moderation.domain.moving import ToldArticle, ToldComment
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
