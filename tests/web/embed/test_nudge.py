"""Before a comment is posted its author is asked, kindly and once, to look at it again; nothing of a draft is kept."""

from __future__ import annotations

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.use_cases.list_comments import Listing, list_comments
from tests.making import a_comment, the_rules
from tests.web.embed.reading import ARTICLE, Reader, seen

API = "/api/v1/sites/harbour/articles/budget/drafts"


def test_a_rude_draft_is_marked_and_posted_only_when_its_author_wants_to(
    reader: Reader, parts: Parts, machine: Caller
) -> None:
    the_rules(parts, "harbour", {"newcomer_comments": 0, "nudge_percent": 100})

    asked = reader.post("You <b>idiot</b>.")
    posted = reader.post("You <b>idiot</b>.", nudged="yes")

    assert asked.status_code == 200
    assert "Would you look at this once more?" in seen(asked.text)
    assert "You &lt;b&gt;<mark>idiot</mark>&lt;/b&gt;." in asked.text
    assert 'name="nudged"' in asked.text
    assert "Awaiting review" in reader.get(posted.location).text
    assert "Your comment is published." in reader.says("A fair budget.")


def test_drafts_are_looked_at_by_the_api_a_few_times_and_never_kept(
    reader: Reader, parts: Parts, machine: Caller
) -> None:
    headers = {"X-CSRFToken": reader.hidden(ARTICLE, f"{ARTICLE}/comments")["csrf_token"]}
    draft = {"text": "You idiot."}
    off = reader.client.post(API, json=draft, headers=headers).json
    the_rules(parts, "harbour", {"newcomer_comments": 0, "nudge_percent": 10})
    answers = [reader.client.post(API, json=draft, headers=headers) for _ in range(7)]

    assert off == {"told": [], "marks": []}
    assert answers[0].json is not None
    assert answers[0].json["marks"] == [{"begin": 4, "end": 9}]
    assert [each.status_code for each in answers] == [200] * 6 + [429]
    a_comment(parts, machine, "A fair budget.")
    assert list_comments(parts, machine, Listing("harbour", "budget")).total == 1
