"""Approve, reject, reply and undo, as forms; two managers never overwrite each other, and no other page can post."""

from __future__ import annotations

import pytest

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.parts import Parts
from moderation.storage import comments, decisions
from tests.making import a_comment
from tests.web.desk.browsing import Desk
from tests.web.embed.reading import seen

SEEN = 2
"""The version of a comment that the policy has decided on once."""


def status_of(parts: Parts, comment_id: str) -> Status:
    with parts.database.reading() as session:
        return comments.comment_with(session, comment_id).status


def last_decision(parts: Parts, comment_id: str) -> int:
    with parts.database.reading() as session:
        latest = decisions.latest(session, comment_id)
        assert latest is not None
        return latest.id


def test_approving_publishes_and_the_queue_says_so_with_a_way_to_undo(
    desk: Desk, parts: Parts, held: str
) -> None:
    answer = desk.decide(held, "approve", version=SEEN, back="/desk?status=held")
    page = desk.get()

    assert (answer.status_code, answer.location) == (303, "/desk?status=held")
    assert status_of(parts, held) is Status.PUBLISHED
    assert "Approved Ada’s comment." in page.text
    assert f'action="/desk/comments/{held}/undo"' in page.text
    assert "Approved Ada’s comment." not in desk.get().text


def test_rejecting_keeps_the_reason_and_the_note(desk: Desk, parts: Parts, held: str) -> None:
    desk.decide(held, "reject", version=SEEN, reason="insult", note="The third this week")

    assert status_of(parts, held) is Status.REJECTED
    assert "Rejected Ada’s comment: insult." in desk.get().text
    page = " ".join(desk.get(f"/desk/comments/{held}").text.split())
    assert "Rejected by Mira: Insult" in page
    assert "The third this week" in page


def test_a_rejection_without_a_reason_is_asked_for_one_beside_the_field(
    desk: Desk, parts: Parts, held: str
) -> None:
    answer = desk.decide(held, "reject", version=SEEN, note="Why not")

    assert answer.status_code == 422
    assert "A rejection needs a reason." in answer.text
    assert f'id="review-{held}-reason-wrong">One of courtesy' in answer.text
    assert 'value="Why not"' in answer.text
    assert status_of(parts, held) is Status.HELD


def test_a_reply_publishes_what_it_answers_and_carries_the_badge(desk: Desk, parts: Parts, held: str) -> None:
    desk.decide(held, "reply", version=SEEN, text="Please stay with the point.")

    assert status_of(parts, held) is Status.PUBLISHED
    assert "Approved Ada’s comment with your reply." in desk.get().text
    published = desk.get("/desk?status=published").text
    assert "Please stay with the point." in published
    assert "Community manager" in published


@pytest.mark.parametrize("text", ["  ", "x" * 10_001, "a\x00b"])
def test_a_reply_that_will_not_do_is_shown_again_with_why(
    desk: Desk, parts: Parts, held: str, text: str
) -> None:
    answer = desk.decide(held, "reply", version=SEEN, text=text)

    assert answer.status_code == 422
    assert f'id="review-{held}-text-wrong"' in answer.text
    assert status_of(parts, held) is Status.HELD


def test_undo_from_the_message_brings_the_comment_back(desk: Desk, parts: Parts, held: str) -> None:
    desk.decide(held, "reject", version=SEEN, reason="insult")

    answer = desk.decide(held, "undo", decision=last_decision(parts, held))

    assert (answer.status_code, answer.location) == (303, f"/desk/comments/{held}")
    assert status_of(parts, held) is Status.HELD
    assert "Undone: Ada’s comment is held again." in desk.get().text


def test_a_reply_is_undone_from_its_message_and_hidden_with_the_comment(
    desk: Desk, parts: Parts, machine: Caller, held: str
) -> None:
    desk.decide(held, "reply", version=SEEN, text="Please stay with the point.")
    assert f'action="/desk/comments/{held}/undo"' in desk.get().text

    desk.decide(held, "undo", decision=last_decision(parts, held))

    assert "Ada’s comment is held again. The reply is hidden with it." in desk.get().text
    assert "Please stay with the point." not in desk.get("/sites/harbour/articles/budget").text


