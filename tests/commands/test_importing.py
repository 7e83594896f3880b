"""``moderation import`` says what came along and what not, tries without keeping anything, and may be repeated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.exports import (
    DISQUS,
    WXR,
    a_disqus_export,
    a_post,
    a_thread,
    a_wordpress_comment,
    a_wordpress_post,
    an_isso_database,
)

if TYPE_CHECKING:
    from tests.commands.conftest import Command


@pytest.fixture
def export(moderation: Command, tmp_path: Path) -> str:
    """An export of Disqus, and a site for it."""
    moderation("site", "open", "courier", "The Courier")
    posts = [a_post(1, 1), a_post(2, 1, parent=1, author="ben"), a_post(3, 1, isSpam="true"), a_post(4, 2)]
    (tmp_path / "disqus.xml").write_bytes(a_disqus_export([a_thread(1), *posts]))
    return "disqus.xml"


def test_it_tells_what_came_along_and_may_be_repeated(moderation: Command, export: str) -> None:
    tried, first, second = (
        moderation("import", "disqus", export, "--site", "courier", *more) for more in (["--dry-run"], [], [])
    )

    assert first.stdout.splitlines() == [
        "comments\t3 (2 published, 1 rejected)",
        "\t1 were spam there",
        "articles\t1 new",
        "authors\t2 new",
        "here already\t0",
        "left out\t1",
        "\t1: its article did not come along",
        "\t\tcomment 4: its article did not come along",
    ]
    assert tried.stdout.splitlines() == [
        *first.stdout.splitlines(),
        "Nothing was kept: this was a dry run.",
    ]
    assert second.stdout.splitlines()[:4] == [
        "comments\t0",
        "articles\t0 new",
        "authors\t0 new",
        "here already\t3",
    ]
    assert [each.exit_code for each in (tried, first, second)] == [0, 0, 0]


def test_a_file_that_breaks_off_keeps_what_came_before(
    moderation: Command, export: str, tmp_path: Path
) -> None:
    broken = [DISQUS, a_thread(1), a_post(1, 1), "<post>"]
    (tmp_path / "broken.xml").write_text("".join(broken))

    ended = moderation("import", "disqus", "broken.xml", "--site", "courier")

    assert ended.exit_code == 1
    assert ended.stdout.splitlines()[0] == "comments\t1 (1 published)"
    assert "Error: This is no whole XML" in ended.stderr.splitlines()[-1]


def test_an_unknown_site_is_told(moderation: Command, export: str) -> None:
    ended = moderation("import", "disqus", export, "--site", "nowhere")

    assert (ended.exit_code, ended.stderr.splitlines()[-1]) == (1, "Error: There is no such site.")


def test_wordpress_and_isso_come_along_likewise(moderation: Command, export: str, tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_text(
        WXR.format(a_wordpress_post(1, a_wordpress_comment(5), a_wordpress_comment(6)))
    )
    an_isso_database(tmp_path / "isso.db")
    home = ("--home", "https://courier.example")

    wordpress = moderation("import", "wordpress", "export.xml", "--site", "courier")
    isso = moderation("import", "isso", "isso.db", "--site", "courier", *home)

    assert wordpress.stdout.splitlines()[0] == "comments\t2 (2 published)"
    assert isso.stdout.splitlines()[0] == "comments\t4 (1 held, 2 published, 1 withdrawn)"


def test_labels_are_kept_once_and_weighed_by_their_key(
    moderation: Command, export: str, tmp_path: Path
) -> None:
    (tmp_path / "labels.csv").write_text("id,text,TOXICITY\n1,You fool,1\n2,Fine,0\n3,Odd,7\n")
    (tmp_path / "more.jsonl").write_text('{"text": "Fine indeed", "labels": {"TOXICITY": 0}}\n')

    first, second = (moderation("import", "csv", "labels.csv", "--site", "courier") for _ in range(2))
    more = moderation("import", "jsonl", "more.jsonl", "--site", "courier", "--source", "old desk")
    moderation("label", "weigh", "imported labels", "1")

    assert first.stdout.splitlines() == second.stdout.splitlines()
    assert first.stdout.splitlines() == [
        "labels\t2, of the source labels and the key imported labels",
        "left out\t1",
        "\t1: TOXICITY is not a number from 0 to 1",
        "\t\tline 4: TOXICITY is not a number from 0 to 1",
    ]
    assert more.exit_code == 0
    assert "imported labels" not in moderation("key", "list").stdout
    listed = moderation("label", "list").stdout.splitlines()
    assert [line.split("\t")[1:4] + line.split("\t")[-1:] for line in listed] == [
        ["imported labels", "labels", "2", "counts 1"],
        ["imported labels", "old desk", "1", "counts 1"],
    ]


def test_an_export_is_imported_under_another_name_and_stays_the_same(
    moderation: Command, export: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moderation("import", "disqus", export, "--site", "courier")
    first = moderation("export", "--site", "courier").stdout
    (tmp_path / "courier.jsonl").write_text(first)
    monkeypatch.setenv("MODERATION_DATA_DIR", str(tmp_path / "other"))

    tried = moderation("import", "desk", "courier.jsonl", "--site", "harbour", "--dry-run")
    kept = moderation("import", "desk", "courier.jsonl", "--site", "harbour")

    assert tried.exit_code == kept.exit_code == 0
    assert kept.stdout.splitlines() == [
        "article\t1, 0 here already",
        "author\t2, 0 here already",
        "comment\t3, 0 here already",
    ]
    assert moderation("export", "--site", "harbour").stdout == first


def test_a_copy_on_the_same_desk_is_refused_and_nothing_is_written(
    moderation: Command, export: str, tmp_path: Path
) -> None:
    moderation("import", "disqus", export, "--site", "courier")
    (tmp_path / "courier.jsonl").write_text(moderation("export", "--site", "courier").stdout)

    for more in ([], ["--dry-run"]):
        refused = moderation("import", "desk", "courier.jsonl", "--site", "copy", *more)
        assert refused.exit_code == 1
        assert "stand on this desk already, under the site courier" in refused.stderr
    assert moderation("site", "list").stdout == "courier\tThe Courier\n"
    again = moderation("import", "desk", "courier.jsonl", "--site", "courier")
    assert again.stdout.splitlines()[-1] == "comment\t0, 3 here already"
