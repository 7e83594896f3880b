"""Blocks: who may make and lift them, what they are told as, and what they cover."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moderation.domain.acts import Deed, Question
from moderation.domain.blocks import block_of
from moderation.domain.callers import Area, Caller, Role
from moderation.domain.errors import Malformed, NotAllowed, NotFound, NotSignedIn
from moderation.parts import Parts
from moderation.use_cases.change_blocks import change_blocks
from moderation.use_cases.list_blocks import list_blocks
from moderation.use_cases.read_audit import read_audit
from tests.making import NOON, a_manager

SENIOR = Caller(account_id=1, name="Noor", role=Role.SENIOR)


def test_who_blocks_and_who_lifts_stands_in_the_audit_once_each(parts: Parts) -> None:
    noor = a_manager(parts, "Noor", Role.SENIOR)
    change_blocks(parts, add=["192.0.2.7", "Pills.example"], caller=noor)
    change_blocks(parts, add=["pills.example"], caller=noor)
    change_blocks(parts, remove=["192.0.2.7"])

    told = [
        (each.by, dict(each.before), dict(each.after))
        for each in read_audit(parts, noor, Question(what=Deed.BLOCK)).entries
    ]

    assert told == [
        (None, {"blocked": "192.0.2.7/32"}, {}),
        ("Noor", {}, {"blocked": "pills.example"}),
        ("Noor", {}, {"blocked": "192.0.2.7/32"}),
    ]
    assert [(each.value, each.made_at) for each in list_blocks(parts, noor)] == [("pills.example", NOON)]


def test_only_seniors_of_everything_block(parts: Parts) -> None:
    for caller, refusal in (
        (Caller(), NotSignedIn),
        (replace(SENIOR, role=Role.MANAGER), NotAllowed),
        (replace(SENIOR, areas=(Area("harbour"),)), NotAllowed),
    ):
        with pytest.raises(refusal):
            change_blocks(parts, add=["pills.example"], caller=caller)
        with pytest.raises(refusal):
            list_blocks(parts, caller)

    assert list_blocks(parts, SENIOR) == []


def test_a_refused_change_changes_nothing(parts: Parts) -> None:
    noor = a_manager(parts, "Noor", Role.SENIOR)
    for what in ("0.0.0.0/0", "::/0", "192.0.0.0/7", "no domain", "", "192.0.2.1/24", "x\ny.example"):
        with pytest.raises(Malformed):
            change_blocks(parts, add=["pills.example", what], caller=noor)
    with pytest.raises(NotFound):
        change_blocks(parts, add=["pills.example"], remove=["other.example"], caller=noor)

    assert list_blocks(parts, noor) == []


@pytest.mark.parametrize(
    ("block", "address", "mail", "covered"),
    [
        ("192.0.2.0/24", "192.0.2.9", None, True),
        ("192.0.2.0/24", "::ffff:192.0.2.9", None, True),
        ("192.0.2.0/24", "192.0.3.9", None, False),
        ("2001:db8::/32", "2001:db8::1", None, True),
        ("192.0.2.0/24", "unknown", None, False),
        ("pills.example", "198.51.100.1", "a@mail.pills.example", True),
        ("pills.example", "198.51.100.1", "a@notpills.example", False),
    ],
)
def test_what_a_block_covers(block: str, address: str, mail: str | None, *, covered: bool) -> None:
    assert block_of(block).covers(address, mail) is covered
