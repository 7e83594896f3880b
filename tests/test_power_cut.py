"""A power cut before a comment was judged loses nothing: it is judged afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from moderation import worker
from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.parts import Parts
from moderation.storage import comments, decisions, write_ahead
from tests.databases import database_at
from tests.disks import Disk
from tests.making import NOON, a_comment, at


@pytest.mark.parametrize(
    ("text", "status"), [("A fair budget.", Status.PUBLISHED), ("You idiot.", Status.HELD)]
)
def test_a_comment_is_kept_before_it_is_judged(
    parts: Parts,
    machine: Caller,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    status: Status,
) -> None:
    (tmp_path / "disk").mkdir()
    disk = Disk(tmp_path / "moderation.sqlite3", tmp_path / "disk")

    def once(log: int) -> None:
        if not disk.copies:
            disk.write_through(log)

    with monkeypatch.context() as power:
        power.setattr(write_ahead, "wait_for_disk", once)
        told = a_comment(parts, machine, text)
    assert (told.status, disk.copies) == (status, 1)

    found = database_at(f"sqlite:///{disk.file}")
    after = replace(at(parts, NOON + timedelta(seconds=11)), database=found)
    with after.database.reading() as session:
        assert comments.comment_with(session, told.id).status is Status.HELD
        assert decisions.latest(session, told.id) is None
    worker.work_once(after)

    with after.database.reading() as session:
        assert comments.comment_with(session, told.id).status is status
        findings = comments.latest_revision(session, told.id).findings
        assert [each["code"] for each in findings] == [finding.code for finding in told.findings]
    found.engine.dispose()
