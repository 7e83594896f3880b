"""The site's own texts, offered where a manager writes to an author: chosen without script, and with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import LONGEST_TOLD
from moderation.parts import Parts
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.state_reasons import state_reasons
from tests.accessible import barriers
from tests.asking import an_appeal, decided
from tests.making import a_manager, stored, the_rules
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

THANKS = {"name": "Thank you", "text": "Thank you for telling us."}
OFFERED = "Begin with one of the site’s texts"


@pytest.fixture
def offered(parts: Parts, held: str) -> str:
    """A held comment of a site that keeps a text."""
    the_rules(parts, "harbour", {"newcomer_comments": 0, "canned": [THANKS]})
    return held


def test_a_chosen_text_is_the_reply_where_nothing_is_written(desk: Desk, offered: str) -> None:
    assert OFFERED in desk.get(f"/desk/comments/{offered}").text

    desk.decide(offered, "reply", version=2, text="", ready=THANKS["text"])

    assert THANKS["text"] in desk.get("/sites/harbour/articles/budget").text


def test_what_is_written_counts_before_what_is_chosen(desk: Desk, offered: str) -> None:
    desk.decide(offered, "reply", version=2, text="I asked the author.", ready=THANKS["text"])

    shown = desk.get("/sites/harbour/articles/budget").text
    assert "I asked the author." in shown
    assert THANKS["text"] not in shown


def test_an_author_is_warned_and_an_appeal_answered_in_the_words_of_the_site(
    desk: Desk, parts: Parts, machine: Caller, offered: str
) -> None:
    desk.post("/desk/authors/1/sanctions", kind="warn", reason="", ready=THANKS["text"], days="", seen="0")
    assert f"“{THANKS['text']}”" in desk.get("/desk/authors/1").text

    decided(parts, a_manager(parts, "Otto"), offered, Action.REJECT)
    an_appeal(parts, machine, offered)
    answered = desk.decide(offered, "answer", version=3, upholds="no", answer="", ready=THANKS["text"])
    assert answered.status_code == 303


def test_an_author_reads_what_the_manager_wrote_instead_of_the_reasons_sentence(
    desk: Desk, parts: Parts, offered: str
) -> None:
    desk.decide(offered, "reject", version=2, reason="insult", told="", ready=THANKS["text"])
    otto = a_manager(parts, "Otto")
    statement = state_reasons(parts, otto, review_comment(parts, otto, offered).history[0].id)

    assert statement.grounds[0].told == THANKS["text"]
    assert f"<dd>{THANKS['text']} " in desk.get(f"/desk/decisions/{statement.decision}").text


def test_a_text_to_the_author_that_is_too_long_stays_beside_its_field(
    desk: Desk, parts: Parts, offered: str
) -> None:
    long = "n" * (LONGEST_TOLD + 1)

    answer = desk.decide(offered, "reject", version=2, reason="insult", told=long)

    assert answer.status_code == 422
    assert f'id="review-{offered}-told-wrong">At most 500 characters.' in answer.text
    assert f">{long}</textarea>" in answer.text
    assert stored(parts)[Status.HELD] == 1


def test_choosing_a_text_goes_on_after_what_is_written(
    page: Page, live: str, parts: Parts, offered: str
) -> None:
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    page.goto(f"{live}/desk/comments/{offered}")
    page.keyboard.press("e")
    field = page.get_by_label("Your reply")
    field.fill("Dear Ada,")

    choice = page.locator(".panel[open]").get_by_label(OFFERED)
    choice.focus()
    choice.select_option("Thank you")

    assert field.input_value() == "Dear Ada,\n\nThank you for telling us."
    assert barriers(page) == []
    page.get_by_role("button", name="Approve and reply", exact=True).click()
    page.get_by_text("Approved Ada’s comment with your reply.").wait_for()
