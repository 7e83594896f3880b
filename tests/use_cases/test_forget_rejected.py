"""Texts of rejected comments are kept as long as the site says, and then gone, but that they were."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status
from moderation.domain.errors import Malformed
from moderation.domain.retention import TEXT_REMOVED
from moderation.parts import Parts
from moderation.storage import acts, comments
from moderation.storage.tables import Fingerprint, Revision
from moderation.use_cases import forget_rejected as retention
from moderation.use_cases.export_labels import export_labels
from moderation.use_cases.forget_rejected import forget_rejected
from moderation.use_cases.search_comments import search_comments
from moderation.use_cases.undo_decision import undo_decision
from tests.asking import an_appeal, decided
from tests.making import NOON, a_comment, a_manager, at, stored, the_rules

WORDS = "You idiot, and every single one of your friends at the harbour office, too."


@pytest.fixture
def rejected(parts: Parts, machine: Caller) -> str:
    """The id of a comment that Mira rejected at noon; the site keeps such texts for thirty days."""
    the_rules(parts, "harbour", {"newcomer_comments": 0, "rejected_kept_days": 30})
    comment = a_comment(parts, machine, WORDS).id
    decided(parts, a_manager(parts), comment, Action.REJECT)
    return comment


def text_of(parts: Parts, comment: str) -> str:
    with parts.database.reading() as session:
        return comments.latest_revision(session, comment).text


def later(parts: Parts, days: float) -> Parts:
    return at(parts, NOON + timedelta(days=days))


def test_after_its_time_a_text_is_gone_and_still_counts(parts: Parts, machine: Caller, rejected: str) -> None:
    shown = a_comment(parts, machine).id
    assert forget_rejected(later(parts, 29.9)) == 0
    assert text_of(parts, rejected) == WORDS

    assert forget_rejected(later(parts, 30)) == 1

    assert (text_of(parts, rejected), text_of(parts, shown)) == (TEXT_REMOVED, "A fair budget.")
    assert stored(parts)[Status.REJECTED] == 1
    with parts.database.reading() as session:
        revision = comments.latest_revision(session, rejected)
        prints = select(func.count()).where(Fingerprint.revision_id == revision.id)
        assert (revision.evidence, session.scalar(prints)) == ({}, 0)


def test_what_is_gone_is_not_found_and_leaves_no_word_in_the_index(parts: Parts, machine: Caller) -> None:
    noor = a_manager(parts, "Noor")
    the_rules(parts, "harbour", {"newcomer_comments": 0, "rejected_kept_days": 30})
    decided(parts, noor, a_comment(parts, machine, "A xylophonist, you idiot.").id, Action.REJECT)
    a_comment(parts, machine, "Zounds, a fair budget.")

    before = found(parts, noor, "xylophonist")
    forget_rejected(later(parts, 31))

    assert (before, found(parts, noor, "xylophonist"), found(parts, noor, "zounds")) == (1, 0, 1)
    if parts.database.engine.dialect.name == "sqlite":
        assert (pages_with(parts, "xylophonist"), pages_with(parts, "zounds")) == (0, 1)


def found(parts: Parts, manager: Caller, word: str) -> int:
    return len(search_comments(parts, manager, {"q": word}).comments)


def pages_with(parts: Parts, word: str) -> int:
    """How many pages of SQLite's index hold the word, whether it can still be found or not."""
    asked = text("SELECT count(*) FROM revision_words_data WHERE instr(block, CAST(:word AS BLOB)) > 0")
    with parts.database.reading() as session:
        return int(session.execute(asked, {"word": word}).scalar_one())


def test_each_run_is_recorded_and_the_next_goes_on_from_there(
    parts: Parts, machine: Caller, rejected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    mira = a_manager(parts, "Noor")
    for number in range(3):
        decided(parts, mira, a_comment(parts, machine, f"You idiot {number}").id, Action.REJECT)

    runs = [forget_rejected(later(parts, days)) for days in (31, 31, 31, 32)]

    assert runs == [2, 2, 0, 0]
    with parts.database.reading() as session:
        made = acts.acts_on(session, "site 1")
        assert [(act.after["comments"], act.manager_id) for act in made] == [(2, None), (2, None)]
        assert set(session.scalars(select(Revision.text))) == {TEXT_REMOVED}


def test_two_workers_share_the_work(parts: Parts, machine: Caller, rejected: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        forgotten = list(pool.map(lambda _: forget_rejected(later(parts, 31)), range(3)))

    assert sorted(forgotten) == [0, 0, 1]


def test_what_was_approved_since_or_is_appealed_stays(parts: Parts, machine: Caller, rejected: str) -> None:
    appealed = a_comment(parts, machine, "You idiot, once more.").id
    decided(parts, a_manager(parts, "Noor"), appealed, Action.REJECT)
    an_appeal(parts, machine, appealed)
    decided(later(parts, 20), a_manager(parts, "Otto"), rejected, Action.PUBLISH)

    assert forget_rejected(later(parts, 40)) == 0


def test_without_the_rule_they_are_kept(parts: Parts, rejected: str) -> None:
    the_rules(parts, "harbour", {"newcomer_comments": 0})

    assert forget_rejected(later(parts, 9000)) == 0


def test_what_is_gone_is_not_shown_again_nor_learnt_from(parts: Parts, rejected: str, tmp_path: Path) -> None:
    forget_rejected(later(parts, 31))
    noor = a_manager(parts, "Noor")

    with pytest.raises(Malformed):
        decided(later(parts, 32), noor, rejected, Action.PUBLISH)
    with pytest.raises(Malformed):
        undo_decision(later(parts, 32), noor, rejected, 2)

    assert export_labels(parts, tmp_path / "labels.jsonl") == 0
