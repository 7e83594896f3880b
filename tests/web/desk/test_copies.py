"""The desk names what nearly the same was said before: where, by whom, how alike, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, NamedAuthor
from moderation.parts import Parts
from tests.accessible import barriers
from tests.making import WordScorer, a_comment, an_article
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CAMPAIGN = "I earn 500 a week from home now, ask coach Daniel how, he answers {}!"


def copies(parts: Parts, machine: Caller, *whom: str) -> list[str]:
    """The ids of a campaign's comments, each under an article of its own."""
    made = []
    for number, each in enumerate(whom):
        article = an_article(parts, machine, f"a{number}", title=f"Article <{number}>")
        text, author = CAMPAIGN.format(each), NamedAuthor(f"bot{number}", f"Bot {number}")
        made.append(a_comment(parts, machine, text, article=article, author=author).id)
    return made


def test_a_held_copy_links_the_others_with_their_place_likeness_and_status(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    first, second, third = copies(parts, machine, "everybody", "everyone", "everybody")
    desk.decide(first, "reject", version=2, reason="spam")

    page = " ".join(desk.get().text.replace("\u00a0", " ").split())
    listed = page.partition('<ul class="copies"')[2].partition("</ul>")[0]

    assert f'id="review-{third}"' in page
    assert "Says nearly the same as 2 comments under 2 other articles, by 2 other authors" in page
    assert f'<a href="/desk/comments/{first}">Article &lt;0&gt;</a> <span class="status rejected">' in listed
    assert (
        f'<a href="/desk/comments/{second}">Article &lt;1&gt;</a> <span class="status published">' in listed
    )
    assert "· the same words</span>" in listed
    assert "% alike</span>" in listed


def test_a_copy_that_was_published_says_so_too(desk: Desk, parts: Parts, machine: Caller) -> None:
    copies(parts, machine, "all", "all")

    page = desk.get("/desk?status=published").text
    _, _, noticed = page.partition("<h4>Also noticed</h4>")

    assert noticed.count("Says the same as another comment under 1 other article, by 1 other author") == 1
    assert page.count('<ul class="copies"') == 1
    assert page.count("No rule objects to it.") == 2


def test_a_low_spam_score_is_not_shown_as_what_held_the_copy(
    desk: Desk, parts: Parts, machine: Caller, scorer: WordScorer
) -> None:
    scorer.words = {"casino": "SPAM"}
    copies(parts, machine, "all", "all", "all")

    page = desk.get().text

    assert "Says the same as 2 comments" in page
    assert 'class="score over"' not in page


def test_copies_fit_on_a_phone(browser: Browser, live: str, parts: Parts, machine: Caller) -> None:
    copies(parts, machine, "all", "all", "all")
    a_manager_with_a_password(parts, "Mira")
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        sign_in(page, live, "Mira")
        page.get_by_role("list", name="Copies").wait_for()

        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert barriers(page) == []
