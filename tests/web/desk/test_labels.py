"""The page of labels that others suggest: what they say, switched off, erased, and looked at in a browser."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Role
from moderation.parts import Parts
from moderation.use_cases.change_role import change_role
from moderation.use_cases.list_suggestions import list_suggestions
from moderation.use_cases.suggest_score import NewSuggestion, suggest_score
from tests.accessible import barriers
from tests.making import a_machine, a_site
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in
from tests.web.embed.reading import seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLACE = "Coral:https://comments.harbour-post.example.org"
FIRST = NewSuggestion("You fool.", {"TOXICITY": 1.0, "SPAM": 0.0}, PLACE, "comment:1")


def test_labels_are_seen_switched_off_and_on_and_erased_for_good(desk: Desk, parts: Parts) -> None:
    change_role(parts, "Mira", Role.ADMIN)
    empty = seen(desk.get("/desk/labels").text)
    suggested(parts)
    (other, source) = list_suggestions(parts)
    asked = {"key": str(source.key_id)}
    page = desk.get("/desk/labels").text
    switched_off = desk.post("/desk/labels/weigh", percent="0", **asked)
    off = seen(desk.get("/desk/labels").text)
    desk.post("/desk/labels/weigh", percent="80", **asked)
    on = seen(desk.get("/desk/labels").text)
    erased = desk.post("/desk/labels/erase", site="harbour", community=PLACE, **asked)

    assert "None came in yet" in empty
    assert "2 labels, the newest just now Spam: 0 yes, 2 no Toxicity: 1 yes, 1 no" in seen(page)
    assert "each counts 50 % of a manager’s decision" in seen(page)
    assert "You fool." not in page
    assert switched_off.status_code == erased.status_code == 303
    assert "nothing is learned from them" in off
    assert "each counts 80 % of a manager’s decision" in on
    assert list_suggestions(parts) == [replace(other, weight=0.8)]
    told = seen(desk.get("/desk/audit").text)
    assert "Weighed or erased the labels suggested by newsroom" in told
    assert "each counts 50 % → 0 %" in told
    assert "erased 2" in told


def test_a_weight_that_cannot_be_is_refused(desk: Desk, parts: Parts) -> None:
    change_role(parts, "Mira", Role.ADMIN)
    suggested(parts)
    key = str(list_suggestions(parts)[0].key_id)

    assert desk.post("/desk/labels/weigh", percent="101", key=key).status_code == 422
    assert desk.post("/desk/labels/weigh", percent="-1", key=key).status_code == 422
    assert desk.post("/desk/labels/weigh", percent="50", key="99").status_code == 404
    assert desk.post("/desk/labels/erase", site="nowhere", community="", key=key).status_code == 404


def test_only_administrators_are_shown_the_way(desk: Desk, parts: Parts) -> None:
    a_site(parts)
    before = desk.get("/desk/insight").text
    change_role(parts, "Mira", Role.ADMIN)

    assert "/desk/labels" not in before
    assert 'href="/desk/labels"' in desk.get("/desk/insight").text


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_whole_and_without_barriers(page: Page, live: str, parts: Parts, width: int) -> None:
    a_manager_with_a_password(parts, "Mira")
    change_role(parts, "Mira", Role.ADMIN)
    suggested(parts)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    page.goto(f"{live}/desk/labels")
    page.get_by_text("Change…").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Each counts, in per cent of a manager’s decision").first.fill("20")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page) == []
    page.keyboard.press("Enter")
    page.get_by_text("each counts 20 % of a manager’s decision").first.wait_for()


def suggested(parts: Parts) -> None:
    """Two labels of one community and one of none."""
    a_site(parts)
    machine = a_machine(parts)
    suggest_score(parts, machine, FIRST)
    suggest_score(
        parts, machine, replace(FIRST, client_token="comment:2", labels={"TOXICITY": 0.0, "SPAM": 0.2})
    )
    suggest_score(parts, machine, replace(FIRST, community="", client_token=None))
