"""A candidate is compared before it is named; what was in service before can be put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.classifier.artefact import CURRENT, ModelUnusableError, current_model
from moderation.training.candidate import Candidate, new_version, write_candidate
from moderation.training.compare import compare, latest
from moderation.training.promotion import found_card, put_in_service, take_back
from moderation.training.rows import Row
from tests.small_model import rows, small_model, worse


def test_a_worse_model_is_found_out_with_figures() -> None:
    differences = compare(worse(small_model(), "2026.01.01-2"), small_model(), {"check rows": rows()})

    found = [difference for difference in differences if difference.is_worse]
    assert {difference.measure for difference in found} == {"auc", "log loss"}
    assert "WORSE" in str(found[0])
    assert "1.000 -> 0.000" in str(found[0])


def test_the_same_model_is_not_worse() -> None:
    differences = compare(small_model(), small_model(), {"check rows": rows()})

    assert differences
    assert not any(difference.is_worse for difference in differences)


def test_too_few_rows_are_not_measured() -> None:
    assert compare(small_model(), small_model(), {"recent decisions": rows()[:5]}) == []


def test_the_latest_fifth_of_decisions_is_held_out() -> None:
    decided = [Row(f"text {day}", "decisions", {}, decided_at=f"2026-01-{day:02}") for day in range(1, 11)]

    earlier, later = latest(decided)

    assert [row.decided_at for row in later] == ["2026-01-09", "2026-01-10"]
    assert len(earlier) == 8


def test_promotions_can_be_taken_back_one_by_one(tmp_path: Path) -> None:
    first, second = _made(tmp_path), _made(tmp_path)
    for version in (first, second):
        put_in_service(found_card(version, (tmp_path,))[0], tmp_path)
    in_service = current_model(tmp_path)[1].version

    assert in_service == second
    assert take_back(tmp_path) == first
    assert current_model(tmp_path)[1].version == first
    assert take_back(tmp_path) is None
    assert not (tmp_path / CURRENT).exists()


def test_there_is_nothing_to_take_back_behind_the_shipped_model(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusableError, match="nothing to take back"):
        take_back(tmp_path)


def test_the_latest_candidate_is_found(tmp_path: Path) -> None:
    _made(tmp_path)
    second = _made(tmp_path)

    card, folder = found_card("latest", (tmp_path,))

    assert (card.version, folder) == (second, tmp_path)


def test_an_unknown_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusableError, match="no model 1999-1"):
        found_card("1999-1", (tmp_path,))


def test_no_version_is_given_twice(tmp_path: Path) -> None:
    shipped, promoted = tmp_path / "shipped", tmp_path / "promoted"
    first = _made(shipped)

    assert new_version(promoted, shipped) != first


def _made(folder: Path) -> str:
    version = new_version(folder)
    write_candidate(Candidate(small_model(version), "A few sentences.", [], {}), folder)
    return version
