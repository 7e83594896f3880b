"""The second factor: what the password alone opens then (nothing), which codes count, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from moderation.domain.callers import Caller, Role, require_manager
from moderation.domain.errors import Malformed, NotAllowed, NotSignedIn, Refused, TooMany
from moderation.parts import Limits, Parts
from moderation.use_cases.change_password import change_password
from moderation.use_cases.confirm_sign_in import confirm_sign_in
from moderation.use_cases.create_account import create_account
from moderation.use_cases.drop_factor import drop_factor
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.offer_factor import offer_factor
from moderation.use_cases.remove_factor import remove_factor
from moderation.use_cases.renew_codes import renew_codes
from moderation.use_cases.set_up_factor import Proof, set_up_factor
from moderation.use_cases.show_account import show_account
from moderation.use_cases.sign_in import sign_in
from tests.making import NOON, PASSWORD, a_manager, at

HOME = "192.0.2.1"
STEP = timedelta(seconds=30)


def code_at(secret: str, moment: timedelta = timedelta()) -> str:
    """What the authenticator shows so long after noon."""
    return pyotp.TOTP(secret).at(NOON + moment)


def later(parts: Parts, after: timedelta) -> Parts:
    """The same parts so long after noon."""
    return at(parts, NOON + after)


def guarded(parts: Parts) -> tuple[str, list[str]]:
    """The secret and the recovery codes of Mira, who chose PASSWORD and set up her second factor at noon."""
    given = create_account(parts, "Mira")
    caller = identify_caller(parts, token=sign_in(parts, "Mira", given, HOME))
    token = change_password(parts, caller, given, PASSWORD)
    mira = identify_caller(parts, token=token)
    secret = offer_factor(parts, mira).secret
    return secret, set_up_factor(parts, mira, secret, Proof(PASSWORD, code_at(secret)), token)


def test_the_password_alone_opens_nothing_and_the_code_does(parts: Parts) -> None:
    secret, _ = guarded(parts)
    soon = later(parts, STEP)

    waiting = sign_in(soon, "Mira", PASSWORD, HOME)
    half = identify_caller(soon, token=waiting)
    token = confirm_sign_in(soon, waiting, code_at(secret, STEP), HOME, "Firefox on Linux")

    assert half == Caller(awaits_code=True)
    assert not half.is_known
    with pytest.raises(NotSignedIn):
        require_manager(half)
    assert identify_caller(soon, token=token).name == "Mira"
    assert token != waiting
    with pytest.raises(NotSignedIn):
        identify_caller(soon, token=waiting)


def test_a_code_counts_one_step_before_and_after_its_own_and_no_longer(parts: Parts) -> None:
    secret, _ = guarded(parts)
    begin = timedelta(minutes=10)
    for away, fits in ((-2, False), (2, False), (-1, True), (1, True)):
        moment = begin + away * timedelta(minutes=1)
        there = later(parts, moment)
        waiting = sign_in(there, "Mira", PASSWORD, HOME)
        shown = code_at(secret, moment + away * STEP)
        if fits:
            assert confirm_sign_in(there, waiting, shown, HOME)
        else:
            with pytest.raises(Malformed, match="wrong"):
                confirm_sign_in(there, waiting, shown, HOME)


def test_no_code_counts_twice_nor_one_before_it(parts: Parts) -> None:
    secret, _ = guarded(parts)  # uses the code of noon
    first, second, third = (sign_in(parts, "Mira", PASSWORD, HOME) for _ in range(3))

    with pytest.raises(Malformed):
        confirm_sign_in(parts, first, code_at(secret), HOME)
    assert confirm_sign_in(parts, second, code_at(secret, STEP), HOME)
    for code in (code_at(secret, STEP), code_at(secret)):
        with pytest.raises(Malformed):
            confirm_sign_in(parts, third, code, HOME)


def test_a_recovery_code_counts_once_however_it_is_typed(parts: Parts) -> None:
    _, codes = guarded(parts)
    first, second = (sign_in(parts, "Mira", PASSWORD, HOME) for _ in range(2))

    token = confirm_sign_in(parts, first, f" {codes[0].replace('-', ' ').upper()}", HOME)

    assert show_account(parts, identify_caller(parts, token=token), token).codes_left == len(codes) - 1 == 7
    with pytest.raises(Malformed):
        confirm_sign_in(parts, second, codes[0], HOME)
    assert confirm_sign_in(parts, second, codes[1], HOME)


def test_another_accounts_codes_open_nothing(parts: Parts) -> None:
    _, codes = guarded(parts)
    a_manager(parts, "Noor")
    mira = Caller(account_id=1, role=Role.MANAGER)
    renewed = renew_codes(parts, mira, PASSWORD)
    waiting = sign_in(parts, "Mira", PASSWORD, HOME)

    with pytest.raises(Malformed):
        confirm_sign_in(parts, waiting, codes[0], HOME)
    assert confirm_sign_in(parts, waiting, renewed[0], HOME)


def test_guessing_codes_is_slowed_down_even_for_the_right_one(parts: Parts) -> None:
    secret, codes = guarded(parts)
    slow = replace(parts, limits=Limits(sign_ins_per_minute=3))
    waiting = sign_in(slow, "Mira", PASSWORD, HOME)
    for _ in range(3):
        with pytest.raises(Malformed):
            confirm_sign_in(slow, waiting, "000000", HOME)

    for right in (code_at(secret, STEP), codes[0]):
        with pytest.raises(TooMany):
            confirm_sign_in(slow, waiting, right, "198.51.100.7")


def test_codes_cannot_be_guessed_all_day(parts: Parts) -> None:
    secret, _ = guarded(parts)
    slow = replace(parts, limits=Limits(sign_ins_per_minute=2))
    for minute in range(2):
        there = later(slow, timedelta(minutes=minute))
        waiting = sign_in(there, "Mira", PASSWORD, HOME)
        for _ in range(2):
            with pytest.raises(Malformed):
                confirm_sign_in(there, waiting, "000000", HOME)

    there = later(slow, timedelta(minutes=5))
    waiting = sign_in(there, "Mira", PASSWORD, HOME)
    with pytest.raises(TooMany):
        confirm_sign_in(there, waiting, code_at(secret, timedelta(minutes=5)), HOME)


def test_the_code_must_come_within_ten_minutes(parts: Parts) -> None:
    secret, _ = guarded(parts)
    waiting = sign_in(parts, "Mira", PASSWORD, HOME)
    late = timedelta(minutes=10)

    with pytest.raises(NotSignedIn):
        confirm_sign_in(later(parts, late), waiting, code_at(secret, late), HOME)


def test_without_the_password_no_code_is_taken(parts: Parts) -> None:
    secret, _ = guarded(parts)

    for token in ("", "unknown"):
        with pytest.raises(NotSignedIn):
            confirm_sign_in(parts, token, code_at(secret, STEP), HOME)


def test_setting_up_needs_the_password_and_a_code_of_that_secret_and_signs_others_out(parts: Parts) -> None:
    given = create_account(parts, "Mira")
    first = identify_caller(parts, token=sign_in(parts, "Mira", given, HOME))
    token = change_password(parts, first, given, PASSWORD)
    other = sign_in(parts, "Mira", PASSWORD, HOME)
    mira = identify_caller(parts, token=token)
    secret = offer_factor(parts, mira).secret

    for proof in (Proof("a wrong password", code_at(secret)), Proof(PASSWORD, "000000"), Proof(PASSWORD, "")):
        with pytest.raises(Malformed):
            set_up_factor(parts, mira, secret, proof, token)
    assert not show_account(parts, mira, token).account.has_factor
    set_up_factor(parts, mira, secret, Proof(PASSWORD, code_at(secret)), token)

    assert show_account(parts, mira, token).account.has_factor
    with pytest.raises(NotSignedIn):
        identify_caller(parts, token=other)


def test_a_lost_factor_is_removed_by_an_administrator(parts: Parts) -> None:
    guarded(parts)
    admin = a_manager(parts, "Ada", Role.ADMIN)

    remove_factor(parts, "Mira", caller=admin)

    assert identify_caller(parts, token=sign_in(parts, "Mira", PASSWORD, HOME)).name == "Mira"
    with pytest.raises(Malformed, match="no second factor"):
        remove_factor(parts, "Mira", caller=admin)
    with pytest.raises(NotAllowed):
        remove_factor(parts, "Ada", caller=Caller(account_id=1, role=Role.SENIOR))


def test_where_it_is_demanded_the_desk_waits_for_it_and_nobody_drops_it(parts: Parts) -> None:
    demanding = replace(parts, demands_factor=True)
    secret, _ = guarded(parts)
    password = create_account(parts, "Noor")
    noor = identify_caller(parts, token=sign_in(parts, "Noor", password, HOME))
    token = change_password(parts, noor, password, PASSWORD)

    lacking = identify_caller(demanding, token=token)
    waiting = sign_in(demanding, "Mira", PASSWORD, HOME)
    mira = identify_caller(demanding, token=confirm_sign_in(demanding, waiting, code_at(secret, STEP), HOME))

    with pytest.raises(NotAllowed, match="second factor") as refusal:
        require_manager(lacking)
    assert refusal.value.code == "factor_needed"
    assert offer_factor(demanding, lacking).secret
    assert require_manager(mira)
    with pytest.raises(NotAllowed):
        drop_factor(demanding, mira, PASSWORD)
    with pytest.raises(Refused):
        drop_factor(parts, mira, "a wrong password")
    drop_factor(parts, mira, PASSWORD)
    assert identify_caller(demanding, token=sign_in(parts, "Mira", PASSWORD, HOME)).must_set_up_factor
