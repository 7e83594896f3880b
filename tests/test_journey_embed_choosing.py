"""What a reader chooses in a page of another origin about what others wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from tests.accessible import barriers
from tests.embedded import embedded, sign_up
from tests.making import a_comment

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def visit(page: Page, live: str, machine: Caller, parts: Parts) -> Iterator[Page]:
    """A page of the paper, where Ada wrote before."""
    a_comment(parts, machine, "A fair budget.")
    with embedded(page, live, parts):
        yield page


def test_a_comment_is_respected_and_no_longer(visit: Page) -> None:
    sign_up(visit)
    respect = visit.get_by_role("button", name="Respect")
    respect.press("Enter")
    visit.get_by_role("button", name="Respect 1 what Ada wrote", pressed=True).wait_for()
    assert barriers(visit) == []
    visit.route("**/respect", lambda route: route.abort())
    respect.press("Enter")
    visit.get_by_text("That did not reach us.").wait_for()
    visit.get_by_role("button", name="Respect 1 what Ada wrote", pressed=True).wait_for()
    visit.unroute("**/respect")
    visit.get_by_role("button", name="Sign out").click()
    visit.get_by_text("1 reader respects this").wait_for()
    visit.reload()
    visit.get_by_text("1 reader respects this").wait_for()
