"""Writes an export of Disqus of any size, of sentences that nobody wrote; always the same."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

COMMENTS_A_THREAD = 80
ANSWERS = 0.45
"""The share of comments that answer another."""
SPAM, DELETED, WAITING = 0.03, 0.04, 0.01
"""The shares of those that nobody sees."""
READERS = 20_000
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n'
)


def write_export(file: Path, comments: int) -> None:
    """Write an export of so many comments."""
    with file.open("w", encoding="utf-8") as stream:
        stream.write(HEAD)
        stream.writelines(_threads(max(1, comments // COMMENTS_A_THREAD)))
        stream.writelines(_posts(comments))
        stream.write("</disqus>\n")


def _threads(count: int) -> Iterator[str]:
    for number in range(count):
        yield (
            f'<thread dsq:id="{number}"><id>story-{number}</id><link>https://news.example/{number}</link>'
            f"<title>Story number {number}</title><createdAt>2015-01-01T00:00:00Z</createdAt>"
            "<isClosed>false</isClosed><isDeleted>false</isDeleted></thread>\n"
        )


def _posts(count: int) -> Iterator[str]:
    chance = random.Random(0)  # noqa: S311 - no secret
    words = ["".join(chance.choices("etaoinshrdlucmfwypvbgk", k=chance.randint(2, 9))) for _ in range(20_000)]
    threads = max(1, count // COMMENTS_A_THREAD)
    begun = datetime(2015, 1, 1, tzinfo=UTC)
    for number in range(count):
        thread = number % threads
        answered = number - threads * chance.randint(1, 5)
        is_answer = answered >= 0 and chance.random() < ANSWERS
        yield _post(
            number,
            thread,
            " ".join(chance.choices(words, k=chance.randint(4, 60))),
            chance.randrange(READERS),
            chance.random(),
            begun + timedelta(seconds=30 * number),
            answered if is_answer else None,
        )


def _post(  # noqa: PLR0917 - a row of the file
    number: int, thread: int, text: str, reader: int, fate: float, at: datetime, answers: int | None
) -> str:
    is_spam, is_deleted = fate < SPAM, SPAM <= fate < SPAM + DELETED
    is_waiting = SPAM + DELETED <= fate < SPAM + DELETED + WAITING
    parent = f'<parent dsq:id="{answers}"/>' if answers is not None else ""
    return (
        f'<post dsq:id="{number}"><message><![CDATA[<p>{text}</p><p>And <b>more</b> &amp; less.</p>]]></message>'
        f"<createdAt>{at:%Y-%m-%dT%H:%M:%SZ}</createdAt><isDeleted>{str(is_deleted).lower()}</isDeleted>"
        f"<isSpam>{str(is_spam).lower()}</isSpam><isApproved>{str(not is_waiting).lower()}</isApproved>"
        f"<author><name>Reader {reader}</name><username>reader{reader}</username></author>"
        f'<thread dsq:id="{thread}"/>{parent}</post>\n'
    )


if __name__ == "__main__":
    write_export(Path(sys.argv[1]), int(sys.argv[2]))
