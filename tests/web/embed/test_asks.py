"""Readers report comments and appeal decisions on pages of their own, without a script."""

from __future__ import annotations

import pytest

from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.parts import Parts
from moderation.storage.desk_tables import Appeal, Report
from tests.asking import decided, rows
from tests.making import a_comment, a_manager
from tests.web.embed.reading import ARTICLE, Reader, seen


@pytest.fixture
def report(parts: Parts, machine: Caller) -> str:
    """Where a published comment by Ada is reported."""
    return f"/sites/harbour/comments/{a_comment(parts, machine).id}/report"


@pytest.fixture
def appeal(parts: Parts, reader: Reader) -> str:
    """Where Rhea appeals what Mira rejected."""
    comment = reader.post("You idiot.").location.partition("show=")[2].partition("#")[0]
    decided(parts, a_manager(parts), comment, Action.REJECT)
    return f"/sites/harbour/comments/{comment}/appeal"


def test_a_reader_reports_from_the_comment_and_is_thanked(parts: Parts, reader: Reader, report: str) -> None:
    assert f'href="{report}"' in reader.get().text

    sent = reader.submit(report, report, ground="off-topic", note="Boats.")

    assert sent.status_code == 303
    assert "Thank you for your report" in seen(reader.get(sent.location).text)
    assert "The Harbour Post" in reader.get(sent.location).text
    assert f'href="{ARTICLE}#comments"' in reader.get(sent.location).text
    assert "You have reported this comment." in seen(reader.get(report).text)
    assert [(row["ground"].value, row["note"]) for row in rows(parts, Report)] == [("off-topic", "Boats.")]


def test_what_is_missing_is_said_and_what_was_written_stays(
    parts: Parts, reader: Reader, report: str
) -> None:
    none = reader.submit(report, report, note="Something <odd>.")
    bare = reader.submit(report, report, ground="illegal")

    assert (none.status_code, bare.status_code) == (422, 422)
    assert "Choose what is wrong with it." in seen(none.text)
    assert "Something &lt;odd&gt;.</textarea>" in none.text
    assert "Say what is illegal about it." in seen(bare.text)
    assert (none.text.count("autofocus"), bare.text.count("autofocus")) == (1, 1)
    assert rows(parts, Report) == []


def test_who_is_signed_out_can_tell_of_what_is_illegal(parts: Parts, visitor: Reader, report: str) -> None:
    assert "Without signing in you can tell us of a comment that is illegal." in seen(
        visitor.get(report).text
    )

    sent = visitor.submit(report, report, note="It names a child.")

    assert sent.status_code == 303
    assert [row["author_id"] for row in rows(parts, Report)] == [None]


def test_a_forged_report_is_refused(parts: Parts, reader: Reader, report: str) -> None:
    forged = reader.client.post(report, data={"ground": "spam"})

    assert forged.status_code == 403
    assert rows(parts, Report) == []


def test_an_author_appeals_and_sees_how_that_stands(parts: Parts, reader: Reader, appeal: str) -> None:
    assert "Ask for another look" in seen(reader.get(f"{ARTICLE}?sort=oldest").text)

    empty = reader.submit(appeal, appeal, note=" ")
    sent = reader.submit(appeal, appeal, note="I quoted it.")

    assert (empty.status_code, sent.status_code) == (422, 303)
    assert "Your appeal is with the community managers." in seen(reader.get(sent.location).text)
    assert [row["note"] for row in rows(parts, Appeal)] == ["I quoted it."]


def test_nobody_else_finds_what_was_rejected(reader: Reader, appeal: str) -> None:
    somebody = Reader(reader.client.application.test_client())
    somebody.sign_up("Bea")

    assert somebody.get(appeal).status_code == 404
    assert somebody.get(appeal.replace("appeal", "report")).status_code == 404
