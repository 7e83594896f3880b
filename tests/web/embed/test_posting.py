"""A posted comment stands in its place at once, and what is refused keeps its text."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.parts import Parts
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.reply_to_comment import reply_to_comment
from tests.making import NOON, WordScorer, a_comment, a_manager, an_article, at
from tests.web.embed.reading import ARTICLE, Reader, seen

POST = f"{ARTICLE}/comments"


def test_a_courteous_comment_is_published_where_it_was_posted(reader: Reader) -> None:
    answer = reader.post("Well argued.")
    words = seen(reader.get(answer.location).text)

    assert answer.status_code == 303
    assert "#comment-" in answer.location
    assert "Rhea (you) just now" in words
    assert "Well argued. Your comment is published." in words


def test_what_became_of_a_comment_is_said_once(reader: Reader) -> None:
    location = reader.post("Well argued.").location
    reader.get(location)

    assert "Your comment is published." not in reader.get(location).text


def test_a_held_comment_shows_to_its_author_alone_with_the_reasons_and_no_score(reader: Reader) -> None:
    words = seen(reader.says("You idiot."))

    assert "You idiot. Awaiting review Only you can see this" in words
    assert "aimed at a person rather than their point" in words
    assert "0.9" not in words
    assert "90" not in words
    reader.client.delete_cookie("comment_desk")
    assert "idiot" not in reader.get().text


def test_a_rejected_comment_tells_its_author_the_managers_reason(reader: Reader, parts: Parts) -> None:
    location = reader.post("You idiot.").location
    decide_comment(parts, a_manager(parts), comment_in(location), 2, Choice(Action.REJECT, "insult"))

    words = seen(reader.get().text)

    assert "You idiot. Not published It insulted somebody. Only you can see this." in words


def test_a_comment_that_could_not_be_scored_waits(reader: Reader, scorer: WordScorer) -> None:
    scorer.unavailable = "missing"

    assert "a person will look at it" in seen(reader.says("Well argued."))


def test_a_reply_stands_below_what_it_answers(reader: Reader, parts: Parts, machine: Caller) -> None:
    root = a_comment(parts, machine, "A fair budget.").id

    page = reader.says("Fair to whom?", parent=root)

    replies = page.partition(f'id="replies-{root}"')[2].partition("</ol>")[0]
    assert "Fair to whom?" in replies
    assert "Your reply is published." in replies


def test_ones_own_comment_shows_even_where_the_order_has_it_on_a_later_page(
    reader: Reader, parts: Parts, machine: Caller
) -> None:
    for minutes in range(25, 0, -1):
        a_comment(at(parts, NOON - timedelta(minutes=minutes)), machine, f"n{minutes}.")

    answer = reader.client.post(f"{POST}?sort=oldest", data=whole(reader, "The very latest."))
    page = reader.get(answer.location).text

    assert page.count("The very latest.") == 1
    assert 'aria-current="true">Oldest' in page


def test_ones_own_reply_shows_at_the_end_of_a_long_thread(
    reader: Reader, parts: Parts, machine: Caller
) -> None:
    root = a_comment(at(parts, NOON - timedelta(hours=1)), machine, "The root.").id
    replies = [
        a_comment(at(parts, NOON - timedelta(minutes=9 - place)), machine, f"n{place}.", parent=root).id
        for place in range(6)
    ]

    words = seen(reader.says("My answer.", parent=replies[5]))

    assert "n2." in words
    assert "n3." not in words
    assert "Show 2 more replies" in words
    assert words.index("Show 2 more") < words.index("n5.") < words.index("My answer.")


def test_a_community_managers_reply_carries_the_badge(reader: Reader, parts: Parts, machine: Caller) -> None:
    root = a_comment(parts, machine, "A fair budget.").id
    reply_to_comment(parts, a_manager(parts), root, 2, "Thank you for this.")

    words = seen(reader.get().text)

    assert "Mira Community manager just now" in words


def test_the_same_form_sent_twice_makes_one_comment(reader: Reader) -> None:
    form = whole(reader, "Well argued.")

    first = reader.client.post(POST, data=form)
    second = reader.client.post(POST, data=form)

    assert first.location == second.location
    assert reader.get(first.location).text.count("Well argued.") == 1


def test_the_same_form_with_another_text_keeps_it_and_can_be_sent_again(reader: Reader) -> None:
    form = whole(reader, "Well argued.")
    reader.client.post(POST, data=form)

    answer = reader.client.post(POST, data={**form, "text": "On second thoughts."})

    assert answer.status_code == 422
    assert "Send it again to post this one as well." in answer.text
    assert form["key"] not in answer.text


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (" \n", "Write your comment first."),
        ("x" * 10_001, "A comment has at most 10,000 characters; this one has 10,001."),
        ("nul \x00 here", "Contains a NUL character."),
    ],
)
def test_what_cannot_be_kept_comes_back_with_the_complaint_beside_it(
    reader: Reader, text: str, complaint: str
) -> None:
    answer = reader.post(text)

    assert answer.status_code == 422
    assert complaint in answer.text
    assert 'aria-invalid="true" aria-describedby="wrong-text-first"' in answer.text
    assert "Nobody has written here yet." in answer.text


def test_a_refused_reply_comes_back_in_its_own_open_form(
    reader: Reader, parts: Parts, machine: Caller
) -> None:
    root = a_comment(parts, machine, "A fair budget.").id

    page = reader.post(" ", parent=root).text

    assert '<details class="reply" open>' in page
    assert f'aria-describedby="wrong-text-{root}"' in page


@pytest.mark.parametrize("parent", ["01a20378-3616-7b51-bc63-e8775d431a8c", "nobody", "\x00"])
def test_a_reply_to_a_comment_that_is_gone_keeps_its_text(reader: Reader, parent: str) -> None:
    answer = reader.post("I beg to differ.", parent=parent)

    assert answer.status_code == 422
    assert ">I beg to differ.</textarea>" in answer.text


def test_a_visitor_whose_sign_in_has_ended_keeps_the_text(reader: Reader) -> None:
    form = whole(reader, "Well argued.")
    reader.client.delete_cookie("comment_desk")

    answer = reader.client.post(POST, data=form)

    assert answer.status_code == 401
    assert ">Well argued.</textarea>" in answer.text
    assert "/sign-in?next=" in answer.text


def test_a_form_from_another_page_is_refused(reader: Reader) -> None:
    answer = reader.client.post(POST, data={"text": "Forged."})

    assert answer.status_code == 403
    assert "Forged." not in reader.get().text


def test_too_many_comments_in_a_minute_are_refused_with_their_text(reader: Reader) -> None:
    for number in range(10):
        reader.post(f"n{number}.")

    answer = reader.post("One too many.")

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert ">One too many.</textarea>" in answer.text


def test_a_comment_under_an_article_that_has_closed_meanwhile_is_refused(
    reader: Reader, parts: Parts, machine: Caller
) -> None:
    form = whole(reader, "Well argued.")
    an_article(parts, machine, is_open=False)

    answer = reader.client.post(POST, data=form)

    assert answer.status_code == 403
    assert "Comments are closed under this article." in answer.text


def test_nothing_is_posted_under_an_unknown_article(reader: Reader) -> None:
    form = whole(reader, "Well argued.")

    assert reader.client.post("/sites/harbour/articles/none/comments", data=form).status_code == 404


def whole(reader: Reader, text: str) -> dict[str, str]:
    """All that the first form would send with this text."""
    return {**reader.hidden(ARTICLE, POST), "text": text}


def comment_in(location: str) -> str:
    """The id of the comment that an address leads to."""
    return location.rpartition("#comment-")[2]
