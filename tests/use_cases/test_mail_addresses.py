"""Addresses are confirmed by a letter, passwords replaced by one; nobody learns from us whose address is whose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from moderation import worker
from moderation.domain.callers import Caller, Role
from moderation.domain.comments import Status
from moderation.domain.errors import Malformed, NotFound, NotSignedIn, TooMany
from moderation.domain.letters import LetterKind, Outgoing
from moderation.parts import Parts
from moderation.storage.letter_tables import Letter, OneTimeLink
from moderation.use_cases.ask_reset import ask_reset
from moderation.use_cases.change_address import change_address
from moderation.use_cases.change_role import change_role
from moderation.use_cases.confirm_address import confirm_address
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.reset_password import reset_password
from moderation.use_cases.show_address import show_address
from moderation.use_cases.show_link import show_link
from moderation.use_cases.sign_in import sign_in
from moderation.use_cases.sign_up import Told, sign_up
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.making import NOON, PASSWORD, a_manager, at

HOME = "192.0.2.1"
MAIL = "rhea@example.org"
ANOTHER = "another good password"


@dataclass
class Postbox:
    """A second way to carry letters: it keeps them."""

    sent: list[Outgoing] = field(default_factory=list)

    def send(self, letter: Outgoing) -> None:
        self.sent.append(letter)


def read(parts: Parts) -> list[Outgoing]:
    """The letters that leave now."""
    box = Postbox()
    worker.work_once(replace(parts, mail=box))
    return box.sent


def token_in(letter: Outgoing) -> str:
    found = re.search(r"/(?:confirm|reset)/(\S+)", letter.text)
    assert found is not None, letter.text
    return found[1]


def a_rhea(parts: Parts, mail: str = MAIL, name: str = "Rhea") -> Caller:
    return identify_caller(parts, token=sign_up(parts, name, PASSWORD, HOME, told=Told(mail, "The Post")))


def a_confirmed_rhea(parts: Parts) -> Caller:
    rhea = a_rhea(parts)
    confirm_address(parts, token_in(read(parts)[0]), HOME)
    return rhea


def test_comments_wait_until_the_address_is_confirmed(parts: Parts, machine: Caller) -> None:
    rhea = a_rhea(parts)
    held = submit_comment(parts, rhea, NewComment("harbour", "budget", "Well argued."))
    (letter,) = read(parts)
    name = confirm_address(parts, token_in(letter), HOME)
    worker.work_once(parts)
    shown = submit_comment(parts, rhea, NewComment("harbour", "budget", "And well written."))

    assert (letter.to, letter.sender_name, name) == (MAIL, "The Post", "Rhea")
    assert (held.status, [each.code for each in held.findings]) == (Status.HELD, ["unconfirmed"])
    assert shown.status is Status.PUBLISHED
    assert show_address(parts, rhea).confirmed == MAIL
    assert a_status(parts, held.id) is Status.PUBLISHED


def test_a_link_is_kept_as_a_digest_and_works_once_and_for_two_days(parts: Parts) -> None:
    a_rhea(parts)
    token = token_in(read(parts)[0])
    with parts.database.reading() as session:
        assert token not in str(session.execute(select(OneTimeLink.digest)).all())
        assert session.scalars(select(Letter.text)).all() == [""]

    with pytest.raises(NotFound):
        show_link(at(parts, NOON + timedelta(days=2)), LetterKind.CONFIRM, token, HOME)
    with pytest.raises(NotFound):
        show_link(parts, LetterKind.RESET, token, HOME)
    assert show_link(parts, LetterKind.CONFIRM, token, HOME).name == "Rhea"
    confirm_address(parts, token, HOME)
    with pytest.raises(NotFound):
        confirm_address(parts, token, HOME)


def test_an_address_that_is_somebodys_is_told_to_its_owner_alone(parts: Parts) -> None:
    a_confirmed_rhea(parts)
    a_rhea(parts, name="Mallory")
    (letter,) = read(parts)

    assert (letter.to, letter.subject) == (MAIL, "You have an account at The Post")
    assert "/confirm/" not in letter.text


def test_a_forgotten_password_is_replaced_once_and_every_browser_signed_out(parts: Parts) -> None:
    a_confirmed_rhea(parts)
    token = sign_in(parts, MAIL, PASSWORD, HOME)
    ask_reset(parts, MAIL.upper(), "The Post", HOME)
    (letter,) = read(parts)
    link = token_in(letter)
    with pytest.raises(Malformed):
        reset_password(parts, link, "short", HOME)
    reset_password(parts, link, ANOTHER, HOME)

    with pytest.raises(NotSignedIn):
        identify_caller(parts, token=token)
    with pytest.raises(NotSignedIn):
        sign_in(parts, "Rhea", PASSWORD, HOME)
    with pytest.raises(NotFound):
        reset_password(parts, link, PASSWORD, HOME)
    assert identify_caller(parts, token=sign_in(parts, MAIL, ANOTHER, HOME)).name == "Rhea"


def test_only_the_latest_link_opens_anything_and_for_an_hour(parts: Parts) -> None:
    a_confirmed_rhea(parts)
    links = []
    for _ in range(2):
        ask_reset(parts, MAIL, "The Post", HOME)
        links += [token_in(letter) for letter in read(parts)]

    with pytest.raises(NotFound):
        reset_password(parts, links[0], ANOTHER, HOME)
    with pytest.raises(NotFound):
        reset_password(at(parts, NOON + timedelta(hours=1)), links[1], ANOTHER, HOME)


def test_asking_for_a_strangers_address_leaves_the_same_rows_until_the_worker_looks(parts: Parts) -> None:
    a_confirmed_rhea(parts)
    ask_reset(parts, MAIL, "The Post", HOME)
    known = waiting(parts)
    read(parts)
    ask_reset(parts, "nobody@example.org", "The Post", HOME)

    assert waiting(parts) == known == [(LetterKind.RESET, None, "")]
    assert read(parts) == []
    assert waiting(parts) == []


def test_an_unconfirmed_address_opens_nothing(parts: Parts) -> None:
    a_rhea(parts)
    read(parts)
    ask_reset(parts, MAIL, "The Post", HOME)

    assert read(parts) == []
    with pytest.raises(NotSignedIn):
        sign_in(parts, MAIL, PASSWORD, HOME)


def test_letters_of_one_address_stop_in_silence_and_those_of_one_place_aloud(parts: Parts) -> None:
    a_confirmed_rhea(parts)
    for _ in range(9):
        ask_reset(parts, MAIL, "The Post", HOME)

    assert len(waiting(parts)) == 5
    for number in range(11):
        ask_reset(parts, f"{number}@example.org", "The Post", HOME)
    with pytest.raises(TooMany):
        ask_reset(parts, "last@example.org", "The Post", HOME)


def test_somebody_at_the_desk_gets_no_link(parts: Parts) -> None:
    a_confirmed_rhea(parts)
    a_manager(parts, "admin", Role.ADMIN)
    change_role(parts, "Rhea", Role.MANAGER)
    ask_reset(parts, MAIL, "The Post", HOME)
    (letter,) = read(parts)

    assert "administrator" in letter.text
    assert "http" not in letter.text


def test_a_new_address_counts_once_confirmed_and_the_old_one_is_told(parts: Parts, machine: Caller) -> None:
    rhea = a_confirmed_rhea(parts)
    with pytest.raises(Malformed):
        change_address(parts, rhea, "wrong password", "new@example.org", "The Post")
    change_address(parts, rhea, PASSWORD, "new@example.org", "The Post")
    letters = {letter.to: letter for letter in read(parts)}
    posted = submit_comment(parts, rhea, NewComment("harbour", "budget", "Well argued."))
    before = show_address(parts, rhea)
    confirm_address(parts, token_in(letters["new@example.org"]), HOME)

    assert set(letters) == {MAIL, "new@example.org"}
    assert letters[MAIL].kind is LetterKind.MOVED
    assert posted.status is Status.PUBLISHED
    assert (before.confirmed, before.unconfirmed) == (MAIL, "new@example.org")
    assert show_address(parts, rhea).confirmed == "new@example.org"
    with pytest.raises(NotSignedIn):
        sign_in(parts, MAIL, PASSWORD, HOME)


def test_where_an_address_is_demanded_there_is_no_account_without(parts: Parts) -> None:
    strict = replace(parts, demands_address=True)
    with pytest.raises(Malformed) as refusal:
        sign_up(strict, "Rhea", PASSWORD, HOME)

    assert list(refusal.value.fields) == ["address"]
    assert a_rhea(strict).awaits_address


@pytest.mark.parametrize("name", ["The M0derator", "Rnira"])
def test_no_reader_passes_for_staff(parts: Parts, name: str) -> None:
    a_manager(parts, "Mira")
    with pytest.raises(Malformed) as refusal:
        sign_up(parts, name, PASSWORD, HOME)

    assert list(refusal.value.fields) == ["name"]


def a_status(parts: Parts, comment_id: str) -> Status:
    from moderation.storage import comments

    with parts.database.reading() as session:
        return comments.comment_with(session, comment_id).status


def waiting(parts: Parts) -> list[tuple[LetterKind, int | None, str]]:
    with parts.database.reading() as session:
        asked = select(Letter.kind, Letter.account_id, Letter.text).where(Letter.sent_at.is_(None))
        return [(kind, account, text) for kind, account, text in session.execute(asked)]
