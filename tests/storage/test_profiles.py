"""Profiles are kept one an article, and read as the leads of a site's latest articles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.callers import Caller
from moderation.domain.scores import Profile
from moderation.parts import Parts
from moderation.storage import articles, profiles
from tests.making import NOON, a_comment, a_machine, a_site, an_article, at

OLD, NEW = "old", "new"


def keep(parts: Parts, article: str, profile: Profile, *, site: str = "harbour", approved: int = 0) -> int:
    with parts.database.writing() as session:
        there = articles.article_at(session, site, article)
        profiles.keep_profile(session, there, profile, approved=approved, now=NOON)
        return there.id


def leads(parts: Parts, made_by: str = NEW, limit: int = 9, site: str = "harbour") -> tuple[object, ...]:
    with parts.database.reading() as session:
        site_id = articles.article_at(session, site, "budget").site_id
        others = profiles.leads_of(session, site_id, made_by, limit)
        return others.numbers, others.leads


@pytest.fixture
def numbers(parts: Parts, machine: Caller) -> list[int]:
    """The numbers of three articles whose leads are aa, bb and cc; the first's is by another scorer."""
    for name in ("second", "third"):
        an_article(parts, machine, name)
    made_by = (OLD, NEW, NEW)
    return [
        keep(parts, name, Profile(by, letter * 2, letter * 50_000, (name,)))
        for name, by, letter in zip(("budget", "second", "third"), made_by, (b"a", b"b", b"c"), strict=True)
    ]


def test_a_profile_comes_back_as_it_was_kept_and_the_next_takes_its_place(
    parts: Parts, numbers: list[int]
) -> None:
    with parts.database.reading() as session:
        first = profiles.profile_of(session, numbers[0])
    keep(parts, "budget", Profile(NEW, b"\x00\xff", b"", ("vote", "council")), approved=4)
    with parts.database.reading() as session:
        second = profiles.profile_of(session, numbers[0])
        seen = profiles.approved_in(session, numbers[0]), profiles.terms_of(session, numbers[:1])
        nothing = profiles.profile_of(session, 404), profiles.approved_in(session, 404)
        no_terms = profiles.terms_of(session, [404])

    assert first == Profile(OLD, b"aa", b"a" * 50_000, ("budget",))
    assert second == Profile(NEW, b"\x00\xff", b"", ("vote", "council"))
    assert seen == (4, {numbers[0]: ["vote", "council"]})
    assert (*nothing, no_terms) == (None, None, {})


def test_the_latest_articles_come_first_and_only_those_of_this_scorer(
    parts: Parts, numbers: list[int]
) -> None:
    _, second, third = numbers

    assert leads(parts) == ((third, second), b"ccbb")
    assert leads(parts, limit=1) == ((third,), b"cc")
    assert leads(parts, OLD) == ((numbers[0],), b"aa")
    assert leads(parts, "none") == ((), b"")


def test_another_site_has_its_own(parts: Parts, numbers: list[int]) -> None:
    a_site(parts, "courier")
    an_article(parts, a_machine(parts, "courier"))
    other = keep(parts, "budget", Profile(NEW, b"dd", b""), site="courier")

    assert leads(parts, site="courier") == ((other,), b"dd")
    assert b"dd" not in leads(parts)[1:]


def test_the_thread_is_what_is_published_the_latest_of_it_oldest_first(
    parts: Parts, machine: Caller, numbers: list[int]
) -> None:
    for second, text in enumerate(("First.", "Idle idiot.", "Second.", "Third.")):
        a_comment(at(parts, NOON + timedelta(seconds=second)), machine, text)
    a_comment(parts, machine, "Elsewhere.", article="second")

    with parts.database.reading() as session:
        assert profiles.thread_under(session, numbers[0], 2) == ["Second.", "Third."]
        assert profiles.thread_under(session, numbers[0], 9) == ["First.", "Second.", "Third."]
        assert profiles.thread_under(session, numbers[2], 9) == []
        assert [profiles.published_under(session, numbers[0], most) for most in (2, 9)] == [2, 3]
