"""Accounts and keys: what opens, what does not, and what ends."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.domain.errors import Conflict, Malformed, NotFound, NotSignedIn, TooMany
from moderation.parts import Limits, Parts
from moderation.use_cases.change_password import change_password
from moderation.use_cases.create_account import create_account
from moderation.use_cases.create_key import create_key
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.reset_account import reset_account
from moderation.use_cases.revoke_key import revoke_key
from moderation.use_cases.sign_in import sign_in
from moderation.use_cases.sign_out import sign_out
from moderation.use_cases.sign_up import sign_up
from tests.making import NOON, PASSWORD, a_site, at

HOME = "192.0.2.1"


def test_a_one_time_password_opens_and_must_be_changed(parts: Parts) -> None:
    password = create_account(parts, "Mira")
    caller = identify_caller(parts, token=sign_in(parts, "mira", password, HOME))

    changed = identify_caller(parts, token=change_password(parts, caller, password, PASSWORD))

    assert re.fullmatch("([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}", password)
    assert caller.must_change_password
    assert changed.is_manager
    assert not changed.must_change_password


def test_a_changed_password_signs_out_everywhere_else(parts: Parts) -> None:
    token = sign_up(parts, "Rhea", PASSWORD, HOME)
    change_password(parts, identify_caller(parts, token=token), PASSWORD, "another long password")

    with pytest.raises(NotSignedIn):
        identify_caller(parts, token=token)


def test_a_reset_gives_another_one_time_password(parts: Parts) -> None:
    first = create_account(parts, "Mira")
    second = reset_account(parts, "Mira")

    with pytest.raises(NotSignedIn):
        sign_in(parts, "Mira", first, HOME)
    assert identify_caller(parts, token=sign_in(parts, "Mira", second, HOME)).must_change_password


def test_a_readers_password_is_not_reset_for_the_desk(parts: Parts) -> None:
    sign_up(parts, "Rhea", PASSWORD, HOME)

    with pytest.raises(Malformed, match="Rhea is a reader"):
        reset_account(parts, "Rhea")
    assert sign_in(parts, "Rhea", PASSWORD, HOME)


@pytest.mark.parametrize("name", ["Mira", "MIRA", "Mіra", " M i r a "])
def test_a_name_that_looks_taken_is_taken(parts: Parts, name: str) -> None:
    create_account(parts, "Mira")

    with pytest.raises(Malformed):
        sign_up(parts, name, PASSWORD, HOME)
    with pytest.raises(Conflict):
        create_account(parts, name)


@pytest.mark.parametrize(
    "name",
    ["manager\U000e0100", "manager\u3164", "Μanager", "manager\u180b", "man\u17b4ager", "manager\u115f"],
    ids=ascii,
)
def test_nobody_signs_up_as_what_reads_like_the_manager(parts: Parts, name: str) -> None:
    create_account(parts, "manager")

    with pytest.raises(Malformed, match=r"taken|would pass for"):
        sign_up(parts, name, PASSWORD, HOME)


@pytest.mark.parametrize("name", ["\u3164", "\u2800", "\U000e0100", "\u0301"], ids=ascii)
def test_a_name_shows_something(parts: Parts, name: str) -> None:
    with pytest.raises(Malformed, match="visible"):
        sign_up(parts, name, PASSWORD, HOME)


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), ("x" * 41, PASSWORD), ("Rhea", "short")])
def test_a_sign_up_that_will_not_do_opens_nothing(parts: Parts, name: str, password: str) -> None:
    with pytest.raises(Malformed):
        sign_up(parts, name, password, HOME)

    with pytest.raises(NotSignedIn):
        sign_in(parts, name, password, HOME)


def test_guessing_passwords_is_slowed_down_even_for_the_right_one(parts: Parts) -> None:
    sign_up(parts, "Rhea", PASSWORD, HOME)
    slow = replace(parts, limits=Limits(sign_ins_per_minute=3))
    for _ in range(3):
        with pytest.raises(NotSignedIn):
            sign_in(slow, "Rhea", "a wrong password", HOME)

    with pytest.raises(TooMany):
        sign_in(slow, "Rhea", PASSWORD, HOME)
    assert sign_in(at(slow, NOON + timedelta(minutes=1)), "Rhea", PASSWORD, HOME)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_all_addresses_of_one_connection_share_its_limits(
    parts: Parts, first: str, second: str, *, same: bool
) -> None:
    """Whoever has one address of IPv6 has as many as they like, up to the 64 bits that are theirs."""
    slow = replace(parts, limits=Limits(sign_ups_per_hour=1))
    sign_up(slow, "Rhea", PASSWORD, first)

    with pytest.raises(TooMany) if same else nullcontext():
        sign_up(slow, "Rolf", PASSWORD, second)


def test_a_strangers_guesses_do_not_lock_the_manager_out(parts: Parts) -> None:
    password = create_account(parts, "Mira")
    slow = replace(parts, limits=Limits(sign_ins_per_minute=1))
    with pytest.raises(NotSignedIn):
        sign_in(slow, "Mira", "a wrong password", "198.51.100.9")
    with pytest.raises(TooMany):
        sign_in(slow, "Mira", "a wrong password", "198.51.100.9")

    assert sign_in(slow, "Mira", password, HOME)


def test_guessing_one_name_from_many_addresses_is_slowed_down_too(parts: Parts) -> None:
    slow = replace(parts, limits=Limits(sign_ins_per_minute=1))
    for place in range(20):
        with pytest.raises(NotSignedIn):
            sign_in(slow, "Mira", "a wrong password", f"198.51.100.{place}")

    with pytest.raises(TooMany):
        sign_in(slow, "Mira", "a wrong password", HOME)


def test_guessing_many_names_from_one_address_is_slowed_down_too(parts: Parts) -> None:
    slow = replace(parts, limits=Limits(sign_ins_per_minute=1))
    for name in ("Ada", "Mira", "Rhea"):
        with pytest.raises(NotSignedIn):
            sign_in(slow, name, "a wrong password", HOME)

    with pytest.raises(TooMany):
        sign_in(slow, "Zoe", "a wrong password", HOME)


def test_asking_which_names_are_taken_is_slowed_down(parts: Parts) -> None:
    create_account(parts, "Mira")
    slow = replace(parts, limits=Limits(sign_ups_per_hour=2))
    for _ in range(2):
        with pytest.raises(Malformed, match="taken"):
            sign_up(slow, "Mira", PASSWORD, HOME)

    with pytest.raises(TooMany):
        sign_up(slow, "Rhea", PASSWORD, HOME)


def test_guessing_the_old_password_is_slowed_down(parts: Parts) -> None:
    caller = identify_caller(parts, token=sign_up(parts, "Rhea", PASSWORD, HOME))
    slow = replace(parts, limits=Limits(sign_ins_per_minute=2))
    for _ in range(2):
        with pytest.raises(Malformed, match="old password is wrong"):
            change_password(slow, caller, "a wrong password", "another long password")

    with pytest.raises(TooMany):
        change_password(slow, caller, PASSWORD, "another long password")


def test_a_sign_in_ends_by_itself_and_by_signing_out(parts: Parts) -> None:
    token = sign_up(parts, "Rhea", PASSWORD, HOME)
    other = sign_in(parts, "Rhea", PASSWORD, HOME)
    sign_out(parts, other)

    with pytest.raises(NotSignedIn):
        identify_caller(at(parts, NOON + timedelta(days=15)), token=token)
    with pytest.raises(NotSignedIn):
        identify_caller(parts, token=other)
    assert identify_caller(parts, token=token).name == "Rhea"


def test_a_key_opens_what_it_is_for_until_it_is_revoked(parts: Parts) -> None:
    a_site(parts)
    secret = create_key(parts, "cms", "harbour", ["articles"], 60)
    known = identify_caller(parts, key=secret)
    revoke_key(parts, "cms")

    assert (known.site, known.scopes, known.per_minute) == ("harbour", frozenset({"articles"}), 60)
    with pytest.raises(NotSignedIn):
        identify_caller(parts, key=secret)
    with pytest.raises(NotFound):
        revoke_key(parts, "cms")


@pytest.mark.parametrize("scopes", [[], ["everything"]])
def test_a_key_for_nothing_or_the_unknown_is_refused(parts: Parts, scopes: list[str]) -> None:
    a_site(parts)

    with pytest.raises(Malformed):
        create_key(parts, "cms", "harbour", scopes, 60)
