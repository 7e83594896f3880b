"""What Isso's database tells: threads, which are articles, and their comments; it is only ever read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from moderation.domain.comments import Status
from moderation.domain.errors import Malformed
from moderation.domain.moving import Told, ToldArticle, ToldComment, Unusable, guest, site_id_of

STATUS = {1: (Status.PUBLISHED, ""), 2: (Status.HELD, ""), 4: (Status.WITHDRAWN, "deleted")}
THREADS = "SELECT id, uri, title FROM threads WHERE id IN (SELECT tid FROM comments) ORDER BY id"
MADE = "SELECT sql FROM sqlite_schema WHERE name IN ('threads', 'comments') ORDER BY name"
GENERATED = (
    "SELECT count(*) FROM (SELECT hidden FROM pragma_table_xinfo('threads')"
    " UNION ALL SELECT hidden FROM pragma_table_xinfo('comments')) WHERE hidden > 0"
)
LONGEST = 16 * 1024 * 1024
"""Bytes of a row."""

COMMENTS = "SELECT id, tid, parent, created, mode, text, author, email FROM comments ORDER BY id"


@dataclass(frozen=True)
class IssoDatabase:
    """A database of Isso in a file; ``home`` stands before its threads' paths, and ``on_read`` hears of each row."""

    file: Path
    home: str = ""
    on_read: Callable[[int], None] = lambda _: None
    name: str = "isso"

    def told(self) -> Iterator[Told]:
        """All that it tells, its comments as they were written, in Markdown.

        Raises:
            Malformed: when it is no such database.
        """
        with _opened(self.file) as connection:
            for row in connection.execute(THREADS):
                yield self._article(*row)
            for row in connection.execute(COMMENTS):
                self.on_read(1)
                yield _comment(row)

    def size(self) -> int:
        """How many comments it has.

        Raises:
            Malformed: when it is no such database.
        """
        with _opened(self.file) as connection:
            count: int = connection.execute("SELECT count(*) FROM comments").fetchone()[0]
            return count

    def _article(self, number: object, uri: object, title: object) -> ToldArticle:
        path = _text(uri)
        url = f"{self.home.rstrip('/')}{path}" if self.home else None
        return ToldArticle(_text(number), site_id_of(path), (_text(title) or path)[:500], url)


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The database, of which nothing is run: its two tables are tables, and no value is longer than it may be.

    Raises:
        Malformed: when it is no such database.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = lambda said: said.decode(errors="replace")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
            connection.execute("PRAGMA trusted_schema = OFF")
            made = [str(sql).split()[:2] for (sql,) in connection.execute(MADE)]
            generated = connection.execute(GENERATED).fetchone()[0]
            if made != [["CREATE", "TABLE"]] * 2 or generated:
                raise Malformed("This is no database of Isso: what it calls its tables are none.")
            yield connection
    except sqlite3.Error as error:
        raise Malformed(f"This is no database of Isso ({error}).") from error


def _text(value: object) -> str:
    """What a column says, whose type SQLite does not keep anybody to."""
    said = value.decode(errors="replace") if isinstance(value, bytes) else value
    return "" if said is None else str(said).replace("\x00", " ")


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(str(value)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _comment(row: sqlite3.Row) -> ToldComment | Unusable:
    number, thread, parent, created, mode, text, author, email = row
    known, created_at = STATUS.get(mode) if isinstance(mode, int) else None, _moment(created)
    if known is None or created_at is None:
        why = "it has no date" if known else "its state is unknown"
        return Unusable(f"comment {_text(number)}", why)
    return ToldComment(
        id=_text(number),
        article=_text(thread),
        author=guest(_text(author), _text(email)),
        name=_text(author),
        text=_text(text),
        status=known[0],
        created_at=created_at,
        parent=_text(parent) if parent else None,
        why=known[1],
    )
