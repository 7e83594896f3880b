"""WordPress's export is told piece by piece: posts that somebody commented on, and the comments as they stood."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.domain.comments import Status
from moderation.domain.errors import Malformed
from moderation.domain.moving import Told, ToldArticle, ToldComment, Unusable
from moderation.reading.wordpress import WordPressExport
from tests.exports import WXR, a_wordpress_comment, a_wordpress_post


def told(tmp_path: Path, *items: str) -> list[Told]:
    (tmp_path / "export.xml").write_text(WXR.format("".join(items)))
    return list(WordPressExport(tmp_path / "export.xml").told())


def test_posts_with_comments_are_articles(tmp_path: Path) -> None:
    article, first, second, other, _ = told(
        tmp_path,
        a_wordpress_post(1),
        a_wordpress_post(2, a_wordpress_comment(5), a_wordpress_comment(6, comment_parent="5")),
        a_wordpress_post(3, a_wordpress_comment(7), comment_status="closed"),
    )

    assert isinstance(article, ToldArticle)
    assert (article.id, article.title, article.url) == ("2", "Story 2", "https://harbour.example/2")
    assert (article.text, article.section, article.is_open) == ("The harbour gets lamps.", "City", True)
    assert isinstance(first, ToldComment)
    assert (first.text, first.article, first.parent) == ("First.\n\nSecond 5.", "2", None)
    assert isinstance(second, ToldComment)
    assert second.parent == "5"
    assert isinstance(other, ToldArticle)
    assert not other.is_open


def test_comments_stand_as_they_stood(tmp_path: Path) -> None:
    states = ("1", "0", "spam", "trash", "post-trashed", "odd")
    comments = [a_wordpress_comment(number, comment_approved=state) for number, state in enumerate(states)]
    ping = a_wordpress_comment(9, comment_type="pingback")
    dateless = a_wordpress_comment(10, comment_date_gmt="0000-00-00 00:00:00")

    found = told(tmp_path, a_wordpress_post(1, *comments, ping, dateless))[1:]

    assert [(each.status, each.why) for each in found if isinstance(each, ToldComment)] == [
        (Status.PUBLISHED, ""),
        (Status.HELD, ""),
        (Status.REJECTED, "spam"),
        (Status.WITHDRAWN, "deleted"),
        (Status.WITHDRAWN, "deleted"),
    ]
    assert [each.why for each in found if isinstance(each, Unusable)] == [
        "its state is unknown",
        "it is no comment, but a pingback or trackback",
        "it has no date",
    ]


def test_guests_of_one_name_are_told_apart_and_not_by_their_address(tmp_path: Path) -> None:
    comments = [
        a_wordpress_comment(1),
        a_wordpress_comment(2, comment_author_email="ADA@harbour.example"),
        a_wordpress_comment(3, comment_author_email="other@harbour.example"),
        a_wordpress_comment(4, comment_user_id="17"),
    ]

    authors = [
        each.author
        for each in told(tmp_path, a_wordpress_post(1, *comments))
        if isinstance(each, ToldComment)
    ]

    assert authors[0] == authors[1] != authors[2]
    assert authors[3] == "17"
    assert "@" not in "".join(authors)


def test_what_is_no_such_export_is_refused(tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_text("<disqus></disqus>")

    with pytest.raises(Malformed, match="no export of WordPress"):
        list(WordPressExport(tmp_path / "export.xml").told())
