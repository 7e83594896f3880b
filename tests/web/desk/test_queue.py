"""The queue shows what needs a human, with all that is needed to decide, and nothing that a comment says is markup."""

from __future__ import annotations

import re
from datetime import timedelta

from moderation.domain.callers import Caller, NamedAuthor
from moderation.parts import Parts
from tests.making import NOON, WordScorer, a_comment, at
from tests.web.desk.browsing import Desk


def test_an_empty_queue_congratulates(desk: Desk) -> None:
    page = desk.get()

    assert page.status_code == 200
    assert "Nothing is waiting. Well done." in page.text
    assert 'class="review' not in page.text


def test_each_tab_shows_its_comments_and_all_count_what_waits(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    a_comment(parts, machine, "A fair budget.")
    a_comment(parts, machine, "You idiot.")

    held, published = desk.get().text, desk.get("/desk?status=published").text

    assert held.count('class="review ') == published.count('class="review ') == 1
    assert "A fair budget." in published
    for page in (held, published):
        assert 'Held <span class="count">1<' in page
        assert 'Unscored <span class="count">0<' in page
        assert 'Published <span class="count">' not in page  # a full count of what waits for nobody


def test_an_unknown_tab_and_a_made_up_place_are_refused(desk: Desk) -> None:
    assert desk.get("/desk?status=gone").status_code == 422
    assert desk.get("/desk?after=somewhere").status_code == 422
    assert desk.get("/desk?after=MjAyNg").status_code == 422


def test_a_comment_stands_under_its_place_with_its_authors_record(desk: Desk, held: str) -> None:
    page = desk.get().text

    assert "Home › City" in page
    assert "The budget vote" in page
    assert ">Ada</strong>" in page
    assert "first comment" in page
    assert 'title="2 November 2026, 12:00 UTC"' in page


def test_the_words_that_raised_a_score_are_marked_and_named(desk: Desk, held: str) -> None:
    page = desk.get().text

    assert 'You <mark class="line-under insult" title="Insult (strongly)">idiot' in page


def test_a_score_stands_beside_the_threshold_at_which_it_holds(desk: Desk, held: str) -> None:
    page = " ".join(desk.get().text.replace("\u00a0", " ").split())

    assert '90 %<span class="quiet">, holds at 70 %</span>' in page
    assert '<rect class="bar" x="0" y="2" width="90.0"' in page
    assert '<rect class="tick" x="70.0"' in page
    assert "Scored by model words-1" in page


def test_scores_far_below_their_threshold_wait_behind_all_scores(desk: Desk, held: str) -> None:
    at_once, _, behind = desk.get().text.partition("All scores</summary>")

    assert "Off topic" in behind
    assert "<span >Off topic</span>" not in at_once


def test_what_no_score_speaks_of_is_said_in_a_sentence(desk: Desk, parts: Parts, machine: Caller) -> None:
    a_comment(parts, machine, "See https://a.example https://b.example https://c.example")

    assert "<li>3 links; more than 2 are held</li>" in desk.get().text


def test_without_a_scorer_a_banner_says_why_and_comments_say_that_they_are_unscored(
    desk: Desk, parts: Parts, machine: Caller, scorer: WordScorer
) -> None:
    scorer.unavailable = "missing"
    a_comment(parts, machine, "A fair budget.")

    page = desk.get().text

    assert "Comments are not being scored" in page
    assert "<p>no model is in service</p>" in page
    assert "moderation doctor" in page
    assert "<li>Not scored (missing): no model is in service</li>" in page


def test_with_a_part_of_the_scorer_missing_a_banner_says_which_while_comments_are_scored(
    desk: Desk, parts: Parts, machine: Caller, scorer: WordScorer
) -> None:
    a_comment(parts, machine, "You idiot.")
    whole = desk.get().text

    scorer.lacking = "encoder.onnx is missing: put it back; until then the fast member scores courtesy alone"
    page = desk.get().text

    assert "part of the check" not in whole
    assert "A part of the check is missing" in page
    assert f"<p>{scorer.lacking}.</p>" in page
    assert "Comments are not being scored" not in page


def test_a_reply_shows_what_it_answers_and_the_thread_around_it(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    root = a_comment(parts, machine, "A fair budget.")
    a_comment(parts, machine, "You idiot.", parent=root.id, author=NamedAuthor("bo", "Bo"))

    page = " ".join(desk.get().text.split())

    assert '<span class="quiet">in reply to</span> <b>Ada</b>: <span class="line" dir="auto">A fair' in page
    assert "· this comment" in page


def test_show_more_goes_on_after_the_last_one_and_repeats_none(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    for number in range(13):
        a_comment(at(parts, NOON - timedelta(minutes=number)), machine, f"You idiot {number:02}.")

    first = desk.get()
    address = first.text.partition('<div id="more">')[2].partition('href="')[2].partition('"')[0]
    second = desk.get(address.replace("&amp;", "&"))
    shown = [n for page in (first, second) for n in re.findall(r"</mark> (\d\d)\.</p>", page.text)]

    assert shown == sorted(shown, reverse=True)
    assert len(shown) == len(set(shown)) == 13
    assert '<a class="button wide"' not in second.text


def test_what_is_settled_is_listed_latest_first(desk: Desk, parts: Parts, machine: Caller) -> None:
    a_comment(at(parts, NOON - timedelta(hours=3)), machine, "The earlier one.")
    a_comment(parts, machine, "The later one.")

    page = desk.get("/desk?status=published").text

    assert page.index("The later one.") < page.index("The earlier one.")


def test_what_a_manager_settled_says_on_its_card_who_why_and_what_can_be_done(desk: Desk, held: str) -> None:
    desk.decide(held, "reject", version=2, reason="insult", note="second time this week")
    rejected = " ".join(desk.get("/desk?status=rejected").text.split())
    desk.decide(held, "approve", version=3)
    approved = " ".join(desk.get("/desk?status=published").text.split())

    assert "Rejected by Mira: Insult.</b> “second time this week”" in rejected
    assert 'Undo rejection <span class="leads">(held again)</span>' in rejected
    assert "Approved by Mira.</b>" in approved
    assert 'Undo approval <span class="leads">(rejected again)</span>' in approved


def test_what_the_check_published_says_so_and_can_be_taken_down(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    comment = a_comment(parts, machine, "A fair budget.")

    page = " ".join(desk.get("/desk?status=published").text.split())

    assert "Published by the automatic check.</b>" in page
    assert f'action="/desk/comments/{comment.id}/reject"' in page


def test_a_cleared_queue_says_when_it_was_cleared(desk: Desk, held: str) -> None:
    desk.decide(held, "approve", version=2)

    page = desk.get().text

    assert "Nothing is waiting. Well done." in page
    assert 'The last decision was made <time datetime="2026-11-02T12:00:00+00:00"' in page


def test_nothing_that_a_comment_says_becomes_markup(desk: Desk, parts: Parts, machine: Caller) -> None:
    attack = '<script>alert(1)</script><img src=x onerror="alert(2)"> idiot'
    a_comment(parts, machine, attack, author=NamedAuthor("x", "<b>Bold</b>"))

    page = desk.get().text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>Bold" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_comment_has_a_page_of_its_own_and_others_do_not(desk: Desk, held: str) -> None:
    assert "You <mark" in desk.get(f"/desk/comments/{held}").text
    assert desk.get("/desk/comments/00000000-0000-7000-8000-000000000000").status_code == 404
    assert desk.get("/desk/comments/nonsense").status_code == 404
