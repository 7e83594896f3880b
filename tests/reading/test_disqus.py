"""Disqus's export is told piece by piece, as it is: who, where, when, in plain text, and in which status."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.domain.comments import Status
from moderation.domain.errors import Malformed
from moderation.domain.moving import Told, ToldArticle, ToldComment, Unusable
from moderation.reading.disqus import DisqusExport
from moderation.reading.long_xml import Shape, pieces
from tests.exports import DISQUS, a_disqus_export, a_post, a_thread

BOMB = b'<?xml version="1.0"?><!DOCTYPE disqus [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><disqus>&b;</disqus>'


def told(tmp_path: Path, content: bytes) -> list[Told]:
    (tmp_path / "disqus.xml").write_bytes(content)
    return list(DisqusExport(tmp_path / "disqus.xml").told())


def test_threads_are_articles_by_the_sites_own_id_or_their_address(tmp_path: Path) -> None:
    named, unnamed, deleted = told(
        tmp_path,
        a_disqus_export(
            [
                a_thread(1, "budget 2027", title="The  budget &amp; us", isClosed="true"),
                a_thread(2),
                a_thread(3, isDeleted="true"),
            ]
        ),
    )

    assert isinstance(named, ToldArticle)
    assert isinstance(unnamed, ToldArticle)
    assert (named.id, named.external_id, named.is_open) == ("1", "budget~2027", False)
    assert unnamed.external_id == "https:~~harbour.example~2"
    assert deleted == Unusable("thread 3", "its thread was deleted")


def test_posts_are_comments_in_plain_text(tmp_path: Path) -> None:
    posts = [
        a_post(1, 7, "<p>One &lt;b&gt;</p><p>Two<script>x</script></p>"),
        a_post(2, 7, parent=1, isSpam="true"),
        a_post(3, 7, isDeleted="true"),
        a_post(4, 7, isApproved="false"),
        a_post(5, 7, createdAt="yesterday"),
        a_post(6, 7, "a \x1f bell"),
    ]

    first, spam, deleted, waiting, dateless, odd = told(tmp_path, a_disqus_export(posts))

    assert isinstance(first, ToldComment)
    assert (first.text, first.name, first.author) == ("One <b>\n\nTwo", "Ada", "ada")
    assert first.created_at.isoformat() == "2020-02-01T10:00:01+00:00"
    states = [
        (each.status, each.why) for each in (first, spam, deleted, waiting) if isinstance(each, ToldComment)
    ]
    assert states == [
        (Status.PUBLISHED, ""),
        (Status.REJECTED, "spam"),
        (Status.WITHDRAWN, "deleted"),
        (Status.HELD, ""),
    ]
    assert isinstance(spam, ToldComment)
    assert (spam.article, spam.parent) == ("7", "1")
    assert dateless == Unusable("post 5", "it has no date")
    assert isinstance(odd, ToldComment)
    assert odd.text == "a bell"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (BOMB, "declares a document type"),
        (b"<rss></rss>", "no export of Disqus"),
        (DISQUS.encode() + b"<post>", "no whole XML.*line 3"),
        (b"", "no whole XML"),
    ],
)
def test_what_is_no_such_export_is_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    with pytest.raises(Malformed, match=complaint):
        told(tmp_path, content)


def test_what_nobody_looks_at_is_not_kept(tmp_path: Path) -> None:
    """A long file of other elements costs no memory: of all that stood before a thread nothing is left beside it."""
    (tmp_path / "disqus.xml").write_bytes(a_disqus_export(["<x><y/></x>" * 5_000, a_thread(1)]))
    shape, left = Shape("disqus", {"thread": 1}, "Disqus"), []

    for _, element in pieces(tmp_path / "disqus.xml", shape, lambda _: None):
        left.append(len(element.getparent()))

    assert left == [2], "the thread itself, and the last of those before it"
