"""Who leaves is forgotten: a word and a name that nobody else ever said occur nowhere afterwards."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from moderation.domain.appeals import Ground
from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.comments import Action, Status
from moderation.domain.errors import Malformed, NotAllowed, NotFound, NotSignedIn
from moderation.domain.hooks import Happening
from moderation.domain.leaving import Fate
from moderation.domain.sanctions import Kind
from moderation.parts import Parts
from moderation.use_cases.appeal_decision import NewAppeal, appeal_decision
from moderation.use_cases.change_address import change_address
from moderation.use_cases.create_hook import NewHook, create_hook
from moderation.use_cases.export_account import export_account
from moderation.use_cases.export_author import export_author
from moderation.use_cases.export_labels import export_labels
from moderation.use_cases.finish_leaving import finish_leaving
from moderation.use_cases.follow_thread import follow_thread
from moderation.use_cases.leave_account import leave_account
from moderation.use_cases.leave_author import leave_author
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.mute_author import mute_author
from moderation.use_cases.report_comment import NewReport, report_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from moderation.use_cases.show_leaving import show_leaving
from moderation.use_cases.sign_in import sign_in
from moderation.use_cases.steps import leaving
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.use_cases.suggest_score import NewSuggestion, suggest_score
from tests.asking import decided
from tests.making import PASSWORD, a_comment, a_manager, a_reader, stored
from tests.traces import places_of

WORD, NAME = "quixotry", "Zephyrine"
"""What nobody else says, and how nobody else is called."""

BEA = NamedAuthor("bea", "Bea")


@pytest.fixture
def life(parts: Parts, machine: Caller) -> Caller:
    """A reader who has done all that readers can do, her name and her word wherever they can stand."""
    reader, mira = a_reader(parts, NAME), a_manager(parts)
    fair = _says(parts, reader, f"A {WORD} of a budget.")
    rude = _says(parts, reader, f"You idiot, {WORD}!")
    _says(parts, reader, f"Held: what an idiot, {WORD}.")
    for each in (fair, rude):
        decided(parts, mira, each, Action.REJECT)
    appeal_decision(parts, reader, NewAppeal("harbour", rude, f"It was {WORD}."))
    published = _says(parts, reader, f"Again {WORD}.", parent=None)
    decided(parts, mira, published, Action.PUBLISH)
    other = a_comment(parts, machine, "All of us.", parent=published, author=BEA).id
    report_comment(parts, reader, NewReport("harbour", other, Ground.SPAM, f"What {WORD}."))
    follow_thread(parts, reader, "harbour", other)
    mute_author(parts, reader, "harbour", other)
    author = review_comment(parts, mira, rude).beside.author
    sanction_author(parts, mira, author, NewSanction(Kind.WARN, "Mind the tone."), seen=0)
    suggest_score(parts, machine, NewSuggestion(f"Again {WORD}.", {"TOXICITY": 1.0}))
    sign_in(parts, NAME, PASSWORD, "192.0.2.1")
    change_address(parts, reader, PASSWORD, f"{WORD}@example.org", "The Post")
    return reader


def _says(parts: Parts, reader: Caller, said: str, **more: str | None) -> str:
    new = NewComment("harbour", "budget", said, key=f"key {said}")
    return submit_comment(parts, reader, replace(new, **more)).id  # type: ignore[arg-type]


def test_an_export_holds_everything_in_words(parts: Parts, life: Caller) -> None:
    everything = export_account(parts, life)

    assert json.loads(json.dumps(everything)) == everything
    assert everything["account"]["name"] == NAME
    assert [each["status"] for each in everything["comments"]].count("rejected") == 2
    assert len(everything["comments"]) == 4
    said = {each["revisions"][0]["text"]: each for each in everything["comments"]}
    first = said[f"A {WORD} of a budget."]
    assert [each["reason"] for each in first["decisions"]] == [None, "It insulted somebody."]
    assert everything["reports"][0]["note"] == f"What {WORD}."
    assert everything["appeals"][0]["note"] == f"It was {WORD}."
    assert everything["sanctions"][0]["reason"] == "Mind the tone."
    assert {each["title"] for each in everything["notices"]} >= {"Your comment was not published."}
    assert (len(everything["follows"]), everything["mutes"][0]["author"]) == (1, "Bea")
    assert len(everything["account"]["sign_ins"]) == 2
    assert everything["account"]["mailing"] == {"frequency": "daily", "told_until": None}
    assert [each["address"] for each in everything["account"]["letters"]] == [f"{WORD}@example.org"]
    assert everything["suggestions"][0]["labels"] == {"TOXICITY": 1.0}
    assert f"key Again {WORD}." in {each["key"] for each in everything["asked"]["idempotency_keys"]}
    assert f"comment account:{life.account_id}" in {each["what"] for each in everything["asked"]["counted"]}


def test_after_an_erasure_neither_word_nor_name_stands_anywhere(
    parts: Parts, machine: Caller, life: Caller, tmp_path: Path
) -> None:
    assert {
        "revision.text",
        "account.name",
        "author.name",
        "appeal.note",
        "report.note",
        "suggestion.text",
    } <= {*places_of(parts, WORD, NAME)}
    before = sum(stored(parts).values())

    assert leave_account(parts, life, PASSWORD, Fate.ERASE) == 0

    assert places_of(parts, WORD, NAME) == []
    assert (sum(stored(parts).values()), stored(parts)[Status.ERASED]) == (before, 4)
    thread = list_comments(parts, machine, Listing("harbour", "budget")).comments
    assert [[reply.author for reply in root.replies] for root in thread] == [["Bea"]]
    decided(parts, a_manager(parts, "Noor"), thread[0].replies[0].id, Action.REJECT)
    export_labels(parts, tmp_path / "labels.jsonl")
    [label] = map(json.loads, (tmp_path / "labels.jsonl").read_text().splitlines())
    assert (label["text"], label["parent"]) == ("All of us.", None)
    with pytest.raises(NotSignedIn):
        sign_in(parts, NAME, PASSWORD, "192.0.2.1")
    assert a_reader(parts, NAME).name == NAME


def test_comments_that_stay_lose_the_name_alone(parts: Parts, life: Caller) -> None:
    leave_account(parts, life, PASSWORD, Fate.ANONYMISE)

    assert places_of(parts, NAME) == []
    assert "revision.text" in places_of(parts, WORD)
    assert stored(parts)[Status.ERASED] == 0


def test_it_takes_the_right_password_and_nobody_of_the_desk(parts: Parts, life: Caller) -> None:
    with pytest.raises(Malformed):
        leave_account(parts, life, "not this one", Fate.ERASE)
    with pytest.raises(NotAllowed):
        leave_account(parts, a_manager(parts, "Noor"), PASSWORD, Fate.ERASE)
    with pytest.raises(NotSignedIn):
        leave_account(parts, Caller(), PASSWORD, Fate.ERASE)

    assert "revision.text" in places_of(parts, WORD)


def test_more_than_a_request_can_do_is_finished_by_the_worker(
    parts: Parts, life: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "AT_ONCE", 2)
    monkeypatch.setattr(leaving, "MOST", 2)

    assert leave_account(parts, life, PASSWORD, Fate.ERASE) == 2
    assert show_leaving(parts, life) == 2
    assert places_of(parts, NAME) != []
    for _ in range(2):
        finish_leaving(parts, f"account {life.account_id} erase")

    assert places_of(parts, WORD, NAME) == []


def test_a_sites_own_author_goes_by_the_sites_key(parts: Parts, machine: Caller) -> None:
    new = NewHook("harbour", "https://courier.example/hook", tuple(each.value for each in Happening))
    create_hook(parts, new)
    quinn = NamedAuthor("q-17", NAME)
    comment = a_comment(parts, machine, f"A {WORD}.", author=quinn).id
    assert export_author(parts, machine, "harbour", "q-17")["comments"][0]["id"] == comment

    assert leave_author(parts, machine, "harbour", "q-17", Fate.ERASE) == 0

    assert places_of(parts, WORD, NAME, "q-17") == []
    with pytest.raises(NotFound):
        export_author(parts, machine, "harbour", "q-17")
    with pytest.raises(NotFound):
        leave_author(parts, machine, "harbour", "q-17", Fate.ERASE)
