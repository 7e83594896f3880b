"""Managers decide, reply and undo; nobody overwrites anybody, and every step is kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from moderation.domain.callers import Caller, Role
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, Malformed, NotAllowed, NotFound, NotSignedIn
from moderation.domain.queues import WAITING, Queue
from moderation.parts import Parts
from moderation.storage import decisions
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.reply_to_comment import reply_to_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.review_queue import review_queue
from moderation.use_cases.undo_decision import undo_decision
from tests.making import NOON, WordScorer, a_comment, a_manager, a_reader, a_site, at

REJECT = Choice(Action.REJECT, "insult")
APPROVE = Choice(Action.PUBLISH)


def version_of(parts: Parts, manager: Caller, comment_id: str) -> int:
    return review_comment(parts, manager, comment_id).version


def shown(parts: Parts, caller: Caller) -> list[str]:
    page = list_comments(parts, caller, Listing("harbour", "budget"))
    return [text for root in page.comments for text in (root.text, *(reply.text for reply in root.replies))]


def test_approving_publishes_and_the_page_follows(parts: Parts, held: str) -> None:
    manager = a_manager(parts)

    decide_comment(parts, manager, held, version_of(parts, manager, held), APPROVE)

    assert shown(parts, a_reader(parts)) == ["You idiot."]


def test_rejecting_needs_a_reason_of_ours(parts: Parts, held: str) -> None:
    manager = a_manager(parts)

    with pytest.raises(Malformed):
        decide_comment(parts, manager, held, 2, Choice(Action.REJECT, "because"))

    assert review_comment(parts, manager, held).status is Status.HELD


def test_of_two_managers_the_second_learns_what_the_first_did(parts: Parts, held: str) -> None:
    first, second = a_manager(parts, "Mira"), a_manager(parts, "Otto")
    seen = version_of(parts, second, held)
    decide_comment(parts, first, held, seen, REJECT)

    with pytest.raises(Conflict) as refusal:
        decide_comment(parts, second, held, seen, APPROVE)

    assert refusal.value.message.startswith("Mira rejected it at 12:00 UTC")
    assert review_comment(parts, second, held).status is Status.REJECTED


def test_of_many_managers_at_once_exactly_one_decides(parts: Parts, held: str) -> None:
    managers = [a_manager(parts, f"M{number}") for number in range(6)]
    seen = version_of(parts, managers[0], held)

    def decide(manager: Caller) -> bool:
        try:
            decide_comment(parts, manager, held, seen, APPROVE)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        decided = list(pool.map(decide, managers))

    assert decided.count(True) == 1


def test_undo_puts_the_comment_back_and_keeps_both_decisions(parts: Parts, held: str) -> None:
    manager = a_manager(parts)
    decision = decide_comment(parts, manager, held, version_of(parts, manager, held), REJECT)

    undo_decision(parts, manager, held, decision)

    review = review_comment(parts, manager, held)
    assert review.status is Status.HELD
    assert [past.action for past in review.history] == [Action.UNDO, Action.REJECT, Action.HOLD]


def test_what_was_undone_may_be_decided_as_if_nobody_had(parts: Parts, machine: Caller) -> None:
    comment = a_comment(parts, machine).id
    manager = a_manager(parts)
    rejected = decide_comment(parts, manager, comment, version_of(parts, manager, comment), REJECT)
    undo_decision(parts, manager, comment, rejected)

    decide_comment(parts, manager, comment, version_of(parts, manager, comment), APPROVE)

    assert [past.action for past in review_comment(parts, manager, comment).history] == [
        Action.PUBLISH,
        Action.UNDO,
        Action.REJECT,
        Action.PUBLISH,
    ]


def test_what_a_colleague_built_on_can_no_longer_be_undone(parts: Parts, held: str) -> None:
    mira, otto = a_manager(parts, "Mira"), a_manager(parts, "Otto")
    decision = decide_comment(parts, mira, held, version_of(parts, mira, held), REJECT)
    decide_comment(parts, otto, held, version_of(parts, otto, held), APPROVE)

    with pytest.raises(Conflict, match="Otto approved it since"):
        undo_decision(parts, mira, held, decision)


def test_an_undo_and_the_policys_decision_cannot_be_undone(parts: Parts, held: str) -> None:
    manager = a_manager(parts)
    by_policy = review_comment(parts, manager, held).history[0].id

    with pytest.raises(Malformed):
        undo_decision(parts, manager, held, by_policy)


def test_a_reply_publishes_what_it_answers_and_carries_the_badge(parts: Parts, held: str) -> None:
    manager = a_manager(parts)

    reply_to_comment(parts, manager, held, version_of(parts, manager, held), "Please stay courteous.")

    page = list_comments(parts, a_reader(parts), Listing("harbour", "budget"))
    assert page.comments[0].status is Status.PUBLISHED
    assert [(reply.author, reply.is_staff) for reply in page.comments[0].replies] == [("Mira", True)]


def test_a_managers_reply_is_published_and_its_findings_kept_all_the_same(
    parts: Parts, held: str, scorer: WordScorer
) -> None:
    manager = a_manager(parts)

    reply = reply_to_comment(parts, manager, held, 2, "Calling somebody an idiot is not courteous.")

    review = review_comment(parts, manager, reply)
    assert review.status is Status.PUBLISHED
    assert [finding.attribute for finding in review.findings] == ["INSULT"]


def test_a_second_click_on_the_same_reply_makes_no_second_one(parts: Parts, machine: Caller) -> None:
    manager = a_manager(parts)
    shown = a_comment(parts, machine, "A fair budget.").id
    seen = version_of(parts, manager, shown)
    reply_to_comment(parts, manager, shown, seen, "Thank you.")

    with pytest.raises(Conflict):
        reply_to_comment(parts, manager, shown, seen, "Thank you.")


@pytest.mark.parametrize("who", ["nobody", "reader", "machine", "unchanged"])
def test_only_managers_with_a_password_of_their_own_may_see_or_decide(
    parts: Parts, machine: Caller, held: str, who: str
) -> None:
    callers: dict[str, Callable[[], Caller]] = {
        "nobody": Caller,
        "reader": lambda: a_reader(parts),
        "machine": lambda: machine,
        "unchanged": lambda: Caller(account_id=1, role=Role.MANAGER, must_change_password=True),
    }
    caller = callers[who]()

    with pytest.raises((NotAllowed, NotSignedIn)):
        decide_comment(parts, caller, held, 2, APPROVE)
    with pytest.raises((NotAllowed, NotSignedIn)):
        review_queue(parts, caller)


def test_an_unknown_comment_is_not_found(parts: Parts, machine: Caller) -> None:
    with pytest.raises(NotFound):
        decide_comment(parts, a_manager(parts), "00000000-0000-7000-8000-000000000000", 1, APPROVE)


def test_the_riskier_comes_first_but_the_long_waiting_before_both(parts: Parts, machine: Caller) -> None:
    a_site(parts, "strict")
    mild = a_comment(parts, machine, "http://a.b http://c.d http://e.f").id
    risky = a_comment(at(parts, NOON + timedelta(hours=1)), machine, "You idiot.").id
    old = a_comment(at(parts, NOON - timedelta(hours=9)), machine, "http://a.b http://c.d http://e.f").id

    queue = review_queue(parts, a_manager(parts))

    assert [review.id for review in queue.reviews] == [old, risky, mild]
    assert queue.counts == {**dict.fromkeys(WAITING, 0), Queue.HELD: 3}


def test_the_queue_comes_in_pages_that_miss_nothing(parts: Parts, machine: Caller) -> None:
    held = {a_comment(parts, machine, f"You idiot {number}").id for number in range(7)}
    manager = a_manager(parts)
    seen: list[str] = []
    after = None
    while True:
        page = review_queue(parts, manager, after=after, limit=3)
        seen += [review.id for review in page.reviews]
        after = page.next
        if after is None:
            break

    assert len(seen) == 7
    assert set(seen) == held


def test_a_review_shows_evidence_bars_record_and_thread(parts: Parts, machine: Caller) -> None:
    first = a_comment(parts, machine, "A fair budget.").id
    reply = a_comment(parts, machine, "Says an idiot.", parent=first).id

    review = review_comment(parts, a_manager(parts), reply)

    assert [(piece.text, sorted(piece.weights)) for piece in review.marked] == [
        ("Says an ", []),
        ("idiot", ["INSULT"]),
        (".", []),
    ]
    assert next((bar.label, bar.score, bar.threshold, bar.matters) for bar in review.bars) == (
        "Insult",
        0.9,
        0.7,
        True,
    )
    assert (review.record.published, review.record.held) == (1, 1)
    assert review.parent is not None
    assert [around.id for around in review.thread] == [first, reply]


def test_decisions_are_only_ever_added(parts: Parts, held: str) -> None:
    manager = a_manager(parts)
    with parts.database.reading() as session:
        before = [(each.id, each.action, each.after) for each in decisions.history(session, held)]
    decision = decide_comment(parts, manager, held, 2, REJECT)
    undo_decision(parts, manager, held, decision)

    with parts.database.reading() as session:
        after = [(each.id, each.action, each.after) for each in decisions.history(session, held)]

    assert after[-1:] == before
    assert len(after) == 3
