"""``moderation article import`` brings in what a feed tells of, and says what became of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.newsroom import Newsroom, a_page, answers

if TYPE_CHECKING:
    from tests.commands.conftest import Command


@pytest.fixture
def site(moderation: Command, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> str:
    """A site whose newsroom is inside."""
    monkeypatch.setenv("MODERATION_INNER_NETWORKS", "127.0.0.0/8")
    moderation("site", "open", "courier", "The Courier")
    moderation("site", "hosts", "courier", "--add", newsroom.host)
    newsroom.paths["/lamps"] = a_page("Forty lamps", "The harbour gets forty lamps that face down.")
    places = [newsroom.address("/lamps"), newsroom.address("/gone"), "https://other.example/"]
    urls = "".join(f"<url><loc>{place}</loc></url>" for place in places)
    newsroom.paths["/sitemap.xml"] = answers(f"<urlset>{urls}</urlset>", kind="text/xml")
    return "courier"


def test_it_tells_what_became_of_each_and_may_be_repeated(
    moderation: Command, site: str, newsroom: Newsroom
) -> None:
    first = moderation("article", "import", site, newsroom.address("/sitemap.xml"))
    second = moderation("article", "import", site, newsroom.address("/sitemap.xml"))

    assert first.output.splitlines() == [
        f"new\t{newsroom.address('/lamps').replace('/', '~')}\t{newsroom.address('/lamps')}",
        f"refused\t{newsroom.address('/gone').replace('/', '~')}\t{newsroom.address('/gone')}\tit answered 404",
        (
            "refused\thttps:~~other.example~\thttps://other.example/\t"
            "other.example is not among the hosts that the site has listed"
        ),
        "1 new, 0 changed, 0 unchanged, 0 left, 2 refused",
    ]
    assert second.output.splitlines()[-1] == "0 new, 0 changed, 1 unchanged, 0 left, 2 refused"
    assert first.exit_code == second.exit_code == 1


def test_a_file_needs_no_host_when_no_page_is_fetched(moderation: Command, site: str, tmp_path: Path) -> None:
    item = "<item><guid>1</guid><link>https://other.example/1</link><title>One</title></item>"
    (tmp_path / "feed.xml").write_text(f"<rss><channel>{item}</channel></rss>")

    result = moderation("article", "import", site, "feed.xml", "--no-pages")

    assert result.output.splitlines() == [
        "new\t1\thttps://other.example/1",
        "1 new, 0 changed, 0 unchanged, 0 left, 0 refused",
    ]
    assert result.exit_code == 0


def test_what_a_feed_says_cannot_steer_the_terminal(moderation: Command, site: str) -> None:
    feed = "<urlset><url><loc>https://other.example/&#x9b;2J&#10;new</loc></url></urlset>"

    result = moderation("article", "import", site, "-", stdin=feed)

    assert result.output.splitlines()[0] == (
        "refused\thttps:~~other.example~~2J~new\thttps://other.example/?2J?new\t"
        "the address holds a space, a backslash or something invisible"
    )


def test_without_the_inner_network_nothing_inside_is_fetched(
    moderation: Command, site: str, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MODERATION_INNER_NETWORKS")

    result = moderation("article", "import", site, newsroom.address("/sitemap.xml"))

    assert (result.exit_code, newsroom.asked) == (1, [])
    assert result.output == (
        "Error: The feed cannot be read: 127.0.0.1 is at 127.0.0.1, which is loopback."
        " If it is yours, name its network in MODERATION_INNER_NETWORKS.\n"
    )


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        ("nothing.xml", "nothing.xml cannot be read (No such file or directory)."),
        (".", "cannot be read"),
        ("file:///etc/passwd", "only http:// and https:// addresses are fetched"),
        ("page.html", "The feed cannot be read: it is neither RSS nor Atom nor a sitemap."),
    ],
)
def test_a_feed_that_cannot_be_read_is_told_in_one_line(
    moderation: Command, site: str, tmp_path: Path, feed: str, told: str
) -> None:
    (tmp_path / "page.html").write_text("<html/>")

    result = moderation("article", "import", site, feed)

    assert result.exit_code == 1
    assert told in result.output
    assert len(result.output.splitlines()) == 1


def test_an_unknown_site_is_told(moderation: Command, site: str, newsroom: Newsroom) -> None:
    result = moderation("article", "import", "nowhere", newsroom.address("/sitemap.xml"))

    assert (result.exit_code, result.output) == (1, "Error: There is no such site.\n")


def test_hosts_are_listed_in_the_way_they_are_compared(
    moderation: Command, site: str, newsroom: Newsroom
) -> None:
    added = moderation("site", "hosts", site, "--add", "News.example", "--remove", newsroom.host)
    refused = moderation("site", "hosts", site, "--add", "https://news.example/")
    emptied = moderation("site", "hosts", site, "--remove", "news.example")

    assert added.output == "news.example\n"
    assert "cannot be listed" in refused.output
    assert emptied.output == "courier lists no host: nothing is fetched for it.\n"
