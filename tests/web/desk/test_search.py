"""The search room: what is found is marked and never markup, filters that are none are named, searches are kept."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, NamedAuthor, Role
from moderation.domain.moving import Brought
from moderation.parts import Parts
from moderation.reading.disqus import DisqusExport
from moderation.storage import accounts
from moderation.use_cases.import_comments import import_comments
from moderation.web.desk.spreadsheets import BOM, harmless
from tests.accessible import barriers
from tests.exports import a_disqus_export, a_post, a_thread
from tests.making import PASSWORD, a_comment, a_reader, a_site
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import Page


def test_what_is_found_is_marked_and_never_markup(desk: Desk, parts: Parts, machine: Caller) -> None:
    a_comment(parts, machine, "A <b>fair</b> harbour, and a fair wind.", author=NamedAuthor("x", "<i>Bo</i>"))

    page = desk.get("/desk/search?q=fair").text

    assert page.count('<mark class="sought">fair</mark>') == 2
    assert "&lt;b&gt;" in page
    assert "&lt;i&gt;Bo&lt;/i&gt;</b> on The budget vote" in page
    assert "Published by the automatic check" in page


def test_what_was_imported_is_no_decision_of_our_check_and_names_its_site_among_several(
    desk: Desk, parts: Parts, machine: Caller, tmp_path: Path
) -> None:
    a_comment(parts, machine, "The tide of today.")
    (tmp_path / "disqus.xml").write_bytes(a_disqus_export([a_thread(1), a_post(1, 1, "The tide of 2020.")]))
    alone = desk.get("/desk/search?q=tide").text
    a_site(parts, "moved")
    import_comments(parts, "moved", DisqusExport(tmp_path / "disqus.xml"), Brought())

    page = desk.get("/desk/search?q=tide").text
    statement = desk.get("/desk/decisions/2").text
    table = desk.post("/desk/search/export", q="tide").text

    assert (page.count("Published where it came from"), page.count("by the automatic check")) == (1, 1)
    assert ("The Harbour Post ·" in page, "The Harbour Post ·" in alone) == (True, False)
    assert "It was decided on the system that the site used before" in statement
    assert "automatic check alone" not in statement
    assert "AUTOMATED_DECISION_FULLY" not in statement
    assert "the system it came from" in table


def test_without_a_search_there_is_only_the_form(desk: Desk, held: str) -> None:
    page = desk.get("/desk/search").text

    assert "-without" in page
    assert 'class="result' not in page


def test_a_filter_that_is_none_is_named_beside_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    answer = desk.get("/desk/search?q=harbour&from=soon")

    assert answer.status_code == 422
    assert re.search(r'id="from"[^>]*value="soon"[^>]*aria-describedby="from-complaint"', answer.text)
    assert 'value="harbour"' in answer.text


def test_nothing_found_says_so_and_more_leads_on(desk: Desk, parts: Parts, machine: Caller) -> None:
    assert "No comment is like that" in desk.get("/desk/search?q=gulls").text
    for number in range(26):
        a_comment(parts, machine, f"Gulls {number}.")

    first = desk.get("/desk/search?q=gulls").text
    more = re.search(r'href="(/desk/search[^"]*after=[^"]*)"', first)
    assert more is not None
    second = desk.get(more[1].replace("&amp;", "&")).text

    assert (first.count('<li class="result">'), second.count('<li class="result">')) == (25, 1)


def test_a_search_is_kept_opened_and_removed(desk: Desk, colleague: Desk, held: str) -> None:
    answer = desk.post("/desk/search/keep", name="My idiots", q="idiot", status="held")
    kept = desk.client.get(answer.location).text
    refused = desk.post("/desk/search/keep", name=" ", q="idiot")

    assert answer.status_code == 303
    assert 'href="/desk/search?q=idiot&amp;status=held">My idiots</a>' in kept
    assert refused.status_code == 422
    assert "Give it a name" in refused.text
    assert "My idiots" not in colleague.get("/desk/search").text
    assert desk.post("/desk/search/forget", id=1).status_code == 303
    assert "My idiots</a>" not in desk.get("/desk/search").text


def test_the_file_is_what_was_seen_and_holds_no_formula(desk: Desk, parts: Parts, machine: Caller) -> None:
    a_comment(parts, machine, '=HYPERLINK("https://a.example", "gulls")', author=NamedAuthor("x", "@SUM"))

    answer = desk.post("/desk/search/export", q="gulls")
    head, row = csv.reader(io.StringIO(answer.text.removeprefix(BOM)))
    cells = dict(zip(head, row, strict=True))

    assert answer.mimetype == "text/csv"
    assert 'filename="comments-2026-11-02.csv"' in answer.headers["Content-Disposition"]
    assert cells["text"] == '\'=HYPERLINK("https://a.example", "gulls")'
    assert (cells["author"], cells["site"], cells["status"]) == ("'@SUM", "harbour", "published")
    assert cells["last decision"] == "Published by the automatic check"


def test_an_export_stands_in_the_audit(desk: Desk, app: Flask, parts: Parts) -> None:
    desk.post("/desk/search/export", q="gulls")
    a_manager_with_a_password(parts, "Sena")
    with parts.database.writing() as session:
        account = accounts.account_named(session, "sena")
        assert account is not None
        account.role = Role.SENIOR
    senior = Desk(app.test_client())
    senior.sign_in("Sena")

    page = senior.get("/desk/audit").text

    assert "Exported comments" in page
    assert "q: gulls" in page


def test_whatever_begins_a_formula_is_made_harmless() -> None:
    assert [harmless(cell) for cell in ("=1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1")] == [
        "'=1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "' =1", "'＝1",
    ]  # fmt: skip
    assert [harmless(cell) for cell in ("a=1", "", None, 3)] == ["a=1", "", "", "3"]
    assert [harmless(cell) for cell in ("a;=1", "a; =1;-2+3", "a\t@x", "a;－1")] == [
        "a;'=1", "a; '=1;'-2+3", "a\t'@x", "a;'－1",
    ]  # fmt: skip
    assert [harmless(cell) for cell in ("well ;-)", "a; b = c", "x;y")] == ["well ;-)", "a; b = c", "x;y"]


def test_a_file_needs_the_forms_token_and_a_manager(desk: Desk, app: Flask, parts: Parts) -> None:
    assert desk.client.post("/desk/search/export", data={"q": "x"}).status_code == 403
    a_reader(parts, "Rhea")
    reader = Desk(app.test_client())
    reader.sign_in("Rhea", PASSWORD)
    assert {reader.get(f"/desk/{room}").status_code for room in ("search", "insight", "transparency")} == {
        403
    }


def test_a_comment_is_searched_for_and_opened_by_keyboard(
    page: Page, live: str, parts: Parts, machine: Caller
) -> None:
    for number in range(26):
        a_comment(parts, machine, f"A fair harbour {number}.")
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.get_by_role("link", name="Search").click()
    page.locator("input[name=q]:focus").wait_for()  # what is typed before goes nowhere

    page.keyboard.type('"fair harbour"')
    page.keyboard.press("Enter")
    page.get_by_text("Comments, newest first").wait_for()
    page.get_by_text("Filters").click()
    objections = barriers(page)
    page.set_viewport_size({"width": 390, "height": 800})
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.get_by_role("link", name="Show more").press("Enter")
    page.locator(".result:nth-child(26) a:focus").wait_for()
    page.keyboard.press("Enter")
    page.locator(".review").wait_for()
    page.get_by_role("link", name="Back to what was found").press("Enter")
    page.get_by_text("Comments, newest first").wait_for()

    assert (objections, overflow) == ([], 0)
