"""All that belongs to a site goes along to another desk: exported, imported and exported again it is the same."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from moderation.domain.appeals import Ground
from moderation.domain.callers import Caller, NamedAuthor, Role
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, Malformed
from moderation.domain.moving import Restored
from moderation.domain.sanctions import Kind
from moderation.parts import Parts
from moderation.storage import comments, departures, jobs, moved
from moderation.storage.database import Database
from moderation.use_cases.add_author_note import add_author_note
from moderation.use_cases.appeal_decision import NewAppeal, appeal_decision
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.export_site import export_site
from moderation.use_cases.import_desk import import_desk, refuse_known_comments
from moderation.use_cases.report_comment import NewReport, report_comment
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.show_author import show_author
from moderation.use_cases.sign_in import sign_in
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.use_cases.undo_batch import undo_batch
from tests.databases import migrated
from tests.making import NOON, WordScorer, a_comment, a_manager, a_reader, a_site, an_article, at, stored

SPAM = Choice(Action.REJECT, "spam", "The same everywhere.")


@pytest.fixture
def full(parts: Parts, machine: Caller) -> Parts:
    """A site on which everything happened that goes along."""
    mira, noor = a_manager(parts, "Mira", Role.SENIOR), a_manager(parts, "Noor")
    fair = a_comment(parts, machine).id
    soon = at(parts, NOON + timedelta(seconds=1))
    submit_comment(soon, a_reader(parts), NewComment("harbour", "budget", "I doubt it.", parent=fair))
    rude = [a_comment(parts, machine, f"You idiot, number {place}.").id for place in range(3)]
    report_comment(parts, machine, NewReport("harbour", fair, Ground.SPAM, author=NamedAuthor("bea", "Bea")))
    undo_batch(parts, mira, decide_picked(parts, mira, dict.fromkeys(rude[1:], 2), SPAM).id)
    decide_picked(parts, noor, {rude[0]: 2}, SPAM)
    appeal_decision(parts, machine, NewAppeal("harbour", rude[0], "I meant it.", NamedAuthor("ada", "Ada")))
    author = 1
    add_author_note(parts, noor, author, "Knows the harbour well.")
    seen = show_author(parts, mira, author).seen
    sanction_author(parts, mira, author, NewSanction(Kind.WARN, "Third insult this week."), seen=seen)
    set_rules(parts, "harbour", {"hold_links_over": 1}, "Home / City", note="Too many links")
    an_article(parts, machine, "quiet", url="https://harbour.example/quiet", published_at=NOON)
    gone = [
        submit_comment(parts, a_reader(parts, name), NewComment("harbour", "quiet", "Bye."))
        for name in ("Una", "Ugo")
    ]
    with parts.database.writing() as session:
        found = [comments.comment_with(session, each.id).author_id for each in gone]
        departures.forget_authors(session, found, "Deleted account")
    later = at(parts, NOON + timedelta(hours=1))
    parts.scorer.unavailable = "missing"  # type: ignore[attr-defined]  # the tests' own scorer
    a_comment(later, machine, "Nobody could score this.", author=NamedAuthor("bea", "Bea"))
    return parts


@pytest.fixture
def fresh(
    request: pytest.FixtureRequest, parts: Parts, tmp_path: Path, empty_sqlite: Path
) -> Iterator[Parts]:
    """Parts on another database of the same kind, on which nothing is."""
    if parts.database.url.startswith("sqlite"):
        shutil.copy(empty_sqlite, tmp_path / "fresh.sqlite3")
        url = f"sqlite:///{tmp_path / 'fresh.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres_server").fresh(prepare=migrated)
    database = Database(url)
    yield Parts(database, WordScorer(), now=lambda: NOON)
    database.engine.dispose()


def test_exported_imported_and_exported_again_it_is_the_same(full: Parts, fresh: Parts) -> None:
    first = list(export_site(full, "harbour"))
    restored = imported(fresh, first)
    second = list(export_site(fresh, "harbour"))

    assert second == first
    assert restored.kept == {"section": 1, "rules": 2, "article": 2, "author": 5, "batch": 3, "comment": 8}
    told = [json.loads(line) for line in first]
    assert {
        name for line in told if line["kind"] == "comment" for name in moved.OF_A_COMMENT if line[name]
    } == {*moved.OF_A_COMMENT}
    assert [each["manager"] for line in told if line["kind"] == "author" for each in line["notes"]] == [
        "Noor"
    ]


def test_a_second_time_and_after_a_cut_nothing_comes_twice(full: Parts, fresh: Parts) -> None:
    lines = list(export_site(full, "harbour"))
    cut = [*lines[:-2], '{"kind": "comment", "id": "odd"}']
    with pytest.raises(Malformed, match="no export of ours"):
        imported(fresh, cut, at_once=1)
    half = sum(stored(fresh).values())
    again, more = imported(fresh, lines, at_once=2), imported(fresh, lines)

    assert half == 6
    assert (again.kept["comment"], again.known["comment"], again.kept["batch"]) == (2, 6, 0)
    assert more.kept.total() == 0
    assert list(export_site(fresh, "harbour")) == lines


def test_a_reader_here_is_not_taken_for_who_decided_there(full: Parts, fresh: Parts) -> None:
    a_reader(fresh, "Noor")
    imported(fresh, list(export_site(full, "harbour")))

    notes = [json.loads(line).get("notes") for line in export_site(fresh, "harbour")]
    assert [each["manager"] for written in notes if written for each in written] == ["Noor 2"]


def test_what_waits_there_is_scored_here_and_who_decided_cannot_sign_in(full: Parts, fresh: Parts) -> None:
    imported(fresh, list(export_site(full, "harbour")))

    with fresh.database.reading() as session:
        assert jobs.waiting_of(session, "score") == 1
    assert stored(fresh)[Status.HELD] == stored(full)[Status.HELD]
    with pytest.raises(Exception, match=r"name|password"):
        sign_in(fresh, "Mira", "!", "192.0.2.1")


def test_comments_that_stand_under_another_site_are_refused_before_anything_is_written(full: Parts) -> None:
    lines = list(export_site(full, "harbour"))
    with pytest.raises(Conflict, match="stand on this desk already, under the site harbour"):
        refuse_known_comments(full, "copy", [json.loads(line) for line in lines])
    with pytest.raises(Conflict):
        imported(full, lines, slug="copy")

    refuse_known_comments(full, "harbour", [json.loads(line) for line in lines])
    assert list(export_site(full, "harbour")) == lines


@pytest.mark.parametrize("rules", [{}, {"hold_links_over": 7}])
def test_rules_and_their_history_come_only_to_a_site_that_has_none(
    full: Parts, fresh: Parts, rules: dict[str, Any]
) -> None:
    lines = list(export_site(full, "harbour"))
    a_site(fresh, "harbour")
    if rules:
        set_rules(fresh, "harbour", rules, note="Ours")
    restored = imported(fresh, lines)

    about_rules = [
        told for line in export_site(fresh, "harbour") if (told := json.loads(line))["kind"] == "rules"
    ]
    if rules:
        assert about_rules[-1]["note"] == "Ours"
        assert restored.left == {"section": 1, "rules": 2}
        assert restored.kept["comment"] == 8
    else:
        assert list(export_site(fresh, "harbour"))[1:] == lines[1:]
        assert not restored.left


@pytest.mark.parametrize(
    "lines",
    [[], ['{"kind": "article"}\n'], ['{"kind": "site"}\n'], ['{"kind": "site", "name": 7, "rules": 1}\n']],
)
def test_what_is_no_export_is_refused(fresh: Parts, lines: list[str]) -> None:
    with pytest.raises(Malformed, match="export of ours"):
        imported(fresh, lines)


def imported(parts: Parts, lines: list[str], at_once: int = 500, slug: str = "harbour") -> Restored:
    """What came of importing these lines."""
    restored = Restored()
    said: list[dict[str, Any]] = [json.loads(line) for line in lines]
    import_desk(parts, slug, said, restored, at_once=at_once)
    return restored
