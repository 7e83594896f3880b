"""The day on which a key was last used: written once a day, and never in the way of a request."""

from __future__ import annotations

import time
from datetime import date, timedelta

from sqlalchemy import event

from moderation.parts import Parts
from moderation.storage import accounts
from moderation.use_cases.create_key import create_key
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.list_keys import list_keys
from tests.making import NOON, a_site, at

TODAY = NOON.date()


def test_the_day_is_written_once(parts: Parts) -> None:
    secret, written = a_key(parts), list[str]()
    event.listen(
        parts.database.engine,
        "after_cursor_execute",
        lambda _, __, said, *___: written.append(said.split()[0]),
    )
    before = used_on(parts)
    for days in (0, 0, 0, 1, 1, 0):
        identify_caller(at(parts, NOON + timedelta(days=days)), key=secret)

    assert before is None
    assert used_on(parts) == TODAY + timedelta(days=1)
    assert written.count("UPDATE") == 2


def test_a_key_is_let_in_at_once_while_others_write_and_its_use_is_noted_later(parts: Parts) -> None:
    secret = a_key(parts)
    with parts.database.writing() as session:
        accounts.valid_keys(session, "cms")  # others may not have the row until this ends
        began = time.monotonic()
        known = identify_caller(parts, key=secret)
        took = time.monotonic() - began
    meanwhile = used_on(parts)
    identify_caller(parts, key=secret)

    assert known.name == "cms"
    assert took < 1
    assert meanwhile is None
    assert used_on(parts) == TODAY
    with parts.database.writing() as session:
        assert accounts.valid_keys(session, "cms"), "writers wait for one another as before"


def a_key(parts: Parts) -> str:
    a_site(parts)
    return create_key(parts, "cms", "harbour", ["score"], 60)


def used_on(parts: Parts) -> date | None:
    (key,) = list_keys(parts)
    return key.used_on
