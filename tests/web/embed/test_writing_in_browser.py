"""Writing in a real browser: kept through a reload, nudged, posted; and 200 texts that would be scripts stay texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask.testing import FlaskClient

from moderation.domain.appeals import Ground
from moderation.domain.callers import Caller, NamedAuthor, Role
from moderation.parts import Parts
from moderation.storage import accounts
from moderation.use_cases.put_article import NewArticle, put_article
from moderation.use_cases.report_comment import NewReport, report_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.steps.signing_in import signed_in_as
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.accessible import barriers
from tests.making import PASSWORD, a_manager, a_reader, the_rules
from tests.payloads import PAYLOADS
from tests.web.embed.reading import ARTICLE

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page


def test_a_draft_is_kept_nudged_changed_and_posted(
    page: Page, live: str, parts: Parts, machine: Caller
) -> None:
    the_rules(parts, "harbour", {"newcomer_comments": 0, "nudge_percent": 100})
    a_reader(parts, "Rhea")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live}/sign-in?next={ARTICLE}")
    page.get_by_label("Name").fill("Rhea")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    words = page.get_by_label("Your comment")
    words.fill("What an idiot. " * 20)
    page.get_by_text("300 of 10,000 characters").wait_for()
    page.reload()
    assert words.input_value() == "What an idiot. " * 20

    page.get_by_role("button", name="Post comment").click()
    page.get_by_text("Would you look at this once more?").wait_for()
    assert barriers(page) == []
    assert words.input_value() == "What an idiot. " * 20
    words.fill("What a budget.")
    page.get_by_role("button", name="Post it now").press("Enter")
    page.locator(".posted-state").wait_for()
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft '))") == []
    assert words.input_value() == ""


def test_a_forgotten_password_has_its_page_also_from_under_an_article(
    page: Page, live: str, machine: Caller
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{live}{ARTICLE}")
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("Password").wait_for()
    page.get_by_role("link", name="Forgot your password?").click()
    page.wait_for_url("**/forgot")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_label("Mail address").is_visible()
    assert said == []


def written_everywhere(parts: Parts, machine: Caller) -> str:
    """The first of the comments that say all of it, under an article that does, by authors who are called that."""
    the_rules(parts, "harbour", {"newcomer_comments": 0, "hold_links_over": 1000})
    title = " ".join(PAYLOADS[::20])[:500]
    put_article(parts, machine, "harbour", "budget", NewArticle(title=title, text="\n\n".join(PAYLOADS)))
    made = [
        submit_comment(
            parts,
            machine,
            NewComment("harbour", "budget", "\n\n".join(PAYLOADS[place : place + 12]), author=name),
        )
        for place in range(0, len(PAYLOADS), 12)
        for name in [NamedAuthor(f"x{place}", PAYLOADS[place].lstrip("\u202e")[:40])]
    ]
    return made[0].id


def sign_in(page: Page, live: str, parts: Parts, client: FlaskClient) -> None:
    """Have the browser be Mira's."""
    with parts.database.writing() as session:
        account = accounts.account_named(session, "mira")
        assert account is not None
        token = signed_in_as(session, parts, account, "Chromium")
    with client.session_transaction() as cookies:
        cookies["token"] = token
    cookie = client.get_cookie("comment_desk")
    assert cookie is not None
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live}])


def test_nothing_that_anybody_writes_becomes_a_script(
    page: Page, live: str, parts: Parts, machine: Caller, client: FlaskClient
) -> None:
    alarms: list[str] = []

    def hear(dialog: Dialog) -> None:
        alarms.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear)
    shown = written_everywhere(parts, machine)
    note = " ".join(PAYLOADS)[:1000]
    report_comment(parts, machine, NewReport("harbour", shown, Ground.ILLEGAL, note))
    manager = a_manager(parts, "mira", Role.ADMIN)

    for address in (ARTICLE, f"/sites/harbour/comments/{shown}/report", "/"):
        page.goto(live + address)
        page.evaluate(
            "document.querySelectorAll('main *').forEach((each) => each.dispatchEvent(new Event('mouseover')))"
        )
    assert page.locator("script:not([src])").count() == 0
    sign_in(page, live, parts, client)
    page.goto(f"{live}/desk/comments/{shown}")

    assert PAYLOADS[0] in page.locator(".comment.text").inner_text()
    assert review_comment(parts, manager, shown).asks.reports
    assert len(PAYLOADS) >= 200
    assert alarms == []
