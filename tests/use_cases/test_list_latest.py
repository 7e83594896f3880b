"""The latest comments of a site, or of one of its sections, whatever a stranger asks for as one."""

from __future__ import annotations

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.use_cases.list_latest import latest_of_site
from tests.making import a_comment


@pytest.mark.parametrize(
    ("section", "found"),
    [
        ("", 1),
        ("Home", 1),
        ("Home / City", 1),
        ("Home / City\x00", 1),
        ("\x00", 1),
        ("Home / C%", 0),
        ("Home / Sport", 0),
        ("x" * 5000, 0),
    ],
)
def test_a_section_is_found_by_its_path_alone(
    parts: Parts, machine: Caller, section: str, found: int
) -> None:
    a_comment(parts, machine)

    assert len(latest_of_site(parts, "harbour", section).entries) == found
