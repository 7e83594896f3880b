"""``moderation replay``: all that the service took is stored, once, whatever happens on the way."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from moderation.commands.replay import is_all
from moderation.commands.replay_lines import line_from
from moderation.commands.replay_run import Tally
from tests.making import a_key, a_site
from tests.serving import MODERATION, RealService, free_port, untold
from tests.small_model import in_service

if TYPE_CHECKING:
    from flask import Flask

    from moderation.parts import Parts
    from tests.commands.conftest import Command

OWN = Path(__file__).parents[2] / "training_data"
ARTICLE = {"id": "budget", "title": "The budget vote", "text": "The council votes on the budget tonight."}


@pytest.fixture
def replay(
    moderation: Command, parts: Parts, live: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Sends lines to a live service with a key of its site."""
    monkeypatch.setenv("MODERATION_REPLAY_KEY", a_key(parts, a_site(parts)))

    def run(lines: Iterable[Any], *options: str) -> Any:
        file = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        return moderation("replay", "-", "--url", live, "--site", "harbour", *options, stdin=file)

    return run


def test_all_that_is_sent_is_stored(replay: Callable[..., Any], parts: Parts) -> None:
    result = replay([a_line("A fair budget."), a_line("What an idiot."), a_line("Well said.")])

    assert figures(result.output, "sent", "stored", "refused", "failed") == [3, 3, 0, 0]
    assert re.search(r"2  published\n +1  held", result.output)
    assert result.output.endswith("sent = stored: yes\n")
    assert result.exit_code == 0


def test_what_the_service_refuses_is_counted_by_reason_and_not_as_sent(replay: Callable[..., Any]) -> None:
    result = replay([a_line("Fine."), a_line(""), a_line(5), "nonsense", {"text": "nowhere"}])

    assert figures(result.output, "lines", "sent", "stored", "refused") == [5, 1, 1, 4]
    assert "1  422 Some fields are not right. text: Not a valid string." in result.output
    assert "1  not sent: not a line of JSON" in result.output
    assert result.exit_code == 0


def test_lines_that_cannot_be_written_to_an_address_or_a_body_stop_nobody(replay: Callable[..., Any]) -> None:
    bad = [f'{{"text": "x", "article": {{"id": "{half}"}}}}' for half in ("\\ud800", "a\\udfffb")]
    deep = f'{{"text": {"[" * 970}{"]" * 970}, "article": {{"id": "budget"}}}}'
    result = replay([a_line("Fine."), *bad, deep, a_line("Fine too.")], "-n", "1")

    assert figures(result.output, "lines", "sent", "stored", "refused") == [5, 2, 2, 3]
    assert '2  not sent: no "article" with an "id"' in result.output
    assert result.output.endswith("sent = stored: yes\n")


def test_a_line_that_nothing_is_told_of_is_not_taken_for_stored() -> None:
    stored = Counter({"published": 2})

    assert is_all(Tally(lines=2, sent=2), stored)
    assert not is_all(Tally(lines=3, sent=2), stored)
    assert not is_all(Tally(lines=2, sent=2), None)


def test_a_run_of_the_same_name_stores_nothing_twice(replay: Callable[..., Any]) -> None:
    lines = [a_line(f"Comment {number}.") for number in range(10)]
    replay(lines[:6], "--run", "monday")
    result = replay(lines, "--run", "monday")

    assert "Run monday: 6 comments of it are stored already" in result.output
    assert figures(result.output, "sent", "stored") == [10, 10]
    assert result.exit_code == 0


def test_another_run_whose_name_begins_alike_is_another(replay: Callable[..., Any]) -> None:
    replay([a_line("A fair budget.")], "--run", "monday-2")
    result = replay([a_line("A fair budget.")], "--run", "monday")

    assert figures(result.output, "sent", "stored") == [1, 1]


def test_answers_that_are_lost_after_storing_double_nothing(
    replay: Callable[..., Any], app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "wsgi_app", losing_every_third(app.wsgi_app))
    result = replay([a_line(f"Comment {number}.") for number in range(12)], "-n", "3")

    assert figures(result.output, "sent", "stored", "doubled") == [12, 12, 0]
    assert figures(result.output, "retries")[0] > 0


