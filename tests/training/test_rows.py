"""Rows keep what is known, lose doubles and check rows, and always fall into the same part."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from moderation.training.own_rows import decided_rows, own_rows
from moderation.training.rows import Row, parts, share_of, without_doubles

TRAINING_DATA = Path(__file__).parent.parent.parent / "training_data"


def test_a_text_that_differs_in_dress_only_is_kept_once() -> None:
    rows = without_doubles(
        [Row("You idiot!", "a", {"TOXICITY": 1.0}), Row("YOU ... idiot", "b", {"INSULT": 1.0})]
    )

    assert [row.source for row in rows.rows] == ["a"]
    assert rows.rows[0].labels == {"TOXICITY": 1.0, "INSULT": 1.0}


def test_the_first_label_wins() -> None:
    rows = without_doubles([Row("x y", "a", {"TOXICITY": 1.0}), Row("x y", "b", {"TOXICITY": 0.0})])

    assert rows.rows[0].labels == {"TOXICITY": 1.0}


def test_what_another_row_adds_leaves_the_first_as_it_was() -> None:
    first = Row("a b", "a", {"TOXICITY": 1.0}, language="de", decided_at="2026-01")

    (row,) = without_doubles([first, Row("A, b", "b", {"INSULT": 1.0})]).rows

    assert (row.language, row.decided_at, row.labels) == ("de", "2026-01", {"TOXICITY": 1.0, "INSULT": 1.0})


def test_a_scorer_is_asked_in_the_rows_own_language() -> None:
    assert [Row("a", "a", {}).scored().language, Row("a", "a", {}, language="ko").scored().language] == [
        "en",
        "ko",
    ]


def test_check_rows_are_never_learned_from() -> None:
    rows = without_doubles([Row("You, idiot", "a", {}), Row("fine words", "a", {})], unseen=["you IDIOT!"])

    assert [row.text for row in rows.rows] == ["fine words"]


def test_no_text_of_ours_is_learned_from_and_checked_with_even_in_another_dress() -> None:
    own = without_doubles(own_rows(TRAINING_DATA, "own"))
    check = [row.text for row in own_rows(TRAINING_DATA, "check")]

    kept = without_doubles(own.rows, unseen=check)

    assert kept.words == own.words


def test_no_row_about_topics_is_learned_from_and_checked_with() -> None:
    learned = without_doubles([*own_rows(TRAINING_DATA, "own"), *own_rows(TRAINING_DATA, "topic")])
    check = [*own_rows(TRAINING_DATA, "topic_check"), *own_rows(TRAINING_DATA, "neutral")]

    kept = without_doubles(learned.rows, unseen=[row.text for row in check])

    assert {row.text for row in learned.rows} == {row.text for row in kept.rows}
    assert not {row.group for row in learned.rows if row.group} & {row.group for row in check if row.group}


def test_our_check_rows_are_many_and_stand_under_articles() -> None:
    check = own_rows(TRAINING_DATA, "check")

    assert len(check) >= 300
    assert sum(row.article is not None for row in check) >= 250


def test_rows_of_one_article_stay_together() -> None:
    rows = without_doubles([Row(f"comment {at}", "a", {}, group=f"article {at % 5}") for at in range(50)])

    where: dict[str, set[str]] = {}
    for part, row, _ in parts(rows, {"test": 0.5, "learn": 0.5}):
        where.setdefault(row.group, set()).add(part)

    assert all(len(each) == 1 for each in where.values())


@given(st.text())
def test_a_share_is_always_the_same_and_below_one(key: str) -> None:
    assert 0 <= share_of(key) < 1
    assert share_of(key) == share_of(key)


def test_decisions_are_read_oldest_first_and_discourtesy_is_learned_as_itself(tmp_path: Path) -> None:
    article = {"title": "T", "text": "t"}
    rest = {"parent": None, "language": None, "article_id": "1", "decision": 1}
    lines: list[dict[str, object]] = [
        {"text": "b", "article": article, "labels": {"DISCOURTESY": 1}, "decided_at": "2026-02", **rest},
        {
            "text": "a",
            "article": None,
            "labels": {"TOXICITY": 0, "DISCOURTESY": 1},
            "decided_at": "2026-01",
            **rest,
        },
    ]
    file = tmp_path / "labels.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))

    rows = decided_rows(file)

    assert [row.text for row in rows] == ["a", "b"]
    assert [row.labels for row in rows] == [{"TOXICITY": 0.0, "DISCOURTESY": 1.0}, {"DISCOURTESY": 1.0}]
    assert rows[1].article is not None
    assert rows[1].article.title == "T"
