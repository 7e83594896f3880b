"""What is done beside deciding, as forms: on the review, on authors' and articles' pages, each with its way back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from moderation.domain.callers import Caller, Role
from moderation.domain.comments import Status
from moderation.domain.owning import Own
from moderation.parts import Parts
from moderation.storage import accounts, comments
from moderation.use_cases.withdraw_comment import withdraw_comment
from tests.making import NOON, a_comment, a_reader, an_article, at
from tests.web.desk.browsing import Desk
from tests.web.desk.test_deciding import SEEN, status_of
from tests.web.embed.reading import seen

ARTICLE = "/desk/articles/harbour/budget"


@pytest.fixture
def published(parts: Parts, machine: Caller) -> str:
    return a_comment(parts, machine, "A fair budget.").id


@pytest.fixture
def ada(parts: Parts, published: str) -> str:
    with parts.database.reading() as session:
        return f"/desk/authors/{comments.comment_with(session, published).author_id}"


@pytest.fixture
def senior(desk: Desk, parts: Parts) -> Desk:
    with parts.database.writing() as session:
        account = accounts.account_named(session, "mira")
        assert account is not None
        account.role = Role.SENIOR
    return desk


def undo_in(page: str) -> str:
    """The address of the first undo that the page offers."""
    found = re.search(r'action="(/desk/acts/\d+/undo)"', page)
    assert found is not None
    return found[1]


def test_featuring_leads_to_the_comment_and_the_message_takes_it_back(desk: Desk, published: str) -> None:
    answer = desk.decide(published, "feature", version=SEEN, featured="yes", back="/desk?status=published")

    assert answer.location == f"/desk/comments/{published}?back=/desk?status%3Dpublished"
    page = desk.get(answer.location).text
    assert "Featured Ada’s comment." in page
    assert "Feature no more" in page
    assert "Featured" in seen(desk.get("/sites/harbour/articles/budget").text)
    back = desk.post(undo_in(page), back=answer.location)
    assert "Taken back: everything is as it was before." in desk.get(back.location).text
    assert "Featured" not in seen(desk.get("/sites/harbour/articles/budget").text)


def test_who_comes_too_late_to_undo_is_told_who_built_on_it(
    desk: Desk, colleague: Desk, published: str
) -> None:
    desk.decide(published, "feature", version=SEEN, featured="yes")
    first = undo_in(desk.get(ARTICLE).text)
    colleague.decide(published, "feature", version=SEEN + 1, featured="no")

    desk.post(first, back=ARTICLE)

    page = seen(desk.get(ARTICLE).text)
    assert "This can no longer be undone: Noor took it from the featured ones at 12:00 UTC." in page
    assert "Mira featured it" in page


def test_a_stale_form_shows_the_comment_as_it_is_now(desk: Desk, published: str) -> None:
    desk.decide(published, "feature", version=SEEN, featured="yes")

    answer = desk.decide(published, "feature", version=SEEN, featured="yes")

    assert answer.status_code == 409
    assert "Mira featured it at 12:00 UTC" in answer.text


def test_a_thread_is_moved_to_an_article_found_by_its_title(
    desk: Desk, parts: Parts, machine: Caller, published: str
) -> None:
    an_article(parts, machine, "ferry", title="The ferry comes back")
    form = desk.get(f"/desk/comments/{published}/move?words=FERRY").text
    assert "The ferry comes back" in form

    assert "Not a word" not in desk.get(f"/desk/comments/{published}/move?words=Not+a+word%00").text
    answer = desk.decide(published, "move", version=SEEN, article="ferry")
    assert (
        "Moved the thread to “The ferry comes back”, where it is checked anew."
        in desk.get(answer.location).text
    )
    stale = desk.decide(published, "move", version=SEEN, article="budget")

    assert (stale.status_code, "Mira moved the thread" in stale.text) == (409, True)


def test_a_thread_is_closed_from_the_review_and_opened_again_from_the_article(
    desk: Desk, published: str, machine: Caller
) -> None:
    answer = desk.decide(published, "mode", version=SEEN, mode="closed", seen="")
    assert "Closed the thread under “The budget vote”." in desk.get(answer.location).text
    assert "Comments are closed" in desk.get("/sites/harbour/articles/budget").text

    stale = desk.post(f"{ARTICLE}/mode", mode="pre", seen="")
    assert (stale.status_code, "Mira closed the thread at 12:00 UTC" in stale.text) == (409, True)
    assert desk.post(f"{ARTICLE}/mode", mode="sideways", seen="closed").status_code == 422
    desk.post(f"{ARTICLE}/mode", mode="", seen="closed")

    assert "is as the rules say" in desk.get(ARTICLE).text
    assert "Comments are closed" not in desk.get("/sites/harbour/articles/budget").text


def test_the_article_page_shows_every_comment_and_goes_on(
    desk: Desk, parts: Parts, machine: Caller, held: str
) -> None:
    for number in range(9, 29):
        later = at(parts, NOON + timedelta(seconds=number + 1))
        a_comment(later, machine, f"Comment number {number} of many.")

    page = desk.get(ARTICLE)
    onwards = re.search(r'href="([^"]+after=[^"]+)"', page.text)

    assert "21 comments: 20 published, 1 held, 0 rejected" in seen(page.text)
    assert onwards is not None
    assert "You idiot." in desk.get(onwards[1]).text
    assert desk.get(f"{ARTICLE}?after=nonsense").status_code == 422
    for nothing in ("/desk/articles/harbour/nothing", "/desk/authors/2147483647", f"/desk/authors/{2**70}"):
        assert desk.get(nothing).status_code == 404


def test_the_share_of_what_was_rejected_stands_beside_it(
    desk: Desk, parts: Parts, machine: Caller, ada: str
) -> None:
    withdraw_comment(parts, machine, Own("harbour", a_comment(parts, machine, "Not I.").id, "ada", None))

    told = seen(desk.get(ada).text).replace(" ,", ",")
    assert "0 rejected (0 % of what was decided), 1 withdrawn" in told


def test_an_author_is_sanctioned_noted_and_let_go(desk: Desk, ada: str) -> None:
    seen_act = re.search(r'name="seen" value="(\d+)"', desk.get(ada).text)
    assert seen_act is not None
    desk.post(f"{ada}/notes", note="Knows the harbour.")
    stale = desk.post(f"{ada}/sanctions", kind="suspend", reason="Insults.", days="3", seen=seen_act[1])
    assert stale.status_code == 409
    assert "Mira wrote a note at 12:00 UTC" in stale.text
    now = re.search(r'name="seen" value="(\d+)"', stale.text)
    assert now is not None
    assert ">Insults.</textarea>" in stale.text

    desk.post(f"{ada}/sanctions", kind="suspend", reason="Insults.", days="3", seen=now[1])

    page = desk.get(ada).text
    assert "Suspended: Ada." in page
    assert "Suspended until 5 November 2026, 12:00 UTC “Insults.” Mira, just now" in seen(page)
    assert 'class="status rejected" title="Insults.">Suspended' in desk.get("/desk?status=published").text
    end = re.search(rf'action="({ada}/sanctions/\d+/end)"', page)
    assert end is not None
    desk.post(end[1])
    assert "ended the author’s suspension" in seen(desk.get(ada).text).replace("'", "’")
    assert desk.post(end[1]).status_code == 409


@pytest.mark.parametrize(
    ("fields", "status", "complaint"),
    [
        ({"kind": "shout", "reason": "Why."}, 422, "Choose one."),
        ({"kind": "warn", "reason": " "}, 422, "Give a reason"),
        ({"kind": "suspend", "reason": "Why.", "days": "9"}, 403, "Only senior community managers"),
        ({"kind": "ban", "reason": "Why.", "days": ""}, 403, "Only senior community managers"),
    ],
)
def test_what_will_not_do_is_shown_again_with_why(
    desk: Desk, ada: str, fields: dict[str, str], status: int, complaint: str
) -> None:
    answer = desk.post(f"{ada}/sanctions", seen="0", **fields)

    assert (answer.status_code, complaint in answer.text) == (status, True)
    assert desk.post(f"{ada}/notes", note=" ").status_code == 422


def test_a_ban_says_how_many_comments_it_rejected_and_is_taken_back(
    senior: Desk, parts: Parts, ada: str, held: str, published: str
) -> None:
    senior.post(f"{ada}/sanctions", kind="ban", reason="Enough.", days="", earlier="reject_all", seen="0")
    page = senior.get(ada).text
    assert "Banned: Ada. 2 earlier comments rejected." in page
    assert [status_of(parts, each) for each in (held, published)] == [Status.REJECTED] * 2

    senior.post(undo_in(page), back=ada)

    assert [status_of(parts, each) for each in (held, published)] == [Status.HELD, Status.PUBLISHED]
    assert "took back: banned the author" in seen(senior.get(ada).text)


def test_readers_see_none_of_this(desk: Desk, client: object, parts: Parts, ada: str) -> None:
    a_reader(parts, "Rhea")
    desk.post("/desk/sign-out")
    for page in (ada, ARTICLE):
        assert desk.get(page).status_code == 302
    for form in (f"{ada}/sanctions", f"{ada}/notes", f"{ARTICLE}/mode", "/desk/acts/1/undo"):
        assert desk.post(form).status_code == 401
