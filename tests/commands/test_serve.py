"""``moderation serve`` and the WSGI application: what cannot start says why in one line, and does not try again."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from moderation.commands.opening import open_parts
from moderation.commands.serve import EvenWorker
from moderation.settings import Settings
from moderation.storage import comments
from tests.making import a_comment, a_machine, a_site, an_article
from tests.serving import MODERATION, untold

CHECKOUT = Path(__file__).parents[2]


def ended(*command: str, folder: Path, **said: str) -> subprocess.CompletedProcess[str]:
    """A command that must end by itself."""
    settings = {"MODERATION_DATA_DIR": str(folder / "var"), "PYTHONPATH": str(CHECKOUT), **said}
    return subprocess.run(
        command,
        cwd=folder,
        env={**untold(), **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = ended(str(MODERATION), "serve", folder=tmp_path, PORT=port)

    assert ran.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port} (Address already in use)" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_port_that_cannot_be_is_told_in_one_line(tmp_path: Path) -> None:
    ran = ended(str(MODERATION), "serve", folder=tmp_path, PORT="70000")

    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize("command", ["serve", "migrate", "work"])
def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    ran = ended(str(MODERATION), command, folder=tmp_path, MODERATION_DATA_DIR=str(tmp_path / "file" / "var"))

    assert ran.returncode == 1
    assert "set MODERATION_DATA_DIR" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_database_that_is_not_there_is_told_in_one_line_without_its_password(tmp_path: Path) -> None:
    url = "postgresql+psycopg://desk:hunter2@127.0.0.1:1/desk"
    ran = ended(str(MODERATION), "serve", folder=tmp_path, MODERATION_DATABASE_URL=url, PORT="0")

    assert ran.returncode == 1
    (line,) = (line for line in ran.stderr.splitlines() if "a member is lacking" not in line)
    assert "The database cannot be reached" in line
    assert "hunter2" not in ran.stderr


def test_the_wsgi_application_refuses_tables_that_are_not_migrated(tmp_path: Path) -> None:
    ran = ended(sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", "127.0.0.1:0", folder=tmp_path)

    assert ran.returncode != 0
    assert "run `moderation migrate` first" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_wsgi_application_opens_on_tables_of_this_version(tmp_path: Path) -> None:
    folder = str(tmp_path / "var")
    open_parts(Settings.from_environment({"MODERATION_DATA_DIR": folder})).database.engine.dispose()
    asks = "import wsgi; print(wsgi.app.test_client().get('/readyz').status_code)"
    ran = ended(sys.executable, "-c", asks, folder=tmp_path)

    assert (ran.returncode, ran.stdout.strip()) == (0, "200"), ran.stderr


def test_the_worker_takes_its_time_for_what_came_too_late_for_its_reader(tmp_path: Path) -> None:
    said = {"MODERATION_DATA_DIR": str(tmp_path / "var"), "MODERATION_SCORE_TIMEOUT_MS": "1"}
    parts = open_parts(Settings.from_environment(said))
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    kept = a_comment(parts, machine, "The budget is fair. " * 400)
    working = subprocess.Popen([MODERATION, "work"], env={**untold(), **said}, stderr=subprocess.DEVNULL)
    try:
        deadline, scored_by = time.monotonic() + 60, None
        while scored_by is None and time.monotonic() < deadline:
            time.sleep(0.2)
            with parts.database.reading() as session:
                scored_by = comments.latest_revision(session, kept.id).model
    finally:
        working.terminate()
        working.wait(timeout=30)
    parts.database.engine.dispose()

    assert kept.model is None
    assert scored_by is not None


def test_a_worker_whose_parent_has_ended_already_ends_too(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", ""])
    parent.wait()
    ran = ended(str(MODERATION), "work", "--with-parent", str(parent.pid), folder=tmp_path)

    assert ran.returncode == 0, ran.stderr


class Busy(EvenWorker):
    """A process with a connection for each of its threads, which does nothing with another but count it."""

    def __init__(self, connections: int) -> None:
        self.nr_conns = connections
        self.cfg = Config()
        self.cfg.set("threads", 4)
        self.cfg.set("workers", 2)

    def enqueue_req(self, conn: TConn) -> None:
        """Done with it."""
        conn.sock.close()


@pytest.mark.parametrize(("connections", "takes"), [(3, True), (4, False)])
def test_who_has_work_leaves_a_connection_to_another(
    connections: int,
    takes: bool,  # noqa: FBT001 - a case
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("moderation.commands.serve.COURTESY_S", 2.0)
    busy = Busy(connections)
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as other:
        listener.settimeout(0)
        with socket.create_connection(listener.getsockname()):
            if not takes:
                other.submit(taking, listener)
            began = time.monotonic()
            busy.accept(listener)
            assert (time.monotonic() - began < 2) == takes
    assert busy.nr_conns == connections + takes


def taking(listener: socket.socket) -> None:
    """What another process does."""
    listener.accept()[0].close()
