"""An author's record: all that is known of them within one's areas, and what became of what they reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moderation.domain.callers import Area, Caller
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.errors import NotFound
from moderation.domain.sanctions import Kind
from moderation.parts import Parts
from moderation.storage import authors, sites
from moderation.use_cases.add_author_note import add_author_note
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.review_queue import review_queue
from moderation.use_cases.show_author import show_author
from moderation.use_cases.undo_act import undo_act
from tests.asking import a_report, decided
from tests.making import NOON, a_comment, a_manager, an_article
from tests.use_cases.test_sanctions import ada, sanctioned


def test_the_record_tells_all_and_nothing_from_beyond_ones_areas(
    parts: Parts, held: str, machine: Caller
) -> None:
    manager = a_manager(parts)
    an_article(parts, machine, "abroad", section=("World",))
    far = a_comment(parts, machine, article="abroad").id
    decide_comment(parts, manager, held, 2, Choice(Action.REJECT, "insult"))
    note = add_author_note(parts, manager, ada(parts), "Knows the harbour well.")
    sanctioned(parts, manager, ada(parts))

    page = show_author(parts, manager, ada(parts))
    assert (page.total, page.rejected_share) == (2, 0.5)
    assert [each.text for each in page.notes] == ["Knows the harbour well."]
    assert [each.kind for each in page.sanctions if each.is_in_force] == [Kind.SUSPEND]
    assert [each.did for each in page.acts] == ["suspended the author", "wrote a note"]
    undo_act(parts, manager, note)
    assert show_author(parts, manager, ada(parts)).notes == []

    of_the_world = replace(manager, areas=(Area("harbour", "World"),))
    page = show_author(parts, of_the_world, ada(parts))
    assert ([each.id for each in page.comments], page.total) == ([far], 1)
    with pytest.raises(NotFound):
        show_author(parts, replace(manager, areas=(Area("harbour", "Sport"),)), ada(parts))


def test_beside_a_comment_too_only_ones_own_areas_count(parts: Parts, held: str, machine: Caller) -> None:
    manager = a_manager(parts)
    an_article(parts, machine, "abroad", section=("World",))
    far = a_comment(parts, machine, article="abroad").id
    decided(parts, manager, held, Action.REJECT)
    of_the_world = replace(manager, areas=(Area("harbour", "World"),))

    record = review_comment(parts, of_the_world, far).record

    assert (record.total, review_comment(parts, manager, far).record.total) == (1, 2)
    assert review_queue(parts, manager).decided_at == NOON
    assert review_queue(parts, of_the_world).decided_at is None


def test_a_reporters_record_tells_what_became_of_what_they_reported(
    parts: Parts, held: str, machine: Caller
) -> None:
    manager = a_manager(parts)
    first, second = a_comment(parts, machine).id, a_comment(parts, machine, "It is not.").id
    for comment in (first, second):
        a_report(parts, machine, comment)
    decided(parts, manager, first, Action.REJECT)

    with parts.database.reading() as session:
        rita = authors.author_known_as(session, sites.site_named(session, "harbour"), "rita")
        assert rita is not None
    reports = show_author(parts, manager, rita.id).reports

    assert (reports.made, reports.upheld, reports.dismissed, reports.waiting) == (2, 1, 0, 1)
