"""What Isso's database tells: threads, which are articles, and their comments; it is only ever read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from moderation.domain.comments import Status
from moderation.domain.errors import Malformed
from moderation.domain.moving import Told, ToldArticle, ToldComment, Unusable, guest, site_id_of

STATUS = {1: (Status.PUBLISHED, ""), 2: (Status.HELD, ""), 4: (Status.WITHDRAWN, "deleted")}
THREADS = "SELECT id, uri, title FROM threads WHERE id IN (SELECT tid FROM comments) ORDER BY id"
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
        try:
            with closing(sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                for row in connection.execute(THREADS):
                    yield self._article(*row)
                for row in connection.execute(COMMENTS):
                    self.on_read(1)
                    yield _comment(row)
        except sqlite3.Error as error:
            raise Malformed(f"This is no database of Isso ({error}).") from error

    def size(self) -> int:
        """How many comments it has.

        Raises:
            Malformed: when it is no such database.
        """
        try:
            with closing(sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                count: int = connection.execute("SELECT count(*) FROM comments").fetchone()[0]
                return count
        except sqlite3.Error as error:
            raise Malformed(f"This is no database of Isso ({error}).") from error

    def _article(self, number: int, uri: str, title: str | None) -> ToldArticle:
        url = f"{self.home.rstrip('/')}{uri}" if self.home else None
        return ToldArticle(str(number), site_id_of(uri), (title or uri)[:500], url)


def _comment(row: sqlite3.Row) -> ToldComment | Unusable:
    number, thread, parent, created, mode, text, author, email = row
    if mode not in STATUS:
        return Unusable(f"comment {number}", "its state is unknown")
    status, why = STATUS[mode]
    return ToldComment(
        id=str(number),
        article=str(thread),
        author=guest(author or "", email or ""),
        name=author or "",
        text=text or "",
        status=status,
        created_at=datetime.fromtimestamp(created, UTC),
        parent=str(parent) if parent else None,
        why=why,
    )
