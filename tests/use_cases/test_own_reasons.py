"""A site's own reasons: given by managers, told to authors, and right in what they teach, whatever is changed later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.errors import Malformed
from moderation.parts import Parts
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.export_labels import export_labels
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.making import a_comment, a_machine, a_manager, a_reader, a_site, an_article

ADVERT = {"code": "advert", "label": "Advert", "told": "It was an advertisement.", "attribute": "SPAM"}
GOSSIP = {"code": "insult", "label": "Gossip", "told": "It was about a private life.", "attribute": None}


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
