"""Whom a sanction keeps from writing reads why and until when, and loses nothing that was written."""

from __future__ import annotations

import re

import pytest

from moderation.domain.callers import Role
from moderation.domain.sanctions import Kind
from moderation.parts import Parts
from moderation.storage import comments
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from tests.making import a_manager
from tests.web.embed.reading import ARTICLE, Reader, seen

WHY = "Please argue with the point, not with the person."


def do(parts: Parts, comment_id: str, kind: Kind) -> None:
    with parts.database.reading() as session:
        author = comments.comment_with(session, comment_id).author_id
    manager = a_manager(parts, role=Role.SENIOR)
    sanction_author(parts, manager, author, NewSanction(kind, WHY, 3), seen=0)


@pytest.fixture
def posted(reader: Reader) -> str:
    """The id of a comment that the reader posted."""
    found = re.search(r"show=([0-9a-f-]{36})", reader.post("Well argued.").location)
    assert found is not None
    return found[1]


def test_a_warning_stands_above_the_form_until_it_is_understood(
    reader: Reader, parts: Parts, posted: str
) -> None:
    do(parts, posted, Kind.WARN)
    page = reader.get().text
    assert WHY in page

    refused = reader.post("One more thing.")

    assert refused.status_code == 403
    assert "A community manager has a word with you" in refused.text
    assert ">One more thing.</textarea>" in refused.text
    address = re.search(r'action="([^"]+/understood/\d+)"', page)
    assert address is not None
    assert reader.submit(ARTICLE, address[1]).status_code == 303
    assert WHY not in reader.get().text
    assert "One more thing." in reader.says("One more thing.")


@pytest.mark.parametrize("kind", [Kind.SUSPEND, Kind.BAN])
def test_who_cannot_write_reads_why_and_until_when_in_the_forms_place(
    reader: Reader, parts: Parts, posted: str, kind: Kind
) -> None:
    key = reader.hidden(ARTICLE, f"{ARTICLE}/comments")
    do(parts, posted, kind)

    words = seen(reader.get().text)
    refused = reader.client.post(f"{ARTICLE}/comments", data={**key, "text": "One more thing."})

    assert "You cannot write comments here until 5 November 2026, 12:00 UTC" in words
    assert WHY in words
    assert "Post comment" not in words
    assert "Post reply" not in words
    assert (refused.status_code, ">One more thing.</textarea>" in refused.text) == (403, True)


def test_a_pre_moderated_readers_comment_waits_and_says_so(reader: Reader, parts: Parts, posted: str) -> None:
    do(parts, posted, Kind.PRE_MODERATE)

    words = seen(reader.says("One more thing."))

    assert "Awaiting review" in words
    assert "Your comments are looked at by a person before they appear." in words
