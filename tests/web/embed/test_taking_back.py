"""A reader withdraws a comment and puts it back, without any script."""

from __future__ import annotations

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.use_cases.list_comments import Listing, list_comments
from tests.making import a_comment
from tests.web.embed.reading import ARTICLE, Reader, seen


def test_a_comment_is_withdrawn_and_put_back(reader: Reader, parts: Parts, machine: Caller) -> None:
    reader.post("A fair budget.")
    comment = list_comments(parts, machine, Listing("harbour", "budget")).comments[0].id
    a_comment(parts, machine, "It is not.", parent=comment)
    address = f"/sites/harbour/comments/{comment}"

    asked = reader.get(f"{address}/withdraw").text
    page = reader.get(reader.submit(f"{address}/withdraw", f"{address}/withdraw").location).text
    others = seen(reader.client.application.test_client().get(ARTICLE).text)
    back = reader.submit(ARTICLE, f"{address}/put-back")

    assert "Nobody else will be able to read it." in asked
    assert "Withdrawn Only you can read this." in seen(page)
    assert "Withdrawn by its author" in others
    assert "It is not." in others
    assert "A fair budget." not in others
    assert "Rhea" not in others
    assert "Your comment is published." in seen(reader.get(back.location).text)


def test_a_stale_form_says_what_happened(reader: Reader, parts: Parts, machine: Caller) -> None:
    reader.post("A fair budget.")
    comment = list_comments(parts, machine, Listing("harbour", "budget")).comments[0].id
    address = f"/sites/harbour/comments/{comment}/withdraw"

    stale = reader.submit(address, address, version="1")

    assert stale.status_code == 409
    assert "The automatic check approved it" in seen(stale.text)


def test_a_comment_is_edited_in_its_form(reader: Reader, parts: Parts, machine: Caller) -> None:
    reader.post("A fare budget.")
    comment = list_comments(parts, machine, Listing("harbour", "budget")).comments[0].id
    address = f"/sites/harbour/comments/{comment}/edit"

    asked = reader.get(address).text
    empty = reader.submit(address, address, text=" ")
    edited = reader.submit(address, address, text="A fair budget.")
    stale = reader.submit(address, address, text="An unfair budget.", version="2")

    assert "A fare budget.</textarea>" in asked
    assert "Readers see that it was edited. You can save it for another 5 minutes." in seen(asked)
    assert empty.text.count("autofocus") == 1
    assert (asked.count("A fare budget."), empty.text.count("A fare budget.")) == (1, 1)
    page = seen(reader.get(edited.location).text)
    assert "edited just now" in page
    assert "A fair budget. Your comment is published." in page
    assert stale.status_code == 409
    assert "Its author edited it" in stale.text
    assert "An unfair budget.</textarea>" in stale.text


def test_what_is_held_when_it_is_edited_leaves_its_place_above_its_thread(
    reader: Reader, parts: Parts, machine: Caller
) -> None:
    reader.post("A fair budget.")
    comment = list_comments(parts, machine, Listing("harbour", "budget")).comments[0].id
    a_comment(parts, machine, "It is not.", parent=comment)
    address = f"/sites/harbour/comments/{comment}/edit"

    edited = reader.submit(address, address, text="You idiot.")
    own = seen(reader.get(edited.location).text)
    others = seen(reader.client.application.test_client().get(ARTICLE).text)

    assert "You idiot. Awaiting review" in own
    assert "Out of sight until a community manager has looked at it 1 reply" in others
    assert "It is not." in others
    assert all(words not in others for words in ("idiot", "fair budget", "Rhea", "Report what wrote"))


def test_a_comment_of_somebody_else_is_respected_and_sorted_by_that(
    reader: Reader, parts: Parts, machine: Caller
) -> None:
    first = a_comment(parts, machine, "A fair budget.").id
    a_comment(parts, machine, "It is not.")
    address = f"/sites/harbour/comments/{first}/respect"

    given = reader.submit(ARTICLE, address)
    page = reader.get(f"{ARTICLE}?sort=most_respected").text

    assert given.status_code == 303
    assert 'aria-pressed="true"' in reader.get(given.location).text
    assert page.index("A fair budget.") < page.index("It is not.")
    assert reader.hidden(ARTICLE, address)["given"] == "no"
