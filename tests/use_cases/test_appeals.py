"""Authors appeal; somebody who had no part in it answers, and undoing the answer leaves the appeal waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.callers import Area, Caller, NamedAuthor, Role
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, Malformed, NotAllowed, NotFound, NotSignedIn, Refused
from moderation.parts import Parts
from moderation.storage.desk_tables import Appeal
from moderation.use_cases.appeal_decision import NewAppeal, appeal_decision
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.list_notices import Whose, list_notices
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.settle_appeal import Answer, settle_appeal
from moderation.use_cases.undo_batch import undo_batch
from moderation.use_cases.undo_decision import undo_decision
from tests.asking import MINUTE, an_appeal, decided, rows, settlings, told
from tests.making import NOON, a_comment, a_manager, a_reader, at

UPHOLD = Answer(upholds=True, text="You did quote it.")
DENY = Answer(upholds=False, text="A quotation needs its source.")


@pytest.fixture
def rejected(parts: Parts, held: str) -> str:
    """The id of a comment by Ada that Mira rejected."""
    decided(parts, a_manager(parts, "Mira"), held, Action.REJECT)
    return held


def settled(parts: Parts, manager: Caller, comment: str, answer: Answer) -> int:
    version = review_comment(parts, manager, comment).version
    return settle_appeal(parts, manager, comment, version, answer)


def test_a_decision_is_appealed_once_and_again_answers_how_it_stands(
    parts: Parts, machine: Caller, rejected: str
) -> None:
    first, again = an_appeal(parts, machine, rejected), an_appeal(parts, machine, rejected, "Please!")

    assert (first.is_new, again.is_new, first.decision) == (True, False, again.decision)
    assert [row["note"] for row in rows(parts, Appeal)] == ["I quoted it."]


def test_upholding_publishes_and_tells_the_author_once(parts: Parts, machine: Caller, rejected: str) -> None:
    later = at(parts, NOON + 5 * MINUTE)
    an_appeal(later, machine, rejected)

    settled(later, a_manager(parts, "Noor"), rejected, UPHOLD)

    assert review_comment(parts, a_manager(parts, "Otto"), rejected).status is Status.PUBLISHED
    assert told(parts, machine, 7 * MINUTE) == ["appeal_settled", "rejected"]
    newest = list_notices(at(parts, NOON + 7 * MINUTE), machine, Whose("harbour", "ada")).notices[0]
    assert newest.title == "You were right: your comment is published."
    assert newest.text.endswith("You did quote it.")


def test_denying_says_why_and_is_final(parts: Parts, machine: Caller, rejected: str) -> None:
    an_appeal(parts, machine, rejected)
    settled(parts, a_manager(parts, "Noor"), rejected, DENY)

    again = an_appeal(parts, machine, rejected, "Once more!")

    assert (again.is_new, again.upheld, again.answer) == (False, False, DENY.text)
    assert review_comment(parts, a_manager(parts, "Otto"), rejected).status is Status.REJECTED


def test_an_answer_that_denies_needs_words(parts: Parts, machine: Caller, rejected: str) -> None:
    an_appeal(parts, machine, rejected)

    with pytest.raises(Malformed):
        settled(parts, a_manager(parts, "Noor"), rejected, Answer(upholds=False, text=" "))


def test_nobody_judges_their_own_decision_and_only_seniors_what_they_had_a_part_in(
    parts: Parts, machine: Caller, held: str
) -> None:
    mira, noor = a_manager(parts, "Mira"), a_manager(parts, "Noor", Role.SENIOR)
    otto = a_manager(parts, "Otto")
    for each in (otto, noor):
        undo_decision(parts, each, held, decided(parts, each, held, Action.REJECT))
    decided(parts, mira, held, Action.REJECT)
    an_appeal(parts, machine, held)

    for partial in (mira, otto):
        with pytest.raises(NotAllowed):
            settled(parts, partial, held, UPHOLD)
    settled(parts, noor, held, UPHOLD)

    assert review_comment(parts, mira, held).status is Status.PUBLISHED


@pytest.mark.parametrize("who", ["Mira", "Otto"])
def test_an_appeal_ended_by_who_had_a_part_is_told_as_their_change_of_mind(
    parts: Parts, machine: Caller, held: str, who: str
) -> None:
    managers = {name: a_manager(parts, name) for name in ("Mira", "Otto", "Noor")}
    undo_decision(parts, managers["Otto"], held, decided(parts, managers["Otto"], held, Action.REJECT))
    decided(parts, managers["Mira"], held, Action.REJECT)
    later = at(parts, NOON + 5 * MINUTE)
    an_appeal(later, machine, held)

    decision = decided(later, managers[who], held, Action.PUBLISH)

    assert told(parts, machine, 7 * MINUTE)[0] == "reversed"
    assert settlings(parts) == [{"appeal": 1, "upheld": True, "by_a_party": True, "decision": decision}]
    assert [(row["upheld"], row["answer"]) for row in rows(parts, Appeal)] == [(True, None)]


def test_an_ordinary_approval_by_who_had_no_part_answers_the_appeal(
    parts: Parts, machine: Caller, rejected: str
) -> None:
    later = at(parts, NOON + 5 * MINUTE)
    an_appeal(later, machine, rejected)

    decided(later, a_manager(parts, "Noor"), rejected, Action.PUBLISH)

    assert told(parts, machine, 7 * MINUTE)[0] == "appeal_settled"
    assert [each["by_a_party"] for each in settlings(parts)] == [False]


def test_in_a_batch_each_appeal_is_told_by_who_had_a_part_in_it_and_waits_again_when_the_batch_is_undone(
    parts: Parts, machine: Caller, held: str
) -> None:
    mira, otto = a_manager(parts, "Mira"), a_manager(parts, "Otto")
    other = a_comment(parts, machine, "You idiot, quoted.", author=NamedAuthor("bert", "Bert")).id
    decided(parts, mira, held, Action.REJECT)
    decided(parts, otto, other, Action.REJECT)
    later = at(parts, NOON + 5 * MINUTE)
    an_appeal(later, machine, held)
    appeal_decision(later, machine, NewAppeal("harbour", other, "I did.", NamedAuthor("bert", "Bert")))
    waiting = rows(parts, Appeal)

    batch = decide_picked(later, mira, dict.fromkeys((held, other), 3), Choice(Action.PUBLISH)).id
    ended = settlings(parts)
    heard = [told(parts, machine, 7 * MINUTE, who)[0] for who in ("ada", "bert")]
    undo_batch(at(parts, NOON + 8 * MINUTE), mira, batch)

    assert {each["appeal"]: each["by_a_party"] for each in ended} == {1: True, 2: False}
    assert heard == ["reversed", "appeal_settled"]
    assert rows(parts, Appeal) == waiting


@pytest.mark.parametrize(("who", "by_a_party"), [("Mira", True), ("Noor", False)])
def test_taking_a_batch_back_answers_the_appeals_against_it(
    parts: Parts, machine: Caller, held: str, who: str, *, by_a_party: bool
) -> None:
    managers = {name: a_manager(parts, name) for name in ("Mira", "Noor")}
    batch = decide_picked(parts, managers["Mira"], {held: 2}, Choice(Action.REJECT, "insult")).id
    later = at(parts, NOON + 5 * MINUTE)
    an_appeal(later, machine, held)

    undo_batch(later, managers[who], batch)

    assert [row["upheld"] for row in rows(parts, Appeal)] == [True]
    assert [each["by_a_party"] for each in settlings(parts)] == [by_a_party]
    assert told(parts, machine, 7 * MINUTE) == ["reversed", "rejected"]


@pytest.mark.parametrize("answer", [UPHOLD, DENY])
def test_undoing_an_answer_leaves_the_appeal_waiting(
    parts: Parts, machine: Caller, rejected: str, answer: Answer
) -> None:
    noor = a_manager(parts, "Noor")
    an_appeal(parts, machine, rejected)
    before = rows(parts, Appeal)
    decision = settled(parts, noor, rejected, answer)

    undo_decision(parts, noor, rejected, decision)

    assert rows(parts, Appeal) == before
    assert review_comment(parts, noor, rejected).status is Status.REJECTED
    assert "appeal_settled" not in told(parts, machine, 2 * MINUTE)


@pytest.mark.parametrize(("who", "by_a_party"), [("Mira", True), ("Noor", False)])
def test_taking_the_decision_back_answers_the_appeal_against_it(
    parts: Parts, machine: Caller, held: str, who: str, *, by_a_party: bool
) -> None:
    managers = {name: a_manager(parts, name) for name in ("Mira", "Noor")}
    decision = decided(parts, managers["Mira"], held, Action.REJECT)
    later = at(parts, NOON + 5 * MINUTE)
    an_appeal(later, machine, held)

    undo_decision(later, managers[who], held, decision)

    assert [row["upheld"] for row in rows(parts, Appeal)] == [True]
    assert [each["by_a_party"] for each in settlings(parts)] == [by_a_party]
    assert told(parts, machine, 7 * MINUTE) == ["reversed", "rejected"]


def test_a_comment_that_waits_may_be_appealed_when_it_waited_too_long(
    parts: Parts, machine: Caller, held: str
) -> None:
    with pytest.raises(Conflict):
        an_appeal(parts, machine, held)

    assert an_appeal(at(parts, NOON + timedelta(hours=25)), machine, held).is_new
    decided(parts, a_manager(parts), held, Action.REJECT)
    assert an_appeal(parts, machine, held, "Now that you rejected it.").is_new


def test_too_late_is_too_late_and_what_shows_has_nothing_to_appeal(
    parts: Parts, machine: Caller, rejected: str
) -> None:
    with pytest.raises(Conflict, match="14 days"):
        an_appeal(at(parts, NOON + timedelta(days=15)), machine, rejected)
    with pytest.raises(Conflict, match="nothing to appeal"):
        an_appeal(parts, machine, a_comment(parts, machine).id)


@pytest.mark.parametrize(
    ("who", "note", "refusal"),
    [
        ("reader", "Mine?", NotFound),
        ("nobody", "?", NotSignedIn),
        ("reader", " ", Malformed),
        ("reader", "x" * 2001, Malformed),
    ],
)
def test_only_the_author_appeals_in_their_own_words(
    parts: Parts, rejected: str, who: str, note: str, refusal: type[Refused]
) -> None:
    caller = a_reader(parts) if who == "reader" else Caller()

    with pytest.raises(refusal):
        appeal_decision(parts, caller, NewAppeal("harbour", rejected, note))

    assert rows(parts, Appeal) == []


def test_an_appeal_out_of_reach_is_not_answered(parts: Parts, machine: Caller, rejected: str) -> None:
    an_appeal(parts, machine, rejected)
    noor = a_manager(parts, "Noor")
    elsewhere = Caller(noor.account_id, "Noor", Role.MANAGER, areas=(Area("harbour", "Sport"),))

    with pytest.raises(NotFound):
        settle_appeal(parts, elsewhere, rejected, 3, UPHOLD)
