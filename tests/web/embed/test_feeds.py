"""Feeds tell what is published, whole and escaped, and nothing again to whoever has it."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient
from lxml import etree

from moderation.domain.callers import Caller, NamedAuthor
from moderation.parts import Parts
from tests.making import NOON, a_comment, an_article, at
from tests.web.embed.reading import ARTICLE

ATOM = "{http://www.w3.org/2005/Atom}"


def texts(client: FlaskClient, path: str) -> list[str | None]:
    feed = etree.fromstring(client.get(path).data)
    return [each.text for each in feed.iter(f"{ATOM}content")]


def test_an_articles_feed_tells_what_is_published_newest_first(
    client: FlaskClient, parts: Parts, machine: Caller
) -> None:
    cruel = NamedAuthor("eve", "Eve <&> Co")
    shown = a_comment(parts, machine, "Is <b>that</b> & \x0c so?", author=cruel).id
    a_comment(at(parts, NOON + timedelta(seconds=1)), machine, "Newer.")
    a_comment(parts, machine, "You idiot.")

    answer = client.get(f"{ARTICLE}/feed")
    feed = etree.fromstring(answer.data)
    oldest = feed.findall(f"{ATOM}entry")[-1]

    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert texts(client, f"{ARTICLE}/feed") == ["Newer.", "Is <b>that</b> & \x20 so?"]
    assert oldest.findtext(f"{ATOM}title") == "Eve <&> Co on The budget vote"
    assert oldest.findtext(f"{ATOM}id") == f"urn:uuid:{shown}"
    address = oldest.find(f"{ATOM}link").get("href")
    assert address == f"http://127.0.0.1:8000{ARTICLE}?show={shown}#comment-{shown}"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-02T12:00:01+00:00"


def test_who_has_a_feed_is_not_sent_it_again(client: FlaskClient, parts: Parts, machine: Caller) -> None:
    a_comment(parts, machine)
    first = client.get(f"{ARTICLE}/feed")
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"{ARTICLE}/feed", headers=known)
    a_comment(parts, machine, "Another one.")

    assert first.headers["Last-Modified"] == "Mon, 02 Nov 2026 12:00:00 GMT"
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"{ARTICLE}/feed", headers=known).status_code == 200


def test_a_section_has_a_feed_with_those_below_it(client: FlaskClient, parts: Parts, machine: Caller) -> None:
    for place, path in enumerate([("Home",), ("Home", "City"), ("Home-made",)]):
        article = an_article(parts, machine, f"story-{place}", section=path)
        a_comment(at(parts, NOON + timedelta(seconds=place)), machine, f"Under {path[-1]}.", article=article)

    assert texts(client, "/sites/harbour/feed?section=Home") == ["Under City.", "Under Home."]
    assert texts(client, "/sites/harbour/feed?section=Home+/+City") == ["Under City."]
    assert len(texts(client, "/sites/harbour/feed")) == 3
    assert client.get("/sites/nowhere/feed").status_code == 404


def test_a_feed_holds_no_more_than_fifty(client: FlaskClient, parts: Parts, machine: Caller) -> None:
    for place in range(52):
        a_comment(parts, machine, f"Remark {place}.")

    assert len(texts(client, f"{ARTICLE}/feed")) == 50


def test_pages_name_their_feeds(client: FlaskClient, parts: Parts, machine: Caller) -> None:
    page, front = client.get(ARTICLE).text, client.get("/").text

    assert f'href="{ARTICLE}/feed"' in page
    assert 'href="/sites/harbour/feed?section=Home+/+City"' in page
    assert 'title="Comments on The Harbour Post" href="/sites/harbour/feed"' in front
