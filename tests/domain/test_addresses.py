"""An address has one spelling that we take; all that could be read in two ways is refused with its reason."""

from __future__ import annotations

import pytest

from moderation.domain.addresses import listed_host, refuse_unlisted, web_address
from moderation.domain.errors import Malformed
from moderation.domain.pages import NotFetched


@pytest.mark.parametrize(
    ("text", "spelt", "place"),
    [
        ("https://news.example/a?b=c", "https://news.example/a?b=c", "news.example"),
        ("HTTPS://News.Example", "https://news.example/", "news.example"),
        ("http://news.example?q", "http://news.example/?q", "news.example"),
        ("http://news.example/a#part", "http://news.example/a", "news.example"),
        ("http://news.example:8080/", "http://news.example:8080/", "news.example:8080"),
        ("http://news.example:80/", "http://news.example/", "news.example"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("https://news.example/käse", "https://news.example/k%C3%A4se", "news.example"),
        ("http://192.0.2.7/", "http://192.0.2.7/", "192.0.2.7"),
        ("http://[2001:db8::7]:8080/", "http://[2001:db8::7]:8080/", "[2001:db8::7]:8080"),
        ("http://localhost/", "http://localhost/", "localhost"),
    ],
)
def test_an_address_is_taken_apart(text: str, spelt: str, place: str) -> None:
    address = web_address(text)

    assert (str(address), address.place) == (spelt, place)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "only http"),
        ("news.example", "only http"),
        ("//news.example/", "only http"),
        ("http:news.example/", "only http"),
        ("http:/news.example/", "only http"),
        ("ftp://news.example/", "only http"),
        ("file:///etc/passwd", "only http"),
        ("javascript:alert(1)", "only http"),
        ("http://user@news.example/", "name or password"),
        ("http://user:secret@news.example/", "name or password"),
        ("http://news.example@127.0.0.1/", "name or password"),
        ("http://news.example\\@127.0.0.1/", "backslash"),
        ("http:\\\\news.example/", "backslash"),
        ("http://news.example /", "a space"),
        (" http://news.example/", "a space"),
        ("http://news.example/\r\nHost: other", "invisible"),
        ("http://news\t.example/", "invisible"),
        ("http://news\u200b.example/", "invisible"),
        ("http://news.example/\ud800", "invisible"),
        ("http://", "plainly spelt"),
        ("http:///path", "plainly spelt"),
        ("http://news.example./", "plainly spelt"),
        ("http://.example/", "plainly spelt"),
        ("http://news..example/", "plainly spelt"),
        ("http://-news.example/", "plainly spelt"),
        ("http://news_.example/", "plainly spelt"),
        ("http://bücher.example/", "plainly spelt"),
        ("http://ｎews.example/", "plainly spelt"),
        ("http://①②⑦.⓪.⓪.①/", "plainly spelt"),
        ("http://127。0。0。1/", "plainly spelt"),
        ("http://news%2eexample/", "plainly spelt"),
        ("http://2130706433/", "plainly spelt"),
        ("http://0x7f000001/", "plainly spelt"),
        ("http://0x7f.1/", "plainly spelt"),
        ("http://0177.0.0.1/", "plainly spelt"),
        ("http://127.1/", "plainly spelt"),
        ("http://127.0.0.1./", "plainly spelt"),
        ("http://news.0x7f/", "plainly spelt"),
        ("http://[::1/", "plainly spelt"),
        ("http://[::ffff:127.0.0.1]/", "plainly spelt"),
        ("http://[0:0:0:0:0:0:0:1]/", "plainly spelt"),
        ("http://[fe80::1%25eth0]/", "plainly spelt"),
        ("http://news.example:/", "plainly spelt"),
        ("http://news.example:0/", "plainly spelt"),
        ("http://news.example:080/", "plainly spelt"),
        ("http://news.example:65536/", "plainly spelt"),
        ("http://news.example:80:80/", "plainly spelt"),
        (f"http://{'a' * 64}.example/", "plainly spelt"),
        (f"http://news.example/{'a' * 2000}", "longer than 2,000"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(text: str, why: str) -> None:
    with pytest.raises(NotFetched, match=why):
        web_address(text)


def test_a_host_is_listed_as_it_is_compared() -> None:
    assert [listed_host(each) for each in (" News.Example ", "news.example:443", "[2001:db8::7]:81")] == [
        "news.example",
        "news.example",
        "[2001:db8::7]:81",
    ]


@pytest.mark.parametrize("text", ["", "http://news.example", "*.example", "news.example/", "127.1", "a b"])
def test_what_is_no_host_cannot_be_listed(text: str) -> None:
    with pytest.raises(Malformed, match="cannot be listed"):
        listed_host(text)


def test_a_whole_address_is_told_to_be_cut_to_its_host() -> None:
    with pytest.raises(Malformed, match="a host stands alone, without http:// before it"):
        listed_host("http://127.0.0.1:8180")


@pytest.mark.parametrize(
    "text", ["http://sub.news.example/", "http://news.example:8080/", "http://news.example.org/"]
)
def test_only_the_very_host_is_listed(text: str) -> None:
    refuse_unlisted(web_address("https://news.example/"), ["news.example"])
    with pytest.raises(NotFetched, match="not among the hosts"):
        refuse_unlisted(web_address(text), ["news.example"])


def test_an_address_is_no_longer_in_ascii_than_it_may_be_kept() -> None:
    assert len(str(web_address("https://news.example/" + "\u00e9" * 300))) == 21 + 6 * 300
    with pytest.raises(NotFetched, match="spelt in ASCII"):
        web_address("https://news.example/" + "\u00e9" * 400)
