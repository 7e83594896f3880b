"""Copies are counted by the places they stand in, and told in a sentence that a manager understands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moderation.domain.comments import Standing
from moderation.domain.findings import Alike, Finding, Verdict
from moderation.domain.policy import Signals, judge
from moderation.domain.repeats import MOST_COUNTED, NO_REPEATS, Copy, Repeats
from moderation.domain.rules import Rules

HERE, THERE, YONDER = 1, 2, 3
ADA, BO, CY = 1, 2, 3
RULES = Rules(newcomer_comments=0)


def repeats(*places: tuple[int, int], likeness: float = 0.9) -> Repeats:
    """What Ada says under this article stands in these places too."""
    copies = [Copy(f"c{number}", *place, likeness) for number, place in enumerate(places)]
    return Repeats(HERE, ADA, tuple(copies))


def found(repeats: Repeats, rules: Rules = RULES) -> list[Finding]:
    return list(judge({}, Signals("text", Standing.READER, repeats=repeats), rules, {}).findings)


@pytest.mark.parametrize(
    ("others", "places"),
    [
        (repeats((HERE, ADA)), 0),
        (repeats((HERE, ADA), (HERE, ADA)), 1),
        (repeats((THERE, ADA)), 1),
        (repeats((THERE, ADA), (THERE, ADA)), 1),
        (repeats((HERE, ADA), (THERE, ADA)), 1),
        (repeats((THERE, ADA), (YONDER, ADA)), 2),
        (repeats((HERE, BO), (HERE, CY)), 2),
        (repeats((THERE, BO), (THERE, ADA)), 2),
        (repeats(*[(HERE, ADA)] * 4), 3),
    ],
    ids="double-click thrice-here one-article twice-there double-and-one two-articles two-authors both flood".split(),
)
def test_places_are_articles_and_authors_but_a_double_click_is_none(others: Repeats, places: int) -> None:
    assert others.places == places


def test_what_stands_nowhere_else_is_not_spoken_of() -> None:
    assert found(NO_REPEATS) == []


def test_one_other_place_is_told_and_the_second_holds() -> None:
    [once], [twice] = found(repeats((THERE, ADA))), found(repeats((THERE, ADA), (YONDER, ADA)))

    assert (once.verdict, once.objects) == (Verdict.PUBLISH, False)
    assert (twice.verdict, twice.objects) == (Verdict.HOLD, True)


@pytest.mark.parametrize(
    ("most", "verdict"), [(0, Verdict.HOLD), (1, Verdict.PUBLISH), (1000, Verdict.PUBLISH)]
)
def test_a_site_says_how_many_places_are_too_many(most: int, verdict: Verdict) -> None:
    [finding] = found(repeats((THERE, BO)), replace(RULES, hold_repeats_over=most))

    assert finding.verdict is verdict


@pytest.mark.parametrize(
    ("others", "text"),
    [
        (
            repeats((HERE, ADA), likeness=1),
            "the same as another comment under this article, by the same author",
        ),
        (repeats((THERE, BO)), "nearly the same as another comment under 1 other article, by 1 other author"),
        (
            repeats((THERE, ADA), (THERE, ADA), (YONDER, ADA)),
            "nearly the same as 3 comments under 2 other articles, by the same author",
        ),
        (
            repeats((HERE, BO), (THERE, ADA), (THERE, CY)),
            "nearly the same as 3 comments under 1 other article and this one, by the same author and 2 other authors",
        ),
        (
            repeats(*[(HERE, BO)] * MOST_COUNTED),
            "nearly the same as 20 comments or more under this article, by 1 other author",
        ),
    ],
)
def test_a_manager_reads_how_many_where_and_by_whom(others: Repeats, text: str) -> None:
    [finding] = found(others)

    assert finding.text == f"Says {text}"


def test_the_likest_five_are_named_with_their_likeness() -> None:
    [finding] = found(repeats(*[(THERE, BO)] * 7, likeness=0.876))

    assert finding.alike == tuple(Alike(f"c{number}", 0.88) for number in range(5))
    assert (finding.code, finding.attribute, finding.score) == ("spam.repeated", "SPAM", None)
    assert Finding.from_row(finding.as_row()) == finding


def test_a_finding_from_before_there_were_copies_is_read() -> None:
    [finding] = found(repeats((THERE, BO)))
    row = {name: value for name, value in finding.as_row().items() if name != "alike"}

    assert Finding.from_row(row).alike == ()
