"""No reader's name passes for somebody at the desk or for the publication; what only sounds like one is fine."""

from __future__ import annotations

import pytest

from moderation.domain.reader_names import fault_of

PUBLICATIONS, STAFF = ["The Harbour Post"], ["Mira", "Paul Lind"]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Admin",
            "аdmin",
            "ADMINISTRATOR 2",
            "The M0derator",
            "Harbour Staff",
            "s t a f f",
            "manager",
            "Root",
        ),
        *(
            "The Harbour Post",
            "Team of the Harbour Post",
            "Rnira",
            "M1ra",
            "Μira",
            "Pau1 Lind",
            "p.a.u.l lind",
        ),
        *("ada@example.org", "https://pills.example"),
    ],
)
def test_what_would_pass_for_another_is_refused(name: str) -> None:
    assert fault_of(name, PUBLICATIONS, STAFF)


@pytest.mark.parametrize(
    "name", ["Joan Root", "Adminah", "Post Malone", "Harbour", "Miranda", "Ms. Manager", "李雷", "?!"]
)
def test_what_only_sounds_like_one_is_fine(name: str) -> None:
    assert fault_of(name, PUBLICATIONS, STAFF) is None
