"""Exports of other systems, made up: a few threads, in which every odd thing happens that exports hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from html import escape
from pathlib import Path

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


WXR = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
    "<title>The Harbour Post</title>{}</channel></rss>"
)


def a_wordpress_post(number: int, *comments: str, **said: str) -> str:
    """A post of WordPress with its comments."""
    told = {"comment_status": "open", "post_date_gmt": "2020-01-01 08:00:00", **said}
    fields = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in told.items())
    return (
        f"<item><title>Story {number}</title><link>https://harbour.example/{number}</link>"
        "<excerpt:encoded><![CDATA[]]></excerpt:encoded>"
        "<content:encoded><![CDATA[<p>The harbour gets lamps.</p>]]></content:encoded>"
        f'<wp:post_id>{number}</wp:post_id>{fields}<category domain="category"><![CDATA[City]]></category>'
        f"{''.join(comments)}</item>"
    )


def a_wordpress_comment(number: int, **said: str) -> str:
    """A comment of WordPress, by default one that everybody sees."""
    told = {
        "comment_author": "Ada",
        "comment_author_email": "ada@harbour.example",
        "comment_date_gmt": "2020-02-01 10:00:00",
        "comment_content": f"<![CDATA[First.\n\nSecond {number}.]]>",
        "comment_approved": "1",
        "comment_type": "comment",
        "comment_parent": "0",
        "comment_user_id": "0",
        **said,
    }
    fields = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in told.items())
    return f"<wp:comment><wp:comment_id>{number}</wp:comment_id>{fields}</wp:comment>"


def an_isso_database(file: Path) -> Path:
    """A database as Isso makes it, with two threads."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(
            "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));"
            "CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,"
            " created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR,"
            " author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0,"
            " voters BLOB NOT NULL);"
            "INSERT INTO threads VALUES (1, '/lamps/', 'Forty lamps'), (2, '/quiet/', NULL);"
        )
        rows = [
            (1, 1, None, 1580551200.5, 1, "Fine *lamps*.", "Ada", "ada@harbour.example"),
            (1, 2, 1, 1580551260.0, 1, "Are they?", None, None),
            (1, 3, None, 1580551320.0, 2, "Wait.", "Ben", None),
            (1, 4, None, 1580551380.0, 4, "", None, None),
        ]
        connection.executemany(
            "INSERT INTO comments (tid, id, parent, created, mode, text, author, email, voters)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')",
            rows,
        )
        connection.commit()
    return file
