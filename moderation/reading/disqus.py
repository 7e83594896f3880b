"""What Disqus's export tells: threads, which are articles, then posts, which are comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from moderation.domain.comments import Status
from moderation.domain.errors import Malformed
from moderation.domain.moving import Told, ToldArticle, ToldComment, Unusable, guest, site_id_of
from moderation.reading.extract import LONGEST_TITLE, moment, visible_text
from moderation.reading.long_xml import Shape, name_of, pieces, said

ID = "{http://disqus.com/disqus-internals}id"
SHAPE = Shape("disqus", {"thread": 1, "post": 1}, "Disqus")


@dataclass(frozen=True)
class DisqusExport:
    """An export of Disqus in a file; ``on_read`` hears how many bytes of it were read."""

    file: Path
    on_read: Callable[[int], None] = lambda _: None
    name: str = "disqus"

    def told(self) -> Iterator[Told]:
        """All that the export tells; threads that were deleted are left out, with what was said in them.

        Raises:
            Malformed: when it is no such export.
        """
        for name, element in pieces(self.file, SHAPE, self.on_read):
            yield _article(element) if name == "thread" else _comment(element)


def _article(thread: etree._Element) -> ToldArticle | Unusable:
    number, url = thread.get(ID, ""), said(thread, "link")
    if _is(thread, "isDeleted"):
        return Unusable(f"thread {number}", "its thread was deleted")
    known_as = said(thread, "id") or url or number
    title = said(thread, "title") or url or known_as
    return ToldArticle(
        id=number,
        external_id=site_id_of(known_as),
        title=" ".join(title.split())[:LONGEST_TITLE],
        url=url or None,
        is_open=not _is(thread, "isClosed"),
        published_at=moment(said(thread, "createdAt")),
    )


def _comment(post: etree._Element) -> ToldComment | Unusable:
    where = f"post {post.get(ID, '')}"
    created_at = moment(said(post, "createdAt"))
    if created_at is None:
        return Unusable(where, "it has no date")
    try:
        text = visible_text(said(post, "message"))
    except Malformed as odd:
        return Unusable(where, odd.message)
    status, why = _status(post)
    author, name = _author(post)
    return ToldComment(
        id=post.get(ID, ""),
        article=_pointed(post, "thread") or "",
        author=author,
        name=name,
        text=text,
        status=status,
        created_at=created_at,
        parent=_pointed(post, "parent"),
        why=why,
    )


def _status(post: etree._Element) -> tuple[Status, str]:
    if _is(post, "isSpam"):
        return Status.REJECTED, "spam"
    if _is(post, "isDeleted"):
        return Status.WITHDRAWN, "deleted"
    return (Status.HELD, "") if said(post, "isApproved") == "false" else (Status.PUBLISHED, "")


def _author(post: etree._Element) -> tuple[str, str]:
    """What tells the author apart, and the name."""
    author = next((child for child in post if name_of(child) == "author"), None)
    if author is None:
        return guest("", ""), ""
    name = said(author, "name")
    return said(author, "username") or guest(name, said(author, "email")), name


def _pointed(element: etree._Element, name: str) -> str | None:
    return next((child.get(ID) for child in element if name_of(child) == name), None)


def _is(element: etree._Element, name: str) -> bool:
    return said(element, name) == "true"
