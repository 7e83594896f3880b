"""A letter leaves when its cause is durable, is tried again when it did not, and is given up after a day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation import worker
from moderation.domain.errors import Malformed
from moderation.domain.letters import LetterKind, NotSent, Outgoing, mail_address
from moderation.parts import Parts
from moderation.storage import jobs
from moderation.storage.letter_tables import Letter
from moderation.use_cases.check_letters import check_letters
from moderation.use_cases.steps.writing_letters import LETTER, NewLetter, write_letter
from moderation.use_cases.sweep_expired import sweep_expired
from tests.making import NOON, at

NEW = NewLetter(LetterKind.DIGEST, "Ada@Example.ORG", "The Post", "Hello\r\nBcc: x@y.org", "A link.")


@dataclass
class Postbox:
    """A second way to carry letters: it keeps them, or refuses as it is told."""

    refusal: NotSent | None = None
    sent: list[Outgoing] = field(default_factory=list)

    def send(self, letter: Outgoing) -> None:
        if self.refusal:
            raise self.refusal
        self.sent.append(letter)


def test_a_letter_leaves_once_and_keeps_no_text(parts: Parts) -> None:
    box = Postbox()
    with parts.database.writing() as session:
        write_letter(session, NEW, NOON)
    done = worker.work_once(replace(parts, mail=box)) + worker.work_once(replace(parts, mail=box))

    assert done == 1
    assert [(each.to, each.subject, each.text) for each in box.sent] == [
        ("ada@example.org", "Hello Bcc: x@y.org", "A link.")
    ]
    assert [(each.text, each.sent_at) for each in the_letters(parts)] == [("", NOON)]


def test_what_is_undone_leaves_no_letter(parts: Parts) -> None:
    with pytest.raises(Malformed), parts.database.writing() as session:
        write_letter_and_fail(session)

    assert the_letters(parts) == []
    assert worker.work_once(parts) == 0


def test_what_did_not_leave_is_tried_again_and_given_up_after_a_day(parts: Parts) -> None:
    down = replace(parts, mail=Postbox(NotSent("nobody is there", is_passing=True)))
    with parts.database.writing() as session:
        write_letter(session, NEW, NOON)
    tried = [
        minutes
        for minutes in range(0, 27 * 60, 30)
        if worker.work_once(at(down, NOON + timedelta(minutes=minutes)))
    ]
    (letter,) = the_letters(parts)

    assert tried[:4] == [0, 30, 60, 90]
    assert 24 * 60 <= tried[-1] <= 26 * 60
    assert (letter.text, letter.why, letter.given_up_at is not None) == ("", "nobody is there", True)
    assert (check_letters(parts).waiting, check_letters(parts).given_up) == (0, 1)
    with parts.database.reading() as session:
        assert jobs.waiting_of(session, LETTER) == 0


def test_what_will_never_leave_is_given_up_at_once_and_forgotten_after_a_month(parts: Parts) -> None:
    refused = replace(parts, mail=Postbox(NotSent("no such person", is_passing=False)))
    with parts.database.writing() as session:
        write_letter(session, NEW, NOON)
    worker.work_once(refused)
    kept = the_letters(parts)
    sweep_expired(at(parts, NOON + timedelta(days=31)))

    assert [each.given_up_at for each in kept] == [NOON]
    assert the_letters(parts) == []


@pytest.mark.parametrize(
    ("said", "address"),
    [
        (" ada@example.org ", "ada@example.org"),
        ("A.b+c@Ex.Org", "a.b+c@ex.org"),
        ("ada@müller.de", "ada@xn--mller-kva.de"),
    ],
)
def test_an_address_has_one_spelling(said: str, address: str) -> None:
    assert mail_address(said) == address


@pytest.mark.parametrize(
    "said",
    [
        *(
            "",
            "ada",
            "@example.org",
            "ada@",
            "ada@localhost",
            "a b@example.org",
            "ada@-x.org",
            "ada@exa mple.org",
        ),
        *("ada@example.org\nBcc: x@y.org", "<ada@example.org>", "a@b@example.org", "ädä@example.org"),
        f"{'a' * 65}@example.org",
    ],
)
def test_what_is_no_address_is_refused(said: str) -> None:
    with pytest.raises(Malformed):
        mail_address(said)


def the_letters(parts: Parts) -> list[Letter]:
    with parts.database.reading() as session:
        return list(session.scalars(select(Letter)).all())


def write_letter_and_fail(session: Session) -> None:
    write_letter(session, NEW, NOON)
    write_letter(session, replace(NEW, to="nobody"), NOON)
