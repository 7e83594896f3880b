"""Exports of other systems, made up: a few threads, in which every odd thing happens that exports hold."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

DISQUS = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n'
)


def a_thread(number: int, identifier: str = "", **said: str) -> str:
    """A thread of Disqus."""
    told = {
        "link": f"https://harbour.example/{number}",
        "title": f"Story {number}",
        "isClosed": "false",
        **said,
    }
    fields = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in told.items())
    made = "<createdAt>2020-01-01T00:00:00Z</createdAt>"
    return f'<thread dsq:id="{number}"><id>{identifier}</id>{fields}{made}</thread>'


def a_post(
    number: int, thread: int, message: str = "", parent: int = 0, author: str = "ada", **said: str
) -> str:
    """A post of Disqus, by default one that everybody sees."""
    told = {
        "createdAt": f"2020-02-01T10:00:{number % 60:02}Z",
        "isDeleted": "false",
        "isSpam": "false",
        **said,
    }
    fields = "".join(f"<{name}>{value}</{name}>" for name, value in told.items())
    answers = f'<parent dsq:id="{parent}"/>' if parent else ""
    return (
        f'<post dsq:id="{number}"><message><![CDATA[{message or f"<p>Comment {number}.</p>"}]]></message>{fields}'
        f"<author><name>{author.title()}</name><username>{author}</username></author>"
        f'<thread dsq:id="{thread}"/>{answers}</post>'
    )


def a_disqus_export(parts: Sequence[str]) -> bytes:
    """The whole file."""
    return (DISQUS + "\n".join(parts) + "\n</disqus>\n").encode()
