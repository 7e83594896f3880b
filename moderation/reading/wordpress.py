"""What WordPress's export (WXR) tells: posts and pages, which are articles, each with its comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lxml import etree

from moderation.domain.comments import Status
from moderation.domain.errors import Malformed
from moderation.domain.moving import Told, ToldArticle, ToldComment, Unusable, guest, site_id_of
from moderation.reading.extract import LONGEST_TITLE, moment, text_of, visible_text
from moderation.reading.long_xml import Shape, name_of, pieces, said

SHAPE = Shape("rss", {"item": 2, "comment": 3}, "WordPress")

STATUS = {
    "1": (Status.PUBLISHED, ""),
    "0": (Status.HELD, ""),
    "spam": (Status.REJECTED, "spam"),
    "trash": (Status.WITHDRAWN, "deleted"),
    "post-trashed": (Status.WITHDRAWN, "deleted"),
}
NOT_A_COMMENT = {"pingback", "trackback"}


@dataclass(frozen=True)
class WordPressExport:
    """An export of WordPress in a file; ``on_read`` hears how many bytes of it were read."""

    file: Path
    on_read: Callable[[int], None] = lambda _: None
    name: str = "wordpress"

    def told(self) -> Iterator[Told]:
        """All that the export tells; what nobody commented on is left out.

        Raises:
            Malformed: when it is no such export.
        """
        article = None
        for name, element in pieces(self.file, SHAPE, self.on_read):
            item = element.getparent()
            if name == "comment":
                if article is not item:
                    article = item
                    yield _article(item)
                yield _comment(element, said(item, "post_id"))


def _article(item: etree._Element) -> ToldArticle:
    number, url = said(item, "post_id"), said(item, "link")
    title = " ".join(said(item, "title").split())[:LONGEST_TITLE]
    return ToldArticle(
        id=number,
        external_id=site_id_of(number),
        title=title or url or number,
        url=url or None,
        text=_text(_said_in(item, "encoded", "content")),
        section=_section(item),
        is_open=said(item, "comment_status") != "closed",
        published_at=_moment(said(item, "post_date_gmt")),
    )


def _said_in(element: etree._Element, name: str, namespace: str) -> str:
    """The text of the first child of this name, whose namespace is about this: WXR has two of one name."""
    found = (
        child for child in element if name_of(child) == name and namespace in etree.QName(child).namespace
    )
    return next((str(child.text or "").strip() for child in found), "")


def _comment(comment: etree._Element, article: str) -> ToldComment | Unusable:
    number = said(comment, "comment_id")
    where = f"comment {number}"
    if said(comment, "comment_type") in NOT_A_COMMENT:
        return Unusable(where, "it is no comment, but a pingback or trackback")
    created_at = _moment(said(comment, "comment_date_gmt"))
    status, why = STATUS.get(said(comment, "comment_approved"), (None, ""))
    if created_at is None or status is None:
        return Unusable(where, "it has no date" if status else "its state is unknown")
    try:
        text = visible_text(_with_breaks(said(comment, "comment_content")))
    except Malformed as odd:
        return Unusable(where, odd.message)
    name, account = said(comment, "comment_author"), said(comment, "comment_user_id")
    parent = said(comment, "comment_parent")
    return ToldComment(
        id=number,
        article=article,
        author=account if account not in {"", "0"} else guest(name, said(comment, "comment_author_email")),
        name=name,
        text=text,
        status=status,
        created_at=created_at,
        parent=parent if parent not in {"", "0"} else None,
        why=why,
    )


def _section(item: etree._Element) -> str:
    """The first category that it lies in."""
    categories = (each for each in item if name_of(each) == "category" and each.get("domain") == "category")
    return next((" ".join((each.text or "").split())[:100].replace("/", "-") for each in categories), "")


def _text(content: str) -> str:
    try:
        return text_of(_with_breaks(content))
    except Malformed:
        return ""


def _with_breaks(content: str) -> str:
    """The HTML that WordPress shows: it makes a paragraph of an empty line, a break of a line's end."""
    return content.replace("\r\n", "\n").replace("\n\n", "<p>").replace("\n", "<br>")


def _moment(written: str) -> datetime | None:
    return moment(written) if written != "0000-00-00 00:00:00" else None
