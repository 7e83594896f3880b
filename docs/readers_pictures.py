"""Takes the pictures of the readers' side: an article of a made-up newspaper, whose every comment is a row of ours."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from docs.desk_pictures import PICTURES
from docs.month import NAMES, ROWS, RULES, SITE
from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.use_cases.appeal_decision import NewAppeal, appeal_decision
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.feature_comment import feature_comment
from moderation.use_cases.put_article import NewArticle, put_article
from moderation.use_cases.reply_to_comment import reply_to_comment
from moderation.use_cases.respect_comment import Respected, respect_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.settle_appeal import Answer, settle_appeal
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.making import PASSWORD, a_machine, a_manager, a_reader, a_site, at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from moderation.parts import Parts

BRIDGE, EMPTY = "tarn-bridge", "pie-fair"
ARTICLE = f"/sites/{SITE}/articles/{BRIDGE}"
SPOKEN = (
    ("check-005", None),
    ("check-011", None),
    ("check-004", None),
    ("check-007", None),
    ("check-020", "check-005"),
    ("check-001", None),
    ("check-013", "check-001"),
    ("check-009", "check-001"),
    ("check-030", "check-001"),
    ("check-018", "check-001"),
    ("check-006", "check-001"),
)
"""Which rows were written, oldest first, and below which."""

REJECTED, RESTORED, NUDGED, POSTED = "check-029", "check-021", "check-023", "check-349"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 720}
COLUMN = {"x": 264.0, "y": 0.0, "width": 752.0, "height": 600.0}
"""What of a wide screen is in a picture: all that is not margin."""

SCROLLED = "element => { element.scrollIntoView(); return element.getBoundingClientRect().top; }"


@dataclass(frozen=True)
class Paper:
    """What was written by the number of its row, and a comment of Rhea's that was rejected."""

    rejected: str
    spoken: dict[str, str]


