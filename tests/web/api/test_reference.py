"""The API as a page: all that the document describes, to be read without script and tried with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask.testing import FlaskClient

from moderation.parts import Parts
from tests.accessible import barriers
from tests.making import a_key, a_machine, a_site, an_article

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_page_shows_every_operation(client: FlaskClient) -> None:
    page = client.get("/api").text
    paths = client.get("/openapi.json").json["paths"]  # type: ignore[index]
    named = [
        said["operationId"] for path in paths.values() for said in path.values() if isinstance(said, dict)
    ]

    assert [name for name in named if f'id="{name}"' not in page] == []
    assert '<h2 id="reports-appeals-notices-and-reasons">Reports, appeals, notices and reasons</h2>' in page
    assert page.count("<h2") == page.count('<li><a href="#')


def test_an_operation_is_tried_with_a_key(page: Page, live: str, parts: Parts) -> None:
    a_site(parts)
    an_article(parts, a_machine(parts))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live}/api")
    page.get_by_label("Your key").fill(a_key(parts))
    operation = page.locator("#putArticle")
    operation.locator("summary").click()
    operation.get_by_label("site", exact=True).fill("harbour")
    operation.get_by_label("article", exact=True).fill("lamps")
    operation.get_by_role("button", name="Send").click()
    answer = operation.get_by_role("status")
    answer.get_by_text('"created": true').wait_for()
    wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    assert answer.inner_text().startswith("201")
    assert wide
    assert barriers(page) == []