def test_a_reply_within_a_thread_is_said_to_stay_when_it_is_undone(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    root = a_comment(parts, machine, "A fair budget.")
    held = a_comment(parts, machine, "You idiot.", parent=root.id).id
    desk.decide(held, "reply", version=SEEN, text="Please stay with the point.")

    desk.decide(held, "undo", decision=last_decision(parts, held))

    assert "The reply to it stays published." in desk.get().text
    assert "Please stay with the point." in desk.get("/sites/harbour/articles/budget").text


def test_after_an_undo_the_tab_it_came_from_is_current_and_the_card_says_no_status(
    desk: Desk, held: str
) -> None:
    page = desk.get(f"/desk/comments/{held}?back=/desk?status%3Dheld").text
    by_itself = desk.get(f"/desk/comments/{held}").text

    assert 'id="tab-held" href="/desk?status=held" aria-current="page"' in page
    assert 'class="status held"' not in page
    assert 'aria-current="page"' not in by_itself
    assert 'class="status held"' in by_itself


def test_after_an_undo_the_tabs_stay_as_narrow_as_they_were(desk: Desk, held: str) -> None:
    page = desk.get(f"/desk/comments/{held}?back=/desk?where%3Dharbour:Sport%26order%3Doldest").text

    assert 'href="/desk?status=reported&amp;where=harbour:Sport&amp;order=oldest"' in page
    assert seen(page).count("Held 0") == 1
    assert desk.get(f"/desk/comments/{held}?back=/desk?order%3Dnone").status_code == 200


def test_after_an_undo_the_next_decision_leads_back_to_the_queue(desk: Desk, parts: Parts, held: str) -> None:
    desk.decide(held, "reject", version=SEEN, reason="insult")
    assert f'name="back" value="/desk/comments/{held}?back=/desk?status%3Dheld"' in desk.get().text

    page = desk.get(f"/desk/comments/{held}?back=/desk?status%3Dheld").text

    assert 'name="back" value="/desk?status=held"' in page


def test_what_was_decided_can_be_undone_from_its_own_page(desk: Desk, parts: Parts, held: str) -> None:
    desk.decide(held, "approve", version=SEEN)

    page = desk.get(f"/desk/comments/{held}").text

    assert "Undo approval" in page
    assert f'name="decision" value="{last_decision(parts, held)}"' in page


def test_the_second_of_two_managers_is_told_who_was_first_and_changes_nothing(
    desk: Desk, colleague: Desk, parts: Parts, held: str
) -> None:
    colleague.decide(held, "approve", version=SEEN)

    late = desk.decide(held, "reject", version=SEEN, reason="insult", back="/desk?status=held")

    assert late.status_code == 409
    assert "Noor approved it at 12:00 UTC" in late.text
    assert 'name="back" value="/desk?status=held"' in late.text
    assert status_of(parts, held) is Status.PUBLISHED


def test_the_reply_of_the_second_of_two_managers_is_kept_in_the_form(
    desk: Desk, colleague: Desk, parts: Parts, held: str
) -> None:
    colleague.decide(held, "approve", version=SEEN)

    late = desk.decide(held, "reply", version=SEEN, text="A long & careful answer")

    assert late.status_code == 409
    assert ">A long &amp; careful answer</textarea>" in late.text
    assert f'name="version" value="{SEEN + 1}"' in late.text


def test_an_undo_after_somebody_decided_again_is_refused(
    desk: Desk, colleague: Desk, parts: Parts, held: str
) -> None:
    desk.decide(held, "reject", version=SEEN, reason="insult")
    mine = last_decision(parts, held)
    colleague.decide(held, "approve", version=SEEN + 1)

    late = desk.decide(held, "undo", decision=mine)

    assert late.status_code == 409
    assert "Noor approved it since." in late.text
    assert status_of(parts, held) is Status.PUBLISHED


def test_doing_again_what_is_done_is_refused_in_words(desk: Desk, parts: Parts, held: str) -> None:
    desk.decide(held, "approve", version=SEEN)

    again = desk.decide(held, "approve", version=SEEN + 1)

    assert again.status_code == 422
    assert "This comment is published already." in again.text


@pytest.mark.parametrize("action", ["approve", "reject", "reply", "undo"])
def test_a_form_without_its_token_is_refused(desk: Desk, parts: Parts, held: str, action: str) -> None:
    forged = desk.client.post(
        f"/desk/comments/{held}/{action}",
        data={"version": SEEN, "reason": "spam", "text": "x", "decision": 1},
    )

    assert forged.status_code == 403
    assert status_of(parts, held) is Status.HELD


@pytest.mark.parametrize("action", ["approve", "reject", "reply", "undo"])
@pytest.mark.parametrize("said", ["", "two", "-1", "²", "9" * 30])
def test_a_form_that_is_not_whole_is_refused(
    desk: Desk, parts: Parts, held: str, action: str, said: str
) -> None:
    answer = desk.decide(held, action, version=said, decision=said, reason="spam", text="Hello")

    assert answer.status_code == 422
    assert status_of(parts, held) is Status.HELD


@pytest.mark.parametrize("action", ["approve", "reject", "reply", "undo"])
def test_what_is_not_there_cannot_be_decided(desk: Desk, machine: Caller, action: str) -> None:
    nowhere = "00000000-0000-7000-8000-000000000000"

    answer = desk.decide(nowhere, action, version=1, decision=1, reason="spam", text="Hello")

    assert answer.status_code == 404


def test_the_way_back_never_leads_off_the_desk(desk: Desk, held: str) -> None:
    assert desk.decide(held, "approve", version=SEEN, back="//evil.example/desk").location == "/desk"