def open_paper(parts: Parts) -> Paper:
    """A newspaper with a thread, a featured comment, a manager's reply, and a reader who was rejected and restored."""
    rows = _rows()
    a_site(parts, SITE)
    set_rules(parts, SITE, {**RULES, "nudge_percent": 80}, note="")
    machine = a_machine(parts, SITE)
    for line in (ROWS / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        if each["id"] in {BRIDGE, EMPTY}:
            new = NewArticle(
                title=each["title"], text=each["text"], section=tuple(each["section"]), language="en"
            )
            put_article(parts, machine, SITE, each["id"], new)
    spoken: dict[str, str] = {}
    for place, (row, below) in enumerate(SPOKEN):
        then = at(parts, parts.now() - timedelta(minutes=13 * (len(SPOKEN) - place)))
        author = NamedAuthor(f"reader-{place}", NAMES[place])
        new_comment = NewComment(SITE, BRIDGE, rows[row], parent=spoken.get(below or ""), author=author)
        spoken[row] = submit_comment(then, machine, new_comment).id
    mira, boris, rhea = a_manager(parts, "Mira"), a_manager(parts, "Boris"), a_reader(parts, "Rhea Moss")
    _tend(parts, mira, rhea, spoken)
    rejected = _rejected(parts, mira, rhea, rows[REJECTED])
    _restored(parts, boris, rhea, _rejected(parts, mira, rhea, rows[RESTORED]))
    return Paper(rejected, spoken)


def _tend(parts: Parts, manager: Caller, reader: Caller, spoken: dict[str, str]) -> None:
    """A manager answers and features, a reader respects."""
    asked, told = spoken["check-004"], spoken["check-001"]
    answer = RULES["canned"][0]["text"]  # type: ignore[index]
    soon = at(parts, parts.now() - timedelta(minutes=20))
    reply_to_comment(soon, manager, asked, review_comment(parts, manager, asked).version, text=answer)
    version = review_comment(parts, manager, told).version
    feature_comment(parts, manager, told, version, is_featured=True)
    for row in ("check-001", "check-007"):
        respect_comment(parts, reader, Respected(SITE, spoken[row], given=True))


def _rejected(parts: Parts, manager: Caller, reader: Caller, text: str) -> str:
    """A comment of the reader's that was held and rejected this morning."""
    came = at(parts, parts.now() - timedelta(hours=3))
    comment = submit_comment(came, reader, NewComment(SITE, BRIDGE, text)).id
    version = review_comment(parts, manager, comment).version
    then = at(parts, parts.now() - timedelta(hours=2))
    decide_comment(then, manager, comment, version, Choice(Action.REJECT, reason="courtesy"))
    return comment


def _restored(parts: Parts, other: Caller, reader: Caller, comment: str) -> None:
    """The reader appealed, and another manager upheld that."""
    then = at(parts, parts.now() - timedelta(hours=1))
    appeal_decision(then, reader, NewAppeal(SITE, comment, "It was a quotation from the article."))
    version = review_comment(parts, other, comment).version
    later = at(parts, parts.now() - timedelta(minutes=30))
    settle_appeal(later, other, comment, version, Answer(upholds=True, text="So it was. We are sorry."))


def take_readers(browser: Browser, url: str, paper: Paper) -> None:
    """Every picture of the readers' side, first of a stranger, then of Rhea."""
    stranger, rhea = _new_page(browser, url), _new_page(browser, url)
    _reading(stranger)
    rhea.goto(f"/sign-in?next={ARTICLE}")
    rhea.fill("#name", "Rhea Moss")
    rhea.fill("#password", PASSWORD)
    rhea.click("form.entrance button.primary")
    rhea.get_by_text("Signed in as").wait_for()
    _own(rhea, paper)
    _writing(rhea)
    _choosing(rhea, paper)


def _reading(page: Page) -> None:
    page.goto(ARTICLE)
    _take(page, "thread", "#comments", wide=True)
    page.emulate_media(color_scheme="dark")
    _take(page, "dark", "#listing")
    page.emulate_media(color_scheme="light")
    page.click("text=Sign up")
    page.get_by_role("button", name="Sign up").wait_for()
    _take(page, "sign-up", "#comments")
    page.goto(f"/sites/{SITE}/articles/{EMPTY}")
    _take(page, "empty", "#comments")


def _own(page: Page, paper: Paper) -> None:
    page.goto(f"{ARTICLE}?show={paper.rejected}")
    _take(page, "rejected", f"#comment-{paper.rejected}", wide=True)
    page.goto(f"/sites/{SITE}/comments/{paper.rejected}/appeal")
    page.fill("#note", "I meant the plan, not the person who wrote it.")
    _take(page, "appeal", "body")
    page.goto("/me/notices")
    _take(page, "notices", "body")
    page.goto("/me/settings")
    _take(page, "settings", ".mine")


def _writing(page: Page) -> None:
    rows = _rows()
    page.goto(ARTICLE)
    _post(page, rows[NUDGED])
    page.locator(".nudge").wait_for()
    _take(page, "nudge", "#entry", wide=True)
    page.click("text=Post it now")
    page.locator("#listing .held-state").first.wait_for()
    _take(page, "held", "#listing")
    page.context.set_offline(True)
    _post(page, rows[POSTED])
    page.get_by_text("That did not reach us.").wait_for()
    _take(page, "failed", "#entry")
    page.context.set_offline(False)
    page.click("text=Post comment")
    page.locator(".posted-state").wait_for()
    page.locator(".posted-state").locator("xpath=ancestor::li").get_by_text("Withdraw").click()
    page.click("text=Withdraw it")
    page.get_by_role("button", name="Put it back").wait_for()
    _take(page, "withdrawn", "#listing")


def _choosing(page: Page, paper: Paper) -> None:
    lorries, plums = paper.spoken["check-011"], paper.spoken["check-009"]
    page.goto(f"/sites/{SITE}/comments/{lorries}/report")
    page.check("input[value=off-topic]")
    _take(page, "report", "body")
    page.goto(f"/sites/{SITE}/comments/{plums}/mute")
    page.click("button:text('Mute')")
    page.goto(f"{ARTICLE}?show={paper.spoken['check-006']}")
    _take(page, "muted", f"#thread-{paper.spoken['check-001']}")


def _post(page: Page, text: str) -> None:
    page.fill("#text-first", text)
    page.click("#entry form.write button.primary")


def _new_page(browser: Browser, url: str) -> Page:
    page = browser.new_context(base_url=url, viewport=WIDE).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(15_000)
    return page


def _take(page: Page, name: str, begins_at: str, *, wide: bool = False) -> None:
    """The page from this element on, on a phone or a wide screen."""
    page.set_viewport_size(WIDE if wide else PHONE)  # type: ignore[arg-type]
    top = page.locator(begins_at).first.evaluate(SCROLLED)
    file = PICTURES / f"readers-{name}{'' if wide else '-390'}.png"
    clip = {**COLUMN, "y": min(top, WIDE["height"] - COLUMN["height"])} if wide else None
    page.screenshot(path=file, animations="disabled", clip=clip)  # type: ignore[arg-type]


def _rows() -> dict[str, str]:
    lines = (ROWS / "check.jsonl").read_text(encoding="utf-8").splitlines()
    return {each["id"]: each["text"] for each in map(json.loads, lines)}
