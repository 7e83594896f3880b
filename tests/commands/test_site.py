"""``moderation site rules``: what it prints can be set again, and what it refuses changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Command


@pytest.fixture
def site(moderation: Command) -> str:
    moderation("site", "open", "courier", "The Courier")
    return "courier"


def test_rules_come_from_a_file_and_are_shown_with_every_default(
    moderation: Command, site: str, tmp_path: Path
) -> None:
    (tmp_path / "rules.json").write_text('{"banned_words": ["bläther"]}', encoding="utf-8")
    moderation("site", "rules", site, "--set", "rules.json")
    shown = json.loads(moderation("site", "rules", site).output)

    assert shown["overridden"] == {"courier": {"banned_words": ["bläther"]}}
    assert shown["rules"]["newcomer_comments"] == 2
    assert shown["rules"]["banned_words"] == ["bläther"]


def test_the_rules_in_force_can_be_set_as_they_are_shown(moderation: Command, site: str) -> None:
    moderation("site", "rules", site, "--set", "-", stdin='{"unscored": "publish"}')
    before = json.loads(moderation("site", "rules", site).output)
    moderation("site", "rules", site, "--set", "-", stdin=json.dumps(before["rules"]))

    assert json.loads(moderation("site", "rules", site).output)["rules"] == before["rules"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('{"unscored": "reject", "hold_links_over": 0}', "unscored: Say hold or publish."),
        ("[]", "JSON object"),
        ("{", "not JSON"),
        (b"\xff", "not JSON"),
        ("[" * 20_000, "not JSON"),
    ],
    ids=["rule", "list", "broken", "bytes", "deep"],
)
def test_what_is_refused_is_told_in_one_line_and_changes_nothing(
    moderation: Command, site: str, said: str | bytes, told: str
) -> None:
    before = moderation("site", "rules", site).output
    result = moderation("site", "rules", site, "--set", "-", stdin=said)

    assert result.exit_code == 1
    assert told in result.output
    assert len(result.output.splitlines()) == 1
    assert moderation("site", "rules", site).output == before


def test_a_threshold_that_holds_nothing_is_told(moderation: Command, site: str) -> None:
    said = '{"thresholds": {"OFF_TOPIC": 43, "INSULT": 1}}'
    told = moderation("site", "rules", site, "--set", "-", stdin=said).output.splitlines()

    assert told[1:] == ["OFF_TOPIC holds nothing there: its threshold, 43, is over 1, which is 100 per cent."]


def test_a_section_without_articles_is_told(moderation: Command, site: str) -> None:
    told = moderation("site", "rules", site, "--section", "Home › World", "--set", "-", stdin="{}").output
    quiet = moderation("site", "rules", site, "--set", "-", stdin="{}").output

    assert told.splitlines()[1] == "No article lies in Home › World yet; a path is written as “Home / World”."
    assert quiet.splitlines() == ["The next comment is judged by these rules."]
