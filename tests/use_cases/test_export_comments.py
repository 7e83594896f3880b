"""What a search finds goes out whole, newest first, and that it went out is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import Caller
from moderation.domain.errors import Malformed, NotAllowed, NotFound
from moderation.parts import Parts
from moderation.storage import acts
from moderation.use_cases import export_comments as exporting
from moderation.use_cases.export_comments import export_comments
from moderation.use_cases.offer_search import offer_search
from moderation.use_cases.remove_filter import remove_filter
from moderation.use_cases.save_filter import save_filter
from tests.making import NOON, a_comment, a_manager, a_reader, at


def test_all_that_is_found_goes_out_a_few_at_a_time_up_to_the_most(
    parts: Parts, machine: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        a_comment(at(parts, NOON + timedelta(hours=number)), machine, f"Number {number}.")
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    mira = a_manager(parts)

    rows = list(export_comments(parts, mira, {"q": "number"}))
    monkeypatch.setattr(exporting, "MOST", 3)
    fewer = list(export_comments(parts, mira, {"q": "number"}))

    assert [row.text for row in rows] == [f"Number {number}." for number in (4, 3, 2, 1, 0)]
    assert [row.text for row in fewer] == ["Number 4.", "Number 3.", "Number 2."]
    assert rows[0].scores == {"INSULT": 0.1, "OFF_TOPIC": 0.1}
    assert mira.account_id is not None
    with parts.database.reading() as session:
        kept = acts.acts_on(session, subject_of("account", mira.account_id))
    assert [(act.deed, act.after) for act in kept[:2]] == [(Deed.EXPORT, {"asked": {"q": "number"}})] * 2


def test_nothing_goes_out_to_readers_nor_by_a_filter_that_is_none(parts: Parts) -> None:
    with pytest.raises(NotAllowed):
        export_comments(parts, a_reader(parts), {})
    with pytest.raises(Malformed):
        export_comments(parts, a_manager(parts), {"status": "gone"})


def test_a_search_is_kept_by_a_name_for_oneself_alone(parts: Parts) -> None:
    mira, otto = a_manager(parts, "Mira"), a_manager(parts, "Otto")
    save_filter(
        parts, mira, " Harbour  insults ", {"q": "harbour", "reason": "insult", "status": "", "odd": "x"}
    )
    save_filter(parts, mira, "Harbour insults", {"q": "old harbour"})

    kept = offer_search(parts, mira).kept

    assert [(each.name, each.query) for each in kept] == [("Harbour insults", "q=old+harbour")]
    assert offer_search(parts, otto).kept == []
    with pytest.raises(NotFound):
        remove_filter(parts, otto, kept[0].id)
    remove_filter(parts, mira, kept[0].id)
    assert offer_search(parts, mira).kept == []


def test_a_search_without_a_name_or_without_anything_is_not_kept(parts: Parts) -> None:
    mira = a_manager(parts)

    for name, asked in ((" ", {"q": "x"}), ("x" * 81, {"q": "x"}), ("Empty", {}), ("Bad", {"by": "x"})):
        with pytest.raises(Malformed):
            save_filter(parts, mira, name, asked)

    assert offer_search(parts, mira).kept == []
