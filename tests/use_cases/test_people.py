"""Who works at the desk, what they may do and what they work on; all of it recorded."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import Area, Caller, Role
from moderation.domain.comments import Status
from moderation.domain.errors import Malformed, NotAllowed, NotFound, NotSignedIn
from moderation.parts import Parts
from moderation.storage import acts
from moderation.use_cases.assign_area import assign_area
from moderation.use_cases.change_role import change_role
from moderation.use_cases.create_account import create_account
from moderation.use_cases.create_key import create_key
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.list_accounts import list_accounts
from moderation.use_cases.list_keys import list_keys
from moderation.use_cases.remove_factor import remove_factor
from moderation.use_cases.reply_to_comment import reply_to_comment
from moderation.use_cases.reset_account import reset_account
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.revoke_key import revoke_key
from moderation.use_cases.show_account import show_account
from moderation.use_cases.show_person import show_person
from moderation.use_cases.sign_browsers_out import sign_browsers_out
from moderation.use_cases.sign_in import sign_in
from moderation.use_cases.sign_out import sign_out
from moderation.use_cases.unassign_area import unassign_area
from tests.making import NOON, a_comment, a_manager, a_site

HOME = "192.0.2.1"


def recorded(
    parts: Parts, kind: str, number: int | None
) -> list[tuple[Deed, dict[str, object], dict[str, object]]]:
    """What was done to a subject, earliest first: the deed, before and after."""
    with parts.database.reading() as session:
        done = acts.acts_on(session, subject_of(kind, number or 0))
        return [(act.deed, act.before, act.after) for act in reversed(done)]


def test_a_role_counts_from_the_next_request_and_is_recorded(parts: Parts) -> None:
    admin = a_manager(parts, "Ada", Role.ADMIN)
    password = create_account(parts, "Mira", caller=admin)
    token = sign_in(parts, "Mira", password, HOME)
    mira = identify_caller(parts, token=token)

    change_role(parts, "mira", Role.SENIOR, caller=admin)

    assert (mira.role, identify_caller(parts, token=token).role) == (Role.MANAGER, Role.SENIOR)
    assert recorded(parts, "account", mira.account_id) == [
        (Deed.ACCOUNT, {}, {"name": "Mira", "role": "manager"}),
        (Deed.ROLE, {"role": "manager"}, {"role": "senior"}),
    ]


def test_the_last_administrator_stays_one(parts: Parts) -> None:
    admin = a_manager(parts, "Ada", Role.ADMIN)

    with pytest.raises(Malformed, match="last administrator"):
        change_role(parts, "Ada", Role.MANAGER, caller=admin)

    a_manager(parts, "Bo", Role.ADMIN)
    change_role(parts, "Ada", Role.MANAGER, caller=admin)
    assert {each.name: each.role for each in list_accounts(parts)} == {"Ada": Role.MANAGER, "Bo": Role.ADMIN}


def test_two_administrators_who_demote_each_other_leave_one(parts: Parts) -> None:
    both = [a_manager(parts, name, Role.ADMIN) for name in ("Ada", "Bo")]
    gate = threading.Barrier(2)

    def demote(by: Caller, whom: Caller) -> None:
        gate.wait()
        with suppress(Malformed):
            change_role(parts, whom.account_id or 0, Role.MANAGER, caller=by)

    threads = [threading.Thread(target=demote, args=pair) for pair in (both, both[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(each.role for each in list_accounts(parts)) == [Role.ADMIN, Role.MANAGER]


def test_who_leaves_the_desk_is_no_staff_any_more(parts: Parts, machine: Caller) -> None:
    mira, admin = a_manager(parts, "Mira"), a_manager(parts, "Ada", Role.ADMIN)
    comment = a_comment(parts, machine)
    reply = reply_to_comment(parts, mira, comment.id, 2, "Dear Ada,")
    assert comment.status is Status.PUBLISHED

    change_role(parts, "Mira", Role.READER, caller=admin)

    assert not review_comment(parts, admin, reply).is_staff
    assert [each.name for each in list_accounts(parts)] == ["Ada"]


def test_areas_are_added_and_taken_and_the_last_one_opens_everything(parts: Parts) -> None:
    a_site(parts)
    mira = a_manager(parts, "Mira")
    assign_area(parts, "Mira", "harbour")
    assign_area(parts, "Mira", "harbour", "Home/World")
    with pytest.raises(Malformed, match="already"):
        assign_area(parts, "Mira", "harbour", "Home / World")

    assert list_accounts(parts)[0].areas == (Area("harbour"), Area("harbour", "Home / World"))
    assert not unassign_area(parts, "Mira", "harbour")
    assert unassign_area(parts, "Mira", "harbour", "Home / World")
    with pytest.raises(NotFound):
        unassign_area(parts, "Mira", "harbour")
    assert [
        after["areas"]
        for deed, _, after in recorded(parts, "account", mira.account_id)
        if deed is Deed.ASSIGN
    ] == [
        ["harbour"],
        ["harbour", "harbour / Home / World"],
        ["harbour / Home / World"],
        [],
    ]


def test_what_is_not_there_cannot_be_assigned(parts: Parts) -> None:
    a_site(parts)
    a_manager(parts, "Mira")

    for who, site in (("Nobody", "harbour"), ("Mira", "nowhere"), (2**31 - 1, "harbour")):
        with pytest.raises(NotFound):
            assign_area(parts, who, site)


def test_the_list_says_when_somebody_last_came_in_even_after_they_left(parts: Parts) -> None:
    password = create_account(parts, "Mira")
    create_account(parts, "Noor")
    sign_out(parts, sign_in(parts, "Mira", password, HOME))

    mira, noor = list_accounts(parts)

    assert (mira.last_sign_in_at, noor.last_sign_in_at) == (NOON, None)


def test_a_browser_is_signed_out_from_another_or_by_an_administrator(parts: Parts) -> None:
    admin = a_manager(parts, "Ada", Role.ADMIN)
    password = create_account(parts, "Mira", Role.MANAGER)
    here, there, third = (sign_in(parts, "Mira", password, HOME, f"Browser {each}") for each in range(3))
    mira = a_settled(parts, here)

    shown = show_account(parts, mira, here).browsers
    marks = {each.browser: each.mark for each in shown}
    sign_browsers_out(parts, admin, mira.account_id or 0, mark=marks["Browser 1"])
    sign_browsers_out(parts, mira, mira.account_id or 0, token=here)

    assert [each.browser for each in shown if each.is_this] == ["Browser 0"]
    assert identify_caller(parts, token=here).name == "Mira"
    for ended in (there, third):
        with pytest.raises(NotSignedIn):
            identify_caller(parts, token=ended)
    with pytest.raises(NotAllowed):
        sign_browsers_out(parts, mira, admin.account_id or 0, token=here)
    assert [each[0] for each in recorded(parts, "account", mira.account_id)].count(Deed.SIGN_OUT) == 2


def test_a_key_is_made_and_revoked_on_the_record(parts: Parts) -> None:
    a_site(parts)
    admin = a_manager(parts, "Ada", Role.ADMIN)
    secret = create_key(parts, "cms", "harbour", ["articles"], 60, caller=admin)
    made = list_keys(parts, caller=admin)[0]

    revoke_key(parts, made.id, caller=admin)

    with pytest.raises(NotSignedIn):
        identify_caller(parts, key=secret)
    with pytest.raises(NotFound):
        revoke_key(parts, made.id, caller=admin)
    states = [after["valid"] for _, _, after in recorded(parts, "key", made.id)]
    assert states == [True, False]
    assert secret not in str(recorded(parts, "key", made.id))


def test_only_administrators_look_after_people_and_keys(parts: Parts) -> None:
    a_site(parts)
    a_manager(parts, "Ada", Role.ADMIN)
    for role in (Role.READER, Role.MANAGER, Role.SENIOR):
        for use_case in what_administrators_do(parts, Caller(account_id=1, name="Mira", role=role)):
            with pytest.raises(NotAllowed):
                use_case()


def what_administrators_do(parts: Parts, caller: Caller) -> list[Callable[[], object]]:
    """Each use-case of theirs, tried by this caller."""
    return [
        lambda: create_account(parts, "Eve", Role.ADMIN, caller=caller),
        lambda: reset_account(parts, "Ada", caller=caller),
        lambda: change_role(parts, "Ada", Role.READER, caller=caller),
        lambda: assign_area(parts, "Ada", "harbour", caller=caller),
        lambda: unassign_area(parts, "Ada", "harbour", caller=caller),
        lambda: remove_factor(parts, "Ada", caller=caller),
        lambda: show_person(parts, caller, 1),
        lambda: list_accounts(parts, caller=caller),
        lambda: create_key(parts, "cms", "harbour", ["articles"], 60, caller=caller),
        lambda: list_keys(parts, caller=caller),
        lambda: revoke_key(parts, "cms", caller=caller),
    ]


def a_settled(parts: Parts, token: str) -> Caller:
    """The caller of this token, as after the first password was changed (which would sign out everywhere)."""
    return replace(identify_caller(parts, token=token), must_change_password=False)
