"""Readers without an account choose as others do: whom they mute, what they follow; guests, who never return, not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.errors import Conflict, NotSignedIn
from moderation.domain.leaving import Fate
from moderation.parts import Parts
from moderation.storage.own_tables import Follow, Mute
from moderation.use_cases.export_author import export_author
from moderation.use_cases.follow_thread import follow_thread
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.leave_author import leave_author
from moderation.use_cases.list_choices import list_choices
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.list_fresh import list_fresh
from moderation.use_cases.list_notices import Whose, list_notices
from moderation.use_cases.mute_author import mute_author
from moderation.use_cases.show_asked import show_asked
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.use_cases.unfollow_thread import unfollow_thread
from moderation.use_cases.unmute_author import unmute_author
from moderation.use_cases.welcome_guest import welcome_guest
from tests.making import NOON, a_comment, a_machine, a_reader, a_site, an_article, at, the_rules
from tests.vouched import a_vouched_reader

BEA, ADA = NamedAuthor("bea", "Bea"), NamedAuthor("ada", "Ada")
LATER = timedelta(minutes=10)
BUDGET = Listing("harbour", "budget", sort="oldest")


def kept(parts: Parts) -> tuple[int, int]:
    """How many mutes and follows are kept."""
    with parts.database.reading() as session:
        mutes, follows = (session.scalar(select(func.count()).select_from(each)) for each in (Mute, Follow))
    return mutes or 0, follows or 0


def heard(parts: Parts, reader: Caller) -> list[str]:
    """What a reader was told ten minutes after noon, the latest first."""
    return [notice.title for notice in list_notices(at(parts, NOON + LATER), reader).notices]


def test_whom_a_site_vouches_for_mutes_for_themselves_alone_and_no_longer(
    parts: Parts, machine: Caller
) -> None:
    vera, otto = a_vouched_reader(parts), a_vouched_reader(parts, "Otto")
    first = a_comment(at(parts, NOON - LATER), machine).id
    loud = a_comment(parts, machine, "All of us.", author=BEA).id
    for _ in range(2):
        mute_author(parts, vera, "harbour", loud)
    a_comment(at(parts, NOON + LATER), machine, "Louder.", author=BEA)

    again = a_vouched_reader(parts)  # another hour, another token
    for reader, muted in ((again, [False, True, True]), (otto, [False] * 3), (Caller(), [False] * 3)):
        assert [each.is_muted for each in list_comments(parts, reader, BUDGET).comments] == muted
    fresh = [len(list_fresh(parts, each, "harbour", "budget", first).comments) for each in (again, otto)]
    assert fresh == [0, 2]
    assert show_asked(parts, again, "harbour", loud).is_muted
    [bea] = list_choices(parts, again).mutes
    unmute_author(parts, otto, bea.author)
    assert (bea.name, kept(parts)) == ("Bea", (1, 0))
    unmute_author(parts, again, bea.author)
    mute_author(parts, again, "harbour", first)
    mute_author(parts, again, "harbour", first, muted=False)
    assert kept(parts) == (0, 0)


def test_whom_a_site_vouches_for_is_told_of_what_they_follow_but_for_whom_they_muted(
    parts: Parts, machine: Caller
) -> None:
    vera, thread = a_vouched_reader(parts), a_comment(parts, machine).id
    follow_thread(parts, vera, "harbour", thread)
    reply = a_comment(at(parts, NOON - LATER), machine, "All of us.", parent=thread, author=BEA).id
    submit_comment(parts, vera, NewComment("harbour", "budget", "Me too.", parent=thread))
    a_comment(parts, machine, "Not all.", parent=thread, author=ADA)

    follows = "Ada wrote in a thread that you follow.", "Bea wrote in a thread that you follow."
    assert heard(parts, vera) == [*follows]
    assert list_comments(parts, vera, BUDGET).comments[0].is_followed
    assert show_asked(parts, vera, "harbour", reply).is_followed
    mute_author(parts, vera, "harbour", reply)
    assert heard(parts, vera) == [follows[0]]
    by_key = list_notices(at(parts, NOON + LATER), machine, Whose("harbour", "vera")).notices
    assert [each.title for each in by_key] == [follows[0]]
    unfollow_thread(parts, vera, thread)
    a_comment(parts, machine, "Nobody.", parent=thread, author=ADA)
    assert (heard(parts, vera), list_choices(parts, vera).follows) == ([follows[0]], [])


def test_an_account_that_never_wrote_chooses_at_each_site(parts: Parts, machine: Caller) -> None:
    rhea = a_reader(parts)
    a_site(parts, "valley")
    elsewhere = a_machine(parts, "valley")
    an_article(parts, elsewhere)
    for site, key in (("harbour", machine), ("valley", elsewhere)):
        comment = a_comment(parts, key, author=BEA).id
        mute_author(parts, rhea, site, comment)
        follow_thread(parts, rhea, site, comment)

    at_valley = Caller(account_id=rhea.account_id, name="Rhea", site="valley")
    chosen = [list_choices(parts, each) for each in (rhea, at_valley)]
    assert [(len(each.mutes), len(each.follows)) for each in chosen] == [(2, 2), (1, 1)]
    assert [each.site for each in chosen[1].follows] == ["valley"]


@pytest.mark.parametrize("fate", Fate)
def test_a_site_exports_what_its_reader_chose_and_lets_it_go_with_them(
    parts: Parts, machine: Caller, fate: Fate
) -> None:
    vera, otto = a_vouched_reader(parts), a_vouched_reader(parts, "Otto")
    said = submit_comment(parts, vera, NewComment("harbour", "budget", "Who pays?")).id
    mute_author(parts, otto, "harbour", said)
    comment = a_comment(parts, machine, author=BEA).id
    mute_author(parts, vera, "harbour", comment)
    follow_thread(parts, vera, "harbour", comment)

    everything = export_author(parts, machine, "harbour", "vera")
    assert [each["author"] for each in everything["mutes"]] == ["Bea"]
    assert [each["thread"] for each in everything["follows"]] == [comment]
    leave_author(parts, machine, "harbour", "vera", fate)
    assert kept(parts) == ({Fate.ANONYMISE: 1, Fate.ERASE: 0}[fate], 0)


def test_neither_oneself_nor_as_a_guest_a_key_or_nobody(parts: Parts, machine: Caller) -> None:
    the_rules(parts, "harbour", {"guests": "held", "newcomer_comments": 0})
    guest = identify_caller(parts, key=welcome_guest(parts, "harbour", "Guido", None, "192.0.2.1").token)
    vera, comment = a_vouched_reader(parts), a_comment(parts, machine).id
    own = submit_comment(parts, vera, NewComment("harbour", "budget", "Who pays?")).id

    with pytest.raises(Conflict):
        mute_author(parts, vera, "harbour", own)
    for caller in (guest, machine, Caller()):
        for choose in (mute_author, follow_thread):
            with pytest.raises(NotSignedIn):
                choose(parts, caller, "harbour", comment)
        with pytest.raises(NotSignedIn):
            list_choices(parts, caller)
        with pytest.raises(NotSignedIn):
            unmute_author(parts, caller, 1)
        with pytest.raises(NotSignedIn):
            unfollow_thread(parts, caller, comment)
    assert kept(parts) == (0, 0)
