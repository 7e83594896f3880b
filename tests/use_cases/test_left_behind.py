"""What is left of somebody beside their comments: why they were sanctioned, and what they asked of us."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from moderation.domain.acts import Deed, Question
from moderation.domain.callers import Caller, NamedAuthor, Role
from moderation.domain.leaving import Fate
from moderation.domain.sanctions import Earlier, Kind
from moderation.parts import Parts
from moderation.storage.every_table import every_table
from moderation.storage.migrate import migrate
from moderation.use_cases.export_account import export_account
from moderation.use_cases.export_author import export_author
from moderation.use_cases.leave_author import leave_author
from moderation.use_cases.read_audit import read_audit
from moderation.use_cases.recall_answer import recall_answer
from moderation.use_cases.respect_comment import Respected, respect_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from moderation.use_cases.show_author import show_author
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.appending import rewriting
from tests.making import a_comment, a_manager, a_reader
from tests.traces import places_of
from tests.vouched import a_vouched_reader

NAME, BEA = "Zephyrine", NamedAuthor("bea", "Bea")

WHY = "threnodial"
"""Why somebody was banned: a word that stands nowhere but in the reason."""


def test_why_somebody_was_banned_stands_once_is_read_and_goes_with_an_erasure(
    parts: Parts, machine: Caller
) -> None:
    quinn, noor = NamedAuthor("q-17", NAME), a_manager(parts, "Noor", Role.SENIOR)
    comment = a_comment(parts, machine, "A fair budget.", author=quinn).id
    author = review_comment(parts, noor, comment).beside.author
    ban = NewSanction(Kind.BAN, f"So {WHY}.", earlier=Earlier.REJECT_ALL)
    assert sanction_author(parts, noor, author, ban, seen=0).rejected == 1

    assert places_of(parts, WHY) == ["notice.said", "sanction.reason"]
    assert read_audit(parts, noor, Question(what=Deed.SANCTION)).entries[0].note == f"So {WHY}."
    assert show_author(parts, noor, author).acts[0].note == f"So {WHY}."
    assert leave_author(parts, machine, "harbour", "q-17", Fate.ERASE) == 0

    assert places_of(parts, WHY) == []
    assert read_audit(parts, noor, Question(what=Deed.SANCTION)).entries[0].note is None


@pytest.mark.parametrize("fate", Fate)
def test_nothing_is_left_of_what_a_vouched_reader_asked(parts: Parts, machine: Caller, fate: Fate) -> None:
    """The tokens, Idempotency-Keys, answers and counts of an author without an account; and the keys of their site."""
    reader = a_vouched_reader(parts, NAME, "q-17")
    own = submit_comment(parts, reader, NewComment("harbour", "budget", "One.", key="of mine")).id
    a_comment(parts, machine, "Two.", author=NamedAuthor("q-17", NAME), key="reader-q-17")
    bea = a_comment(parts, machine, "Three.", author=BEA, key="reader-bea").id
    respect_comment(parts, reader, Respected("harbour", bea, given=True))
    assert recall_answer(parts, reader, "a report", "digest") is None
    asked = export_author(parts, machine, "harbour", "q-17")["asked"]
    assert {each["key"] for each in asked["idempotency_keys"]} == {"of mine", "reader-q-17"}
    assert [each["key"] for each in asked["answers"]] == ["a report"]
    assert len(asked["tokens"]) == 1
    mark = f"author:{reader.author_id}"
    assert {"submission.caller", "kept_answer.caller", "allowance.bucket"} <= {*places_of(parts, mark)}

    assert leave_author(parts, machine, "harbour", "q-17", fate) == 0

    assert places_of(parts, mark, "q-17", "of mine", NAME) == []
    assert places_of(parts, "reader-bea") == ["submission.key"]
    assert own


def test_copies_of_reasons_that_an_earlier_version_made_are_taken_away(parts: Parts, machine: Caller) -> None:
    noor = a_manager(parts, "Noor", Role.SENIOR)
    comment = a_comment(parts, machine, "A fair budget.").id
    author = review_comment(parts, noor, comment).beside.author
    ban = NewSanction(Kind.BAN, f"So {WHY}.", earlier=Earlier.REJECT_ALL)
    sanction_author(parts, noor, author, ban, seen=0)
    with rewriting(), parts.database.writing() as session:
        for told in ("act", "batch", "decision"):
            session.execute(text(f"UPDATE {told} SET note = 'So {WHY}.'"))  # noqa: S608 - tables of ours
        session.execute(text("UPDATE act SET note = NULL WHERE deed <> 'sanction'"))
        session.execute(text("UPDATE decision SET note = 'A fair note.' WHERE manager_id IS NULL"))
    with rewriting():
        migrate(parts.database, "0021")
        migrate(parts.database)

    assert places_of(parts, WHY) == ["notice.said", "sanction.reason"]
    assert "decision.note" in places_of(parts, "A fair note.")


TOLD = {
    "account": "account", "sign_in": "account sign_ins", "recovery_code": "account recovery_codes_left",
    "author": "authors", "comment": "comments", "revision": "comments", "decision": "comments",
    "report": "reports", "respect": "respects", "appeal": "appeals", "sanction": "sanctions",
    "notice": "notices", "letter": "account letters", "one_time_link": "account links",
    "mailing": "account mailing", "follow": "follows", "mute": "mutes",
    "submission": "asked idempotency_keys", "reader_token": "asked tokens",
}  # fmt: skip
"""Where an export tells what each table that points at people or comments holds of somebody."""

NOT_TOLD = {
    "author_note", "fingerprint", "delivery",  # as docs/readers-rights.md says
    "act", "api_key", "assignment", "batch", "claim", "rules_version", "saved_filter",  # of who works at the desk
}  # fmt: skip


def test_an_export_tells_of_every_table_that_points_at_somebody(parts: Parts, machine: Caller) -> None:
    people = {"account", "author", "comment", "revision"}
    pointing = {
        table.name
        for table in every_table().tables.values()
        if table.name in people or people & {key.column.table.name for key in table.foreign_keys}
    }
    everything = export_account(parts, a_reader(parts))

    assert pointing == {*TOLD, *NOT_TOLD}
    for place in TOLD.values():
        found = everything
        for step in place.split():
            assert step in found, place
            found = found[step]
