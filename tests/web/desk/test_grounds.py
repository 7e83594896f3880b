"""What a comment is marked with and why it is here: what held it first and apart, one mark for each run of evidence."""

from __future__ import annotations

from dataclasses import replace

from moderation.domain.callers import Caller
from moderation.domain.evidence import Stretch
from moderation.domain.scores import ScoredText, Scores, Span
from moderation.parts import Parts
from moderation.web.desk.grounds import marks_of
from tests.making import WordScorer, a_comment
from tests.web.desk.browsing import Desk


class Scored(WordScorer):
    """Sees an insult of .9 in the first word, else one of .4, and off topic of .5 in the second."""

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        """Thresholds are .7 for both."""
        insult = 0.9 if text.text.startswith("Idiot") else 0.4
        spans = {"INSULT": [Span(0, 5, 2.0)], "OFF_TOPIC": [Span(6, 11, 2.0)]}
        return Scores({"INSULT": insult, "OFF_TOPIC": 0.5}, self.model, spans)


def test_evidence_that_touches_is_one_mark_with_the_greatest_weights() -> None:
    pieces = [
        Stretch("You ", {}),
        Stretch("complete ", {"TOXICITY": 0.4}),
        Stretch("idiot", {"TOXICITY": 0.6, "INSULT": 2.0}),
        Stretch(".", {}),
    ]

    assert marks_of(pieces) == [
        Stretch("You ", {}),
        Stretch("complete idiot", {"TOXICITY": 0.6, "INSULT": 2.0}),
        Stretch(".", {}),
    ]


def test_only_what_held_a_comment_is_underlined_and_the_rest_is_also_noticed(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    a_comment(replace(parts, scorer=Scored()), machine, "Idiot pills here.")

    page = desk.get().text
    held, _, noticed = page.partition("<h4>Also noticed</h4>")

    assert page.count("<mark") == 1
    assert '<span class="line-under insult">Insult</span>' in held
    assert "<span >Off topic</span>" in noticed


def test_when_nothing_reached_its_threshold_what_came_near_is_underlined(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    a_comment(replace(parts, scorer=Scored()), machine, "Daily pills here.")

    page = desk.get("/desk?status=published").text

    assert page.count("<mark") == 2
    assert '<span class="line-under off-topic">Off topic</span>' in page.partition("Also noticed")[2]
