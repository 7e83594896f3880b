"""Comments are found by what they say now and by what became of them, on both databases, whatever is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.domain.callers import Area, Caller, NamedAuthor
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.errors import Malformed, NotAllowed
from moderation.parts import Parts
from moderation.storage import comments, searching
from moderation.storage.tables import Revision
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.search_comments import Results, search_comments
from tests.making import NOON, a_comment, a_machine, a_manager, a_reader, a_site, an_article, at

HARBOUR = "The old harbour, the café and the well-known mole."
BOATS = "Old boats leave the harbour at dawn."
VOTE = "We voted on the budget: you idiot."

BY_WORDS = {
    "harbour": ["boats", "harbour"],
    "HARBOUR old": ["boats", "harbour"],
    '"old harbour"': ["harbour"],
    "harbour -boats": ["harbour"],
    "-harbour": ["vote"],
    "-harbour -budget": [],
    "vot*": ["vote"],
    "vot": [],
    "cafe": ["harbour"],
    "CAFÉ": ["harbour"],
    "well-known": ["harbour"],
    "known-well": [],
}

BY_FILTERS: list[tuple[dict[str, str], list[str]]] = [
    ({"status": "held"}, ["vote"]),
    ({"status": "held", "q": "harbour"}, []),
    ({"author": "elan"}, ["boats"]),
    ({"author": "Cyr", "q": "harbour -dawn"}, []),
    ({"article": "fleet fish"}, ["boats"]),
    ({"language": "fr"}, ["boats"]),
    ({"language": "fr", "q": "harbour"}, ["boats"]),
    ({"section": "Home"}, ["vote", "harbour"]),
    ({"site": "harbour", "section": "Sport"}, ["boats"]),
    ({"site": "elsewhere"}, []),
    ({"attribute": "INSULT", "score": "80"}, ["vote"]),
    ({"attribute": "INSULT", "score": "5"}, ["vote", "boats", "harbour"]),
    ({"by": "automatic"}, ["vote", "boats", "harbour"]),
    ({"from": "2026-11-03", "to": "2026-11-03"}, ["boats"]),
    ({"from": "2026-11-03", "q": "the"}, ["vote", "boats"]),
]


@pytest.fixture(name="ids")
def three_comments(parts: Parts, machine: Caller) -> dict[str, str]:
    """Three comments by two authors under two articles, a day apart; the last one is held."""
    an_article(parts, machine, "fleet", title="The fishing fleet", language="fr-BE", section=("Sport",))
    cy = NamedAuthor("cy", "Cyrille Élan")
    first = a_comment(parts, machine, HARBOUR)
    second = a_comment(at(parts, NOON + timedelta(days=1)), machine, BOATS, article="fleet", author=cy)
    third = a_comment(at(parts, NOON + timedelta(days=2)), machine, VOTE)
    return {first.id: "harbour", second.id: "boats", third.id: "vote"}


def look(parts: Parts, manager: Caller, **said: str) -> Results:
    return search_comments(parts, manager, said)


def test_comments_are_found_by_their_words_and_by_filters(parts: Parts, ids: dict[str, str]) -> None:
    mira = a_manager(parts)

    by_words = {asked: look(parts, mira, q=asked) for asked in BY_WORDS}
    by_filters = [(said, look(parts, mira, **said)) for said, _ in BY_FILTERS]

    assert {asked: [ids[each.id] for each in found.comments] for asked, found in by_words.items()} == BY_WORDS
    assert [(said, [ids[each.id] for each in found.comments]) for said, found in by_filters] == BY_FILTERS


def test_the_last_decision_counts_its_reason_and_who_made_it(parts: Parts, ids: dict[str, str]) -> None:
    mira = a_manager(parts)
    vote = next(each for each, name in ids.items() if name == "vote")
    choice = Choice(Action.REJECT, "insult", note="Twice this week, call the newsroom")
    decide_comment(parts, mira, vote, 2, choice)

    assert [each.id for each in look(parts, mira, reason="insult").comments] == [vote]
    assert [each.id for each in look(parts, mira, by=str(mira.account_id)).comments] == [vote]
    assert vote not in [each.id for each in look(parts, mira, by="automatic").comments]
    assert look(parts, mira, q="newsroom").decisions[0].comment == vote
    assert look(parts, mira, q="elan").authors[0].name == "Cyrille Élan"
    assert look(parts, mira, q="fishing").articles[0].title == "The fishing fleet"


def test_only_what_a_comment_says_now_is_found(parts: Parts, ids: dict[str, str]) -> None:
    mira = a_manager(parts)
    vote = next(each for each, name in ids.items() if name == "vote")
    with parts.database.writing() as session:
        comment = comments.comment_with(session, vote)
        comment.revision_number = 2
        session.add(Revision(comment_id=vote, number=2, text="We abstained.", created_at=NOON))
    with parts.database.writing() as session:
        comments.latest_revision(session, next(iter(ids))).text = "Nothing but gulls."

    assert look(parts, mira, q="voted").comments == []
    assert [each.id for each in look(parts, mira, q="abstained").comments] == [vote]
    assert [ids[each.id] for each in look(parts, mira, q="gulls").comments] == ["harbour"]
    assert [ids[each.id] for each in look(parts, mira, q="harbour").comments] == ["boats"]


def test_what_lies_outside_the_areas_is_not_there(parts: Parts, ids: dict[str, str]) -> None:
    a_site(parts, "elsewhere")
    an_article(parts, a_machine(parts, "elsewhere"), section=("Home",))
    a_comment(parts, a_machine(parts, "elsewhere"), "The harbour elsewhere.")
    sport = replace(a_manager(parts), areas=(Area("harbour", "Sport"),))

    found = look(parts, sport, q="the harbour")

    assert [ids[each.id] for each in found.comments] == ["boats"]
    assert look(parts, sport, q="budget").articles == []
    assert look(parts, sport, q="Ada").authors == []
    assert look(parts, sport, site="elsewhere").comments == []


def test_pages_go_on_where_the_last_one_ended_and_a_long_way_is_gone_in_steps(
    parts: Parts, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mira = a_manager(parts)
    for said in ({"q": "the"}, {"from": "2026-11-01"}):
        first = search_comments(parts, mira, said, limit=2)
        second = search_comments(parts, mira, said, after=first.next, limit=2)
        assert [ids[each.id] for each in (*first.comments, *second.comments)] == ["vote", "boats", "harbour"]
        assert (first.is_cut, second.next) == (False, None)

    monkeypatch.setattr(searching, "WINDOW", 2)
    monkeypatch.setattr(searching, "FEW", 0)
    for said in ({"q": "the -budget"}, {"q": "-leave", "author": "ada"}, {"section": "Home"}):
        steps: list[Results] = []
        after = None
        while after or not steps:
            page = search_comments(parts, mira, said, after=after)
            steps.append(page)
            after = page.next
        assert steps[0].is_cut
        assert "harbour" in [ids[each.id] for step in steps for each in step.comments]


@pytest.mark.parametrize("few", [searching.FEW, 0])
def test_the_newest_is_the_last_written_not_the_last_that_came_in(
    parts: Parts, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    mira = a_manager(parts)
    machine = a_machine(parts)
    old = a_comment(at(parts, NOON - timedelta(days=2000)), machine, "The harbour of 2021.").id

    first = search_comments(parts, mira, {"q": "harbour"}, limit=2)
    second = search_comments(parts, mira, {"q": "harbour"}, after=first.next, limit=2)

    assert [ids[each.id] for each in first.comments] == ["boats", "harbour"]
    assert ([each.id for each in second.comments], second.next) == ([old], None)


def test_what_cannot_be_searched_for_is_named(parts: Parts) -> None:
    mira = a_manager(parts)
    said = {
        "q": "x" * 201, "status": "gone", "reason": "because" * 9, "by": "0", "attribute": "NICENESS", "from": "soon",
        "to": "0001-01-01",
    }  # fmt: skip

    with pytest.raises(Malformed) as refusal:
        look(parts, mira, **said)
    with pytest.raises(Malformed) as backwards:
        look(parts, mira, **{"from": "2026-11-03", "to": "2026-11-02"})

    assert set(refusal.value.fields) == set(said)
    assert set(backwards.value.fields) == {"to"}


def test_readers_search_nothing(parts: Parts) -> None:
    with pytest.raises(NotAllowed):
        look(parts, a_reader(parts), q="harbour")


@pytest.fixture(name="mira")
def somebody_who_searches(parts: Parts, ids: dict[str, str]) -> Caller:
    return a_manager(parts)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.text(
        alphabet=st.one_of(st.sampled_from("\"'*-()^:&|!<>\\ ae+{}~"), st.characters()), max_size=40
    )
)
def test_nothing_that_is_typed_breaks_a_search(parts: Parts, mira: Caller, asked: str) -> None:
    for said in ({"q": asked}, {"q": f"harbour {asked}", "author": asked, "article": asked}):
        if len(" ".join(asked.split())) < 190:
            search_comments(parts, mira, said)
