"""``moderation doctor``: says what is wrong with an installation, and what to do about it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from moderation import worker
from moderation.commands.opening import open_parts, read_secret, read_settings
from moderation.delivery.webhooks import HttpHooks
from moderation.reading.fetch import Fetcher
from moderation.reading.outside import HttpOutside
from moderation.storage import jobs
from moderation.use_cases.open_article import open_article
from tests.making import a_comment, a_machine, an_article
from tests.newsroom import LOOPBACK, Newsroom, answers

if TYPE_CHECKING:
    from click.testing import Result

    from tests.commands.conftest import Command


@pytest.fixture
def folder(moderation: Command, tmp_path: Path) -> Path:
    """The data folder of an installation that has been started once."""
    settings = read_settings()
    open_parts(settings).database.engine.dispose()
    read_secret(settings)
    return tmp_path / "var"


@pytest.mark.usefixtures("networks")
def test_a_good_installation_passes(moderation: Command, folder: Path) -> None:
    result = moderation("doctor")

    assert result.exit_code == 0, result.output
    assert {line.split()[0] for line in result.output.splitlines()} == {"ok"}


def test_before_the_first_start_it_warns_and_makes_nothing(moderation: Command, tmp_path: Path) -> None:
    result = moderation("doctor")

    assert level_of("database", result) == "WARN"
    assert not (tmp_path / "var").exists()
    assert result.exit_code == 0


def test_a_secret_that_others_can_read_fails(moderation: Command, folder: Path) -> None:
    (folder / "secret").chmod(0o644)
    result = moderation("doctor")

    assert (level_of("secret", result), result.exit_code) == ("FAIL", 1)
    assert f"chmod 600 {folder / 'secret'}" in result.output


def test_a_folder_that_others_can_look_into_fails(moderation: Command, folder: Path) -> None:
    folder.chmod(0o755)

    assert level_of("data folder", moderation("doctor")) == "FAIL"


def test_a_model_that_is_not_there_fails_with_the_way_out(
    moderation: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "current").write_text('{"version": "gone", "card_sha256": "0"}')
    monkeypatch.setenv("MODERATION_MODELS_DIR", str(tmp_path))
    result = moderation("doctor")

    assert (level_of("model", result), result.exit_code) == ("FAIL", 1)
    assert "moderation rollback" in result.output


def test_tables_of_another_version_fail(moderation: Command, folder: Path) -> None:
    (folder / "moderation.sqlite3").unlink()
    (folder / "moderation.sqlite3").touch()
    result = moderation("doctor")

    assert level_of("tables", result) == "FAIL"
    assert "moderation migrate" in result.output


def test_rules_that_were_broken_by_hand_fail_with_the_way_out(moderation: Command, folder: Path) -> None:
    moderation("site", "open", "courier", "The Courier")
    with sqlite3.connect(folder / "moderation.sqlite3") as connection:
        connection.execute("UPDATE site SET rules = ?", ("{broken",))
    connection.close()
    result = moderation("doctor")

    assert (level_of("rules", result), result.exit_code) == ("FAIL", 1)
    assert "moderation site rules" in result.output


def test_a_database_that_is_not_there_fails_without_telling_its_password(
    moderation: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODERATION_DATABASE_URL", "postgresql+psycopg://desk:hunter2@127.0.0.1:1/desk")
    result = moderation("doctor")

    assert (level_of("database", result), result.exit_code) == ("FAIL", 1)
    assert "hunter2" not in result.output


def test_jobs_that_nobody_takes_show_that_no_worker_runs(moderation: Command, folder: Path) -> None:
    parts = open_parts(read_settings())
    with parts.database.writing() as session:
        jobs.add_job(session, "score", "a comment", parts.now() - timedelta(minutes=3))
    parts.database.engine.dispose()
    result = moderation("doctor")

    assert (level_of("worker", result), result.exit_code) == ("WARN", 0)
    assert "1 comment to be scored, 0 pages to be read, 0 articles to be profiled" in result.output
    assert "1 job overdue" in result.output


def test_a_page_that_could_not_be_read_is_told_with_its_reason(
    moderation: Command, folder: Path, newsroom: Newsroom
) -> None:
    moderation("site", "open", "courier", "The Courier")
    moderation("site", "hosts", "courier", "--add", newsroom.host)
    parts = open_parts(read_settings())
    open_article(parts, "courier", "lamps", newsroom.address("/lamps"), "192.0.2.1")
    waiting = moderation("doctor").output
    worker.ask_others_once(replace(parts, outside=HttpOutside(Fetcher())), "read")
    parts.database.engine.dispose()
    result = moderation("doctor")

    assert "1 page to be read" in waiting
    assert (level_of("pages", result), result.exit_code) == ("WARN", 0)
    assert f"{newsroom.address('/lamps')} (127.0.0.1 is at 127.0.0.1, which is loopback)" in result.output


def test_messages_that_were_given_up_are_told_with_how_to_send_them_again(
    moderation: Command, folder: Path, newsroom: Newsroom
) -> None:
    moderation("site", "open", "harbour", "The Harbour Post")
    address = newsroom.address("/hook")
    moderation("hook", "create", address, "--site", "harbour", "--event", "comment.held")
    newsroom.paths["/hook"] = answers("", status=410)
    parts = open_parts(read_settings())
    machine = a_machine(parts)
    an_article(parts, machine)
    a_comment(parts, machine)
    waiting = moderation("doctor").output
    worker.ask_others_once(replace(parts, hooks=HttpHooks(LOOPBACK)), "hook")
    parts.database.engine.dispose()
    off = moderation("doctor")
    moderation("hook", "enable", "1")
    on = moderation("doctor")
    moderation("hook", "replay", "1")
    again = moderation("doctor")

    assert "1 message on the way to 1 hook, none given up" in waiting
    assert (level_of("hooks", off), off.exit_code) == ("WARN", 0)
    assert f"1 message to {address} given up (it answered 410: switched off)" in off.output
    assert "`moderation hook enable 1`, then `moderation hook replay 1` sends them again" in off.output
    assert "(it answered 410: switched off): `moderation hook replay 1` sends them again" in on.output
    assert level_of("hooks", again) == "ok"


def test_unsafe_defaults_fail_in_production(
    moderation: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODERATION_ENV", "production")

    assert level_of("settings", moderation("doctor")) == "FAIL"


def level_of(about: str, result: Result) -> str:
    """The worst that was said about it."""
    said = [line.split()[0] for line in result.output.splitlines() if line[6:].startswith(about)]
    return max(said, key=["ok", "WARN", "FAIL"].index)
