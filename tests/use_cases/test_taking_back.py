"""An author withdraws a comment, puts it back, or has it erased; what others wrote and asked stays whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from moderation.domain.appeals import Ground
from moderation.domain.callers import NOBODY, Caller, NamedAuthor
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, NotFound
from moderation.domain.owning import Own
from moderation.domain.retention import TEXT_ERASED
from moderation.parts import Parts
from moderation.storage.tables import Author, Comment, Fingerprint, Revision
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.erase_comment import erase_comment
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.list_notices import Whose, list_notices
from moderation.use_cases.put_back_comment import put_back_comment
from moderation.use_cases.report_comment import NewReport, report_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.search_comments import search_comments
from moderation.use_cases.steps.showing import ShownComment
from moderation.use_cases.withdraw_comment import withdraw_comment
from tests.making import NOON, a_comment, a_manager, at

LONG = "The council has voted against the new harbour budget three times in a row, and nobody asked us."
ADA = "ada"


def own(comment: str, version: int | None = None, author: str = ADA) -> Own:
    return Own("harbour", comment, author, version)


def listed(parts: Parts, caller: Caller = NOBODY) -> list[ShownComment]:
    found = list_comments(parts, caller, Listing("harbour", "budget", "oldest"))
    return [each for root in found.comments for each in (root, *root.replies)]


def test_what_was_answered_leaves_its_place_and_the_rest_goes(parts: Parts, machine: Caller) -> None:
    answered = a_comment(parts, machine, "Why not?").id
    lonely = a_comment(parts, machine, "And why?").id
    reply = a_comment(at(parts, NOON + timedelta(minutes=1)), machine, "Because.", parent=answered).id

    for each in (answered, lonely):
        withdraw_comment(parts, machine, own(each))

    root, below = listed(parts)
    assert (root.id, root.status, root.text, root.author) == (answered, Status.WITHDRAWN, "", "")
    assert (below.id, below.text, root.reply_count) == (reply, "Because.", 1)
    a_comment(parts, machine, "It goes on.", parent=reply)
    with pytest.raises(NotFound):
        withdraw_comment(parts, machine, own(answered, author="bea"))


def test_what_is_put_back_is_judged_anew(parts: Parts, machine: Caller) -> None:
    comment = a_comment(parts, machine, "You idiot.").id
    manager = a_manager(parts)
    decide_comment(parts, manager, comment, 2, Choice(Action.PUBLISH))
    version = withdraw_comment(parts, machine, own(comment, version=3))

    put = put_back_comment(parts, machine, own(comment, version=version))

    assert (put.status, put.findings[0].code) == (Status.HELD, "score.insult")
    with pytest.raises(Conflict, match="not withdrawn"):
        put_back_comment(parts, machine, own(comment))
    done = [each.action for each in review_comment(parts, manager, comment).history]
    assert done == [Action.HOLD, Action.PUT_BACK, Action.WITHDRAW, Action.PUBLISH, Action.HOLD]


def test_nobody_decides_on_what_is_gone(parts: Parts, machine: Caller) -> None:
    comment, manager = a_comment(parts, machine, "You idiot.").id, a_manager(parts)
    version = withdraw_comment(parts, machine, own(comment))

    with pytest.raises(Conflict, match="Its author withdrew it"):
        decide_comment(parts, manager, comment, version - 1, Choice(Action.PUBLISH))
    with pytest.raises(Conflict, match="is withdrawn"):
        decide_comment(parts, manager, comment, version, Choice(Action.PUBLISH))
    with pytest.raises(Conflict, match="1 comment changed"):
        decide_picked(parts, manager, {comment: version}, Choice(Action.PUBLISH))
    assert search_comments(parts, manager, {"status": "withdrawn"}).comments[0].id == comment


def test_what_was_rejected_or_changed_meanwhile_is_not_withdrawn(parts: Parts, machine: Caller) -> None:
    comment, manager = a_comment(parts, machine, "You idiot.").id, a_manager(parts)
    decide_comment(parts, manager, comment, 2, Choice(Action.REJECT, "insult"))

    with pytest.raises(Conflict, match="rejected it at"):
        withdraw_comment(parts, machine, own(comment, version=2))
    with pytest.raises(Conflict, match="nothing to withdraw"):
        withdraw_comment(parts, machine, own(comment, version=3))


def test_reports_are_settled_by_nobody_and_asked_again_when_it_is_put_back(
    parts: Parts, machine: Caller
) -> None:
    comment, manager = a_comment(parts, machine).id, a_manager(parts)
    rita = NamedAuthor("rita", "Rita")
    report_comment(parts, machine, NewReport("harbour", comment, Ground.SPAM, author=rita))

    withdraw_comment(parts, machine, own(comment))
    assert review_comment(parts, manager, comment).asks.reports == []
    told = list_notices(at(parts, NOON + timedelta(hours=1)), machine, Whose("harbour", "rita")).notices
    assert [each.text for each in told] == ["The comment is no longer there: its author took it back."]

    put_back_comment(parts, machine, own(comment))
    assert len(review_comment(parts, manager, comment).asks.reports) == 1


def test_nothing_tells_what_an_erased_comment_said_or_who_said_it(parts: Parts, machine: Caller) -> None:
    comment, manager = a_comment(parts, machine, LONG + " You idiot.").id, a_manager(parts)
    before = review_comment(parts, manager, comment)

    erase_comment(parts, machine, own(comment))

    review = review_comment(parts, manager, comment)
    assert (review.status, review.text, review.author) == (Status.ERASED, TEXT_ERASED, "Erased author")
    assert review.bars == before.bars
    assert search_comments(parts, manager, {"q": "council"}).comments == []
    with parts.database.reading() as session:
        assert session.scalars(select(Revision.evidence)).all() == [{}]
        assert session.scalars(select(Fingerprint.number)).all() == []
        ada = session.scalar(select(Author.id).where(Author.external_id == ADA))
        assert session.scalars(select(Comment.author_id)).all() != [ada]
    with pytest.raises(NotFound):
        put_back_comment(parts, machine, own(comment))
    assert listed(parts) == []
