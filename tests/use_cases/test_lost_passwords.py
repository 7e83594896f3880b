"""Whoever chooses a new password takes the account back: nothing that another asked for before opens anything."""

from __future__ import annotations

import pytest

from moderation.domain.callers import Caller
from moderation.domain.errors import NotFound
from moderation.parts import Parts
from moderation.use_cases.ask_reset import ask_reset
from moderation.use_cases.change_address import change_address
from moderation.use_cases.change_password import change_password
from moderation.use_cases.confirm_address import confirm_address
from moderation.use_cases.reset_password import reset_password
from moderation.use_cases.show_address import show_address
from tests.making import PASSWORD
from tests.use_cases.test_mail_addresses import ANOTHER, HOME, MAIL, a_confirmed_rhea, read, token_in

THEIRS = "mallory@example.net"


def a_stolen_link(parts: Parts, rhea: Caller) -> str:
    """A link in the thief's letter, who knew the old password and asked for another address."""
    change_address(parts, rhea, PASSWORD, THEIRS, "The Post")
    return next(token_in(letter) for letter in read(parts) if letter.to == THEIRS)


def test_a_new_password_voids_the_letter_that_a_thief_asked_for(parts: Parts) -> None:
    rhea = a_confirmed_rhea(parts)
    stolen = a_stolen_link(parts, rhea)
    change_password(parts, rhea, PASSWORD, ANOTHER)

    with pytest.raises(NotFound):
        confirm_address(parts, stolen, HOME)
    assert show_address(parts, rhea).confirmed == MAIL


def test_a_letter_that_has_not_left_yet_is_void_too(parts: Parts) -> None:
    rhea = a_confirmed_rhea(parts)
    change_address(parts, rhea, PASSWORD, THEIRS, "The Post")
    change_password(parts, rhea, PASSWORD, ANOTHER)

    assert THEIRS not in [letter.to for letter in read(parts)]


def test_a_replaced_password_voids_it_as_well(parts: Parts) -> None:
    rhea = a_confirmed_rhea(parts)
    stolen = a_stolen_link(parts, rhea)
    ask_reset(parts, MAIL, "The Post", HOME)
    (letter,) = read(parts)
    reset_password(parts, token_in(letter), ANOTHER, HOME)

    with pytest.raises(NotFound):
        confirm_address(parts, stolen, HOME)


def test_the_letter_to_an_address_that_was_replaced_opens_nothing(parts: Parts) -> None:
    rhea = a_confirmed_rhea(parts)
    stolen = a_stolen_link(parts, rhea)
    change_address(parts, rhea, PASSWORD, "rhea.new@example.org", "The Post")

    with pytest.raises(NotFound):
        confirm_address(parts, stolen, HOME)
