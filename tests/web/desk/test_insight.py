"""The insight room and the transparency report: drawn, told in words and tables, and as a file."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.domain.figures import Share
from moderation.parts import Parts
from moderation.storage import insight
from moderation.use_cases.show_insight import Day
from moderation.web.desk import charts, lengths
from moderation.web.desk.spreadsheets import BOM
from tests.accessible import barriers
from tests.making import a_comment
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

DOCUMENT = (Path(__file__).parents[3] / "docs" / "search-and-insight.md").read_text()


def test_the_figures_are_told_and_drawn(desk: Desk, parts: Parts, machine: Caller, held: str) -> None:
    a_comment(parts, machine)
    desk.decide(held, "reject", version=2, reason="insult")

    page = desk.get("/desk/insight").text

    assert "The last 7 days" in page
    assert "2 came in over 7 days; most on 02 November: 2." in page
    assert "Mon 02 November: 1 published, 1 rejected, 0 held" in page
    assert '<b>0\u00a0%</b> <span class="quiet sure">of 1, likely 0 to 79\u00a0%</span>' in page
    assert "Too few to tell." in page
    assert "Model <b>words-1</b> is in service" in page
    assert "By manager</h3>" not in page


def test_how_much_is_looked_at_is_told_as_it_is(
    desk: Desk, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"looks at the latest {insight.LATEST:,} that" in DOCUMENT
    assert f"scores of about {insight.SAMPLE} comments" in DOCUMENT
    monkeypatch.setattr(insight, "LATEST", 1)
    before = desk.get("/desk/insight").text
    desk.decide(held, "reject", version=2, reason="insult")

    page = desk.get("/desk/insight").text

    assert "figures about them are of the latest" not in before
    assert "figures about them are of the latest 1.<" in page
    assert f"measured on about {insight.SAMPLE} comments" in page


def test_an_empty_period_says_so_and_an_odd_one_is_refused(desk: Desk, machine: Caller) -> None:
    page = desk.get("/desk/insight?days=30&section=Home")

    assert page.status_code == 200
    for told in (
        "No comment came in.",
        "No manager decided anything.",
        "None were settled.",
        "Nothing was scored.",
    ):
        assert told in page.text
    assert desk.get("/desk/insight?days=8").status_code == 422
    assert desk.get("/desk/transparency?from=soon").status_code == 422


def test_the_report_is_a_page_and_a_file_of_the_same_figures(desk: Desk, held: str) -> None:
    desk.decide(held, "reject", version=2, reason="insult")

    page = desk.get("/desk/transparency").text
    answer = desk.get("/desk/transparency/report.csv?from=2026-11-01&to=2026-11-30&site=harbour")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix(BOM))))

    assert "1 November 2026 to 2 November 2026" in page
    assert "Insult (score)" in page
    assert ["comments", "", "submitted", "1"] in rows
    assert ["rules", "Insult (score)", "held", "1"] in rows
    assert ["reasons", "Insult", "objected to automatically before", "1"] in rows
    assert "transparency-harbour-2026-11-01-2026-11-30.csv" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("number", "round_one"), [(0, 1), (1, 1), (7, 7), (11, 15), (16, 20), (99, 100), (101, 150), (1630, 2000)]
)
def test_a_scale_ends_at_a_round_number(number: int, round_one: int) -> None:
    assert charts.round_up(number) == round_one


def test_columns_stand_on_one_another_and_on_the_ground() -> None:
    day = Day(date(2026, 11, 2), {Status.PUBLISHED: 5, Status.REJECTED: 3, Status.HELD: 2})
    columns, ceiling = charts.columns([day])

    assert ceiling == 10
    assert [(each.kind, each.top, each.height) for each in columns[0].blocks] == [
        ("published", 50.0, 50.0),
        ("rejected", 20.0, 30.0),
        ("held", 0.0, 20.0),
    ]


def test_figures_in_words() -> None:
    told = [lengths.lasted(each) for each in (None, 40.4, 90, 3600, 12600, 86400, 200000)]

    assert told == ["–", "40\u00a0s", "2\u00a0min", "1.0\u00a0h", "3.5\u00a0h", "24\u00a0h", "2.3\u00a0days"]
    assert lengths.held_at((0.62, 0.7)) == "62 to 70\u00a0%"
    assert lengths.held_at((0.7, 0.7)) == "70\u00a0%"
    assert lengths.shared(Share(0, 0)) == "–"


def test_both_pages_can_be_used_by_everybody(page: Page, live: str, parts: Parts, held: str) -> None:
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.locator("#rooms").wait_for()
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/desk/insight", "/desk/transparency"):
        page.goto(f"{live}{path}")
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
