"""What is done about authors: by whom, for how long, with what for their comments, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.domain.callers import Area, Caller, NamedAuthor, Role
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, Malformed, NotAllowed, NotFound
from moderation.domain.sanctions import Earlier, Kind
from moderation.parts import Parts
from moderation.storage import authors, comments, sites
from moderation.use_cases.acknowledge_warning import acknowledge_warning
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.end_sanction import end_sanction
from moderation.use_cases.feature_comment import feature_comment
from moderation.use_cases.reply_to_comment import reply_to_comment
from moderation.use_cases.sanction_author import NewSanction, Sanctioned, sanction_author
from moderation.use_cases.show_author import show_author
from moderation.use_cases.show_sanction import show_sanction
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.use_cases.undo_act import undo_act
from tests.asking import told
from tests.making import NOON, a_comment, a_machine, a_manager, a_reader, a_site, an_article, at

WHY = "Third insult this week."


def ada(parts: Parts) -> int:
    with parts.database.reading() as session:
        author = authors.author_known_as(session, sites.site_named(session, "harbour"), "ada")
        assert author is not None
        return author.id


def author_of(parts: Parts, comment_id: str) -> int:
    with parts.database.reading() as session:
        return comments.comment_with(session, comment_id).author_id


def statuses(parts: Parts, ids: list[str]) -> list[Status]:
    with parts.database.reading() as session:
        return [comments.comment_with(session, each).status for each in ids]


def sanctioned(
    parts: Parts, manager: Caller, author: int, kind: Kind = Kind.SUSPEND, **said: object
) -> Sanctioned:
    seen = show_author(parts, manager, author).seen
    new = replace(NewSanction(kind, WHY, 7), **said)  # type: ignore[arg-type]
    return sanction_author(parts, manager, author, new, seen=seen)


def test_a_suspended_author_is_told_why_and_until_when_and_writes_again_after_that(
    parts: Parts, held: str, machine: Caller
) -> None:
    sanctioned(parts, a_manager(parts), ada(parts))

    with pytest.raises(NotAllowed) as refusal:
        a_comment(parts, machine)
    assert refusal.value.code == "suspended"
    assert "until 9 November 2026, 12:00 UTC" in refusal.value.message
    assert WHY in refusal.value.message
    assert a_comment(at(parts, NOON + timedelta(days=7)), machine).status is Status.PUBLISHED


def test_a_pre_moderated_author_waits_with_every_other_finding_kept(
    parts: Parts, held: str, machine: Caller
) -> None:
    sanctioned(parts, a_manager(parts), ada(parts), Kind.PRE_MODERATE, days=None)

    made = a_comment(parts, machine, "Another idiot.")

    assert made.status is Status.HELD
    assert {each.code for each in made.findings} == {"score.insult", "sanction.pre_moderated"}
    assert a_comment(parts, machine, author=NamedAuthor("bo", "Bo")).status is Status.PUBLISHED


def test_a_warned_author_says_so_first(parts: Parts, held: str, machine: Caller) -> None:
    done = sanctioned(parts, a_manager(parts), ada(parts), Kind.WARN)

    with pytest.raises(NotAllowed) as refusal:
        a_comment(parts, machine)
    assert refusal.value.code == "warned"
    with pytest.raises(NotFound):
        acknowledge_warning(parts, machine, "harbour", author="bo")
    acknowledge_warning(parts, machine, "harbour", author="ada")

    assert a_comment(parts, machine).status is Status.PUBLISHED
    assert show_author(parts, a_manager(parts, "Noor"), ada(parts)).sanctions[0].acknowledged_at == NOON
    undo_act(parts, a_manager(parts, "Otto"), done.act)


def test_a_ban_rejects_earlier_comments_and_undoing_it_brings_each_back(
    parts: Parts, held: str, machine: Caller
) -> None:
    senior = a_manager(parts, role=Role.SENIOR)
    published, rejected = a_comment(parts, machine).id, a_comment(parts, machine, "No, idiot!").id
    decide_comment(parts, senior, rejected, 2, Choice(Action.REJECT, "insult"))
    theirs = [held, published, rejected]
    before = statuses(parts, theirs)

    done = sanctioned(parts, senior, ada(parts), Kind.BAN, days=None, earlier=Earlier.REJECT_ALL)

    assert done.rejected == 2
    assert statuses(parts, theirs) == [Status.REJECTED] * 3
    with pytest.raises(NotAllowed, match="any more"):
        a_comment(parts, machine)
    undo_act(parts, senior, done.act)
    assert statuses(parts, theirs) == before
    assert a_comment(parts, machine).status is Status.PUBLISHED


def test_a_ban_on_whose_comments_somebody_decided_since_is_ended_not_undone(
    parts: Parts, held: str, machine: Caller
) -> None:
    senior, colleague = a_manager(parts, role=Role.SENIOR), a_manager(parts, "Noor")
    published = a_comment(parts, machine).id
    done = sanctioned(parts, senior, ada(parts), Kind.BAN, earlier=Earlier.REJECT_HELD)
    assert statuses(parts, [held, published]) == [Status.REJECTED, Status.PUBLISHED]
    decide_comment(parts, colleague, held, 3, Choice(Action.PUBLISH))

    with pytest.raises(Conflict, match="Noor approved it at 12:00 UTC"):
        undo_act(parts, senior, done.act)
    act = end_sanction(parts, senior, done.sanction)

    assert a_comment(parts, machine).status is Status.PUBLISHED
    undo_act(parts, senior, act)
    with pytest.raises(NotAllowed):
        a_comment(parts, machine)


def test_what_weighs_more_takes_a_senior(parts: Parts, held: str) -> None:
    with pytest.raises(NotAllowed, match="senior"):
        sanctioned(parts, a_manager(parts), ada(parts), days=8)


def test_what_a_senior_did_only_a_senior_ends_or_undoes(parts: Parts, held: str) -> None:
    done = sanctioned(parts, a_manager(parts, role=Role.SENIOR), ada(parts), days=30)
    manager = a_manager(parts, "Noor")

    with pytest.raises(NotAllowed):
        end_sanction(parts, manager, done.sanction)
    with pytest.raises(NotAllowed):
        undo_act(parts, manager, done.act)
    page = show_author(parts, manager, ada(parts))
    assert (page.sanctions[0].may_end, page.acts[0].may_undo) == (False, False)


def test_staff_are_not_sanctioned_and_their_own_word_counts(parts: Parts, held: str) -> None:
    manager = a_manager(parts)
    reply = reply_to_comment(parts, manager, held, 2, "Please stay with the point.")

    with pytest.raises(NotAllowed):
        sanctioned(parts, a_manager(parts, "Noor"), author_of(parts, reply))


def test_everywhere_reaches_the_account_on_a_site_where_it_never_wrote(parts: Parts, machine: Caller) -> None:
    a_site(parts, "island")
    an_article(parts, a_machine(parts, "island"))
    senior, reader = a_manager(parts, role=Role.SENIOR), a_reader(parts)
    made = submit_comment(parts, reader, NewComment("harbour", "budget", "A fair budget."))
    theirs = author_of(parts, made.id)
    there = NewComment("island", "budget", "A fair budget.")

    here = sanctioned(parts, senior, theirs, Kind.BAN)
    assert submit_comment(parts, reader, there).status is Status.PUBLISHED
    undo_act(parts, senior, here.act)
    sanctioned(parts, senior, theirs, Kind.BAN, is_everywhere=True)

    with pytest.raises(NotAllowed):
        submit_comment(parts, reader, there)
    found = show_sanction(parts, reader, "island")
    assert found is not None
    assert found.kind is Kind.BAN
    a_comment(parts, machine)
    with pytest.raises(Malformed):
        sanctioned(parts, senior, ada(parts), Kind.BAN, is_everywhere=True)


def test_who_works_on_one_site_does_nothing_on_all_of_them(parts: Parts, machine: Caller) -> None:
    senior, reader = a_manager(parts, role=Role.SENIOR), a_reader(parts)
    here = replace(senior, areas=(Area("harbour"),))
    made = submit_comment(parts, reader, NewComment("harbour", "budget", "A fair budget."))
    theirs = author_of(parts, made.id)

    with pytest.raises(NotAllowed, match="every site"):
        sanctioned(parts, here, theirs, Kind.BAN, is_everywhere=True)
    ban = sanctioned(parts, senior, theirs, Kind.BAN, is_everywhere=True)
    with pytest.raises(NotAllowed, match="every site"):
        end_sanction(parts, here, ban.sanction)
    with pytest.raises(NotAllowed, match="every site"):
        undo_act(parts, here, ban.act)


def test_who_comes_second_learns_what_was_done_about_the_author(parts: Parts, held: str) -> None:
    manager, colleague = a_manager(parts), a_manager(parts, "Noor")
    sanctioned(parts, manager, ada(parts))

    with pytest.raises(Conflict, match="Mira suspended the author at 12:00 UTC"):
        sanction_author(parts, colleague, ada(parts), NewSanction(Kind.WARN, WHY), seen=0)
    with pytest.raises(Malformed):
        sanctioned(parts, colleague, ada(parts), reason="  ")


def test_the_author_is_told_a_minute_later_of_what_still_stands_then(
    parts: Parts, held: str, machine: Caller
) -> None:
    senior, minute = a_manager(parts, role=Role.SENIOR), timedelta(minutes=1)
    slip = sanctioned(parts, senior, ada(parts), Kind.BAN, earlier=Earlier.REJECT_ALL)
    undo_act(parts, senior, slip.act)
    assert told(parts, machine, minute) == []

    done = sanctioned(parts, senior, ada(parts))
    later = at(parts, NOON + minute)
    end = end_sanction(later, senior, done.sanction)
    assert sorted(told(parts, machine, 2 * minute)) == ["reversed", "sanctioned"]
    undo_act(later, senior, end)
    assert told(parts, machine, 2 * minute) == ["sanctioned"]


def test_who_is_featured_is_told_unless_it_was_a_slip(parts: Parts, machine: Caller) -> None:
    manager, minute = a_manager(parts), timedelta(minutes=1)
    comment = a_comment(parts, machine).id
    undo_act(parts, manager, feature_comment(parts, manager, comment, 2, is_featured=True))
    assert told(parts, machine, minute) == []

    feature_comment(parts, manager, comment, 4, is_featured=True)

    assert told(parts, machine, minute) == ["featured"]
