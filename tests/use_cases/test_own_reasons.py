"""A site's own reasons: given by managers, told to authors, and right in what they teach, whatever is changed later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from moderation.domain.batches import Range
from moderation.domain.callers import Area, Caller
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.errors import Malformed
from moderation.domain.queues import Asked
from moderation.parts import Parts
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.decide_range import decide_range
from moderation.use_cases.export_labels import export_labels
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.list_notices import list_notices
from moderation.use_cases.offer_search import offer_search
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.search_comments import search_comments
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.use_cases.survey_range import survey_range
from moderation.use_cases.undo_decision import undo_decision
from tests.asking import MINUTE
from tests.making import NOON, a_comment, a_machine, a_manager, a_reader, a_site, an_article, at

ADVERT = {"code": "advert", "label": "Advert", "told": "It was an advertisement.", "attribute": "SPAM"}
GOSSIP = {"code": "insult", "label": "Gossip", "told": "It was about a private life.", "attribute": None}

GIVEN = Choice(Action.REJECT, "advert")


@pytest.fixture
def machine(parts: Parts) -> Caller:
    a_site(parts, reasons=[ADVERT, GOSSIP])
    machine = a_machine(parts)
    an_article(parts, machine)
    return machine


def labels_in(parts: Parts, file: Path) -> list[dict[str, int]]:
    """What the decisions teach now."""
    export_labels(parts, file)
    return [json.loads(line)["labels"] for line in file.read_text().splitlines()]


def test_what_a_reason_taught_stays_what_it_was_then(parts: Parts, machine: Caller, tmp_path: Path) -> None:
    manager = a_manager(parts)
    for reason in ("advert", "insult", "courtesy"):
        comment = a_comment(parts, machine, f"A fair budget for {reason}.")
        decide_comment(parts, manager, comment.id, 2, Choice(Action.REJECT, reason))
    taught = labels_in(parts, tmp_path / "before")
    set_rules(parts, "harbour", {"reasons": [{**GOSSIP, "attribute": "THREAT"}]})

    assert taught == [{"SPAM": 1}, {"DISCOURTESY": 1, "LIKELY_TO_REJECT": 1}]
    assert labels_in(parts, tmp_path / "after") == taught


def test_a_batch_gives_the_reason_of_the_place_and_teaches_what_that_teaches(
    parts: Parts, machine: Caller, tmp_path: Path
) -> None:
    manager, chosen = a_manager(parts), Range(Asked(area=Area("harbour")), "INSULT", 80, 100)
    first, second = (a_comment(parts, machine, f"An idiot and an advert, {each}.").id for each in range(2))
    decide_range(parts, manager, chosen, survey_range(parts, manager, chosen).fingerprint, GIVEN)
    survey = survey_range(parts, manager, chosen)

    assert [each.label for each in survey.reasons][-2:] == ["Advert", "Other"]
    assert [each.reason for each in survey.latest] == ["Advert"]
    assert len(search_comments(parts, manager, {"reason": "advert"}).comments) == 2
    assert offer_search(parts, manager).reasons["insult"] == "Insult, Gossip"
    assert {review_comment(parts, manager, each).history[0].reason for each in (first, second)} == {"Advert"}
    assert labels_in(parts, tmp_path / "labels") == [{"SPAM": 1}, {"SPAM": 1}]


def test_where_sites_differ_a_batch_gives_only_what_means_the_same(parts: Parts, machine: Caller) -> None:
    a_site(parts, "valley")
    valley = a_machine(parts, "valley")
    an_article(parts, valley)
    both = {a_comment(parts, each, "An idiot.").id: 2 for each in (machine, valley)}
    manager = a_manager(parts)

    offered = [each.label for each in survey_range(parts, manager, Range(Asked(), "INSULT")).reasons]
    with pytest.raises(Malformed, match="reason"):
        decide_picked(parts, manager, both, GIVEN)

    assert "Insult" in offered
    assert not {"Gossip", "Advert"} & set(offered)
    assert decide_picked(parts, manager, both, Choice(Action.REJECT, "insult")).reason == "Insult"


def test_managers_choose_among_them_and_authors_read_them(parts: Parts, machine: Caller) -> None:
    manager, reader = a_manager(parts), a_reader(parts)
    comment = submit_comment(parts, reader, NewComment("harbour", "budget", "Cheap lamps here."))
    offered = [reason.label for reason in review_comment(parts, manager, comment.id).reasons]
    with pytest.raises(Malformed, match="reason"):
        decide_comment(parts, manager, comment.id, 2, Choice(Action.REJECT, "gossip"))
    decide_comment(parts, manager, comment.id, 2, Choice(Action.REJECT, "advert"))
    set_rules(parts, "harbour", {})
    (shown,) = list_comments(parts, reader, Listing("harbour", "budget")).comments

    assert {"Advert", "Gossip", "Spam"} <= set(offered)
    assert "Insult" not in offered
    assert shown.told == ["It was an advertisement."]
    assert review_comment(parts, manager, comment.id).history[0].reason == "Advert"


def test_an_author_reads_what_the_manager_wrote_in_place_of_the_sentence_for_as_long_as_it_stands(
    parts: Parts, machine: Caller, tmp_path: Path
) -> None:
    manager, reader = a_manager(parts), a_reader(parts)
    comment = submit_comment(parts, reader, NewComment("harbour", "budget", "You idiot."))
    written = Choice(Action.REJECT, "advert", told="Lamps are sold elsewhere.")
    decided = decide_comment(parts, manager, comment.id, 2, written)
    (shown,) = list_comments(parts, reader, Listing("harbour", "budget")).comments
    (notice,) = list_notices(at(parts, NOON + MINUTE), reader).notices

    assert shown.told == ["Lamps are sold elsewhere."]
    assert notice.text.startswith("Lamps are sold elsewhere. ")
    assert labels_in(parts, tmp_path / "labels") == [{"SPAM": 1}]
    assert len(search_comments(parts, manager, {"reason": "advert"}).comments) == 1

    undo_decision(parts, manager, comment.id, decided)
    (shown,) = list_comments(parts, reader, Listing("harbour", "budget")).comments
    assert "Lamps are sold elsewhere." not in shown.told
    decide_comment(parts, manager, comment.id, 4, GIVEN)
    (shown,) = list_comments(parts, reader, Listing("harbour", "budget")).comments
    assert shown.told == ["It was an advertisement."]


def test_what_an_author_is_told_has_an_end(parts: Parts, machine: Caller) -> None:
    manager, comment = a_manager(parts), a_comment(parts, machine, "You idiot.")

    with pytest.raises(Malformed) as refused:
        decide_comment(parts, manager, comment.id, 2, Choice(Action.REJECT, "advert", told="n" * 501))
    decide_comment(parts, manager, comment.id, 2, Choice(Action.REJECT, "advert", told="n" * 500))

    assert refused.value.fields == {"told": ["At most 500 characters."]}