def test_an_unknown_key_ends_it_in_one_line(
    replay: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODERATION_REPLAY_KEY", "wrong")
    result = replay([a_line("A fair budget.")])

    assert "The service refuses this key: 401" in result.output
    assert result.exit_code == 1


def test_without_a_service_it_says_so(moderation: Command, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("a key")
    url = f"http://127.0.0.1:{free_port()}"
    result = moderation("replay", "-", "--url", url, "--key-file", "key")

    assert f"There is no service at {url}" in result.output


def test_a_rate_is_kept(replay: Callable[..., Any]) -> None:
    begun = time.monotonic()
    replay([a_line(f"Comment {number}.") for number in range(6)], "--rate", "10")

    assert time.monotonic() - begun >= 0.5


def test_a_line_without_an_author_has_the_same_made_up_one_every_time() -> None:
    line = json.dumps(a_line("A fair budget.")).encode()

    assert line_from(1, line).author == line_from(9, line + b"\n").author
    assert re.fullmatch(r"reader-\d+", line_from(1, line).author["name"])


def test_ctrl_c_ends_with_what_is_under_way_and_tells_the_summary(
    parts: Parts, live: str, tmp_path: Path
) -> None:
    file = tmp_path / "comments.jsonl"
    file.write_text("\n".join(json.dumps(a_line(f"Comment {number}.")) for number in range(500)))
    command = [str(MODERATION), "replay", str(file), "--url", live, "--site", "harbour", "--rate", "50"]
    environment = {**untold(), "MODERATION_REPLAY_KEY": a_key(parts, a_site(parts))}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        wait_for(lambda: stored_by_now(tmp_path, "%") >= 10)
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=60)
    lines, sent, stored = figures(told, "lines", "sent", "stored")

    assert 10 <= lines == sent == stored < 500
    assert process.returncode == 1


def test_killed_in_the_middle_and_started_again_it_loses_and_doubles_nothing(tmp_path: Path) -> None:
    file = tmp_path / "comments.jsonl"
    file.write_text("\n".join(map(json.dumps, own_comments(100))))
    with RealService(tmp_path / "var", in_service(tmp_path)) as service:
        command = [str(MODERATION), "replay", str(file), "-n", "4", "--rate", "60", "--run", "killed"]
        with subprocess.Popen(command, env=service.environment, stdout=subprocess.PIPE, text=True) as replay:
            wait_for(lambda: stored_by_now(service.data_dir) >= 30)
            service.kill()
            kept = stored_by_now(service.data_dir)
            service.start()
            told, _ = replay.communicate(timeout=120)

        assert 30 <= kept < 100
        assert figures(told, "sent", "stored", "refused", "failed", "doubled") == [100, 100, 0, 0, 0]
        assert figures(told, "retries")[0] > 0
        assert (replay.returncode, stored_by_now(service.data_dir)) == (0, 100)
        wait_for(lambda: waiting(service.data_dir) == 0)  # what the crash left unscored is scored by itself


def a_line(text: Any) -> dict[str, Any]:
    return {"text": text, "article": ARTICLE}


def own_comments(number: int) -> list[dict[str, Any]]:
    articles = {row["id"]: row for row in rows_of("articles.jsonl")}
    own = rows_of("own.jsonl")[:number]
    return [{"id": row["id"], "text": row["text"], "article": articles[row["article"]]} for row in own]


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OWN / name).read_text(encoding="utf-8").splitlines()]


def figures(told: str, *names: str) -> list[int]:
    """The numbers that the summary gives these names."""
    found = dict(re.findall(r"^([a-z]+) +([\d,]+)", told, flags=re.MULTILINE))
    assert set(names) <= set(found), told
    return [int(found[name].replace(",", "")) for name in names]


def losing_every_third(application: Any) -> Any:
    """The same application on a bad line: every third answer is a gateway's 502, after the work was done."""
    asked = count(1)

    def on_a_bad_line(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if next(asked) % 3:
            answer: Iterable[bytes] = application(environ, start_response)
            return answer
        for _ in application(environ, lambda *_: lambda _body: None):
            pass
        start_response("502 Bad Gateway", [("Content-Length", "0")])
        return [b""]

    return on_a_bad_line


def stored_by_now(folder: Path, keys: str = "killed:%") -> int:
    return counted(folder, f"SELECT count(*) FROM submission WHERE key LIKE '{keys}'")  # noqa: S608 - our own words


def waiting(folder: Path) -> int:
    return counted(folder, "SELECT count(*) FROM job")


def counted(folder: Path, question: str) -> int:
    with closing(sqlite3.connect(folder / "moderation.sqlite3", timeout=10)) as connection:
        number: int = connection.execute(question).fetchone()[0]
        return number


def wait_for(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)
