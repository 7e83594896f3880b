"""Nothing is fetched but what may be: each refusal has its reason, and the same server is reached once allowed."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from ipaddress import ip_network

import pytest

from moderation.domain.pages import NotFetched
from moderation.reading.connect import resolve
from moderation.reading.fetch import MOST_REDIRECTS, Fetcher
from moderation.reading.networks import Network
from tests.newsroom import LOOPBACK, Newsroom, answers, redirects_to

MOST = 10_000


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    newsroom.paths["/"] = answers("hello")
    return newsroom


@pytest.fixture
def elsewhere(newsroom: Newsroom) -> Iterator[Newsroom]:
    """A server at another address of this machine and the same port, which nobody should reach."""
    with Newsroom("127.0.0.2", newsroom.port) as elsewhere:
        elsewhere.paths["/"] = answers("a secret")
        yield elsewhere


class Names:
    """A small DNS: each name's answers, one after the other; the last one stays."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self.answers = {name.replace("_", "."): list(each) for name, each in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.answers[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def fetched(address: str, *hosts: str, allowed: Sequence[Network] = LOOPBACK, **said: object) -> bytes:
    return Fetcher(allowed, **said).fetch(address, hosts, MOST).content  # type: ignore[arg-type]


def reason(address: str, *hosts: str, allowed: Sequence[Network] = LOOPBACK, **said: object) -> str:
    with pytest.raises(NotFetched) as refused:
        fetched(address, *hosts, allowed=allowed, **said)
    return str(refused.value)


def test_a_listed_host_in_an_allowed_network_is_reached(newsroom: Newsroom) -> None:
    assert fetched(newsroom.address(), newsroom.host) == b"hello"


def test_without_the_allowance_the_same_server_is_refused(newsroom: Newsroom) -> None:
    assert (
        reason(newsroom.address(), newsroom.host, allowed=())
        == "127.0.0.1 is at 127.0.0.1, which is loopback"
    )
    assert newsroom.asked == []


def test_without_being_listed_the_same_server_is_refused(newsroom: Newsroom) -> None:
    assert "not among the hosts" in reason(newsroom.address(), "news.example")
    assert "not among the hosts" in reason(
        newsroom.address(), "127.0.0.1"
    )  # at the usual ports, and no other
    assert newsroom.asked == []


@pytest.mark.parametrize(
    ("address", "network", "what"),
    [
        ("127.0.0.1", "127.0.0.0/8", "loopback"),
        ("127.9.8.7", "127.0.0.0/8", "loopback"),
        ("0.0.0.0", "0.0.0.0/8", "this host itself"),  # noqa: S104 - not listened on
        ("::ffff:127.0.0.1", "::ffff:0:0/96", "IPv4 in disguise"),
        ("::ffff:7f00:1", "::ffff:0:0/96", "IPv4 in disguise"),
    ],
)
def test_whatever_leads_to_this_machine_is_refused_unless_it_is_allowed(
    address: str, network: str, what: str
) -> None:
    with Newsroom("0.0.0.0") as newsroom:  # noqa: S104 - every address of this machine must reach it
        newsroom.paths["/"] = answers("hello")
        place = f"news.example:{newsroom.port}"
        names = Names(news_example=[[address]])
        refused = reason(f"http://{place}/", place, ask=names, allowed=())
        reached = fetched(f"http://{place}/", place, ask=names, allowed=[ip_network(network)])

    assert refused == f"news.example is at {address}, which is {what}"
    assert reached == b"hello"
    assert newsroom.asked == [(place, "/")]


def test_loopback_of_ipv6_is_refused_unless_it_is_allowed() -> None:
    names = Names(news_example=[["::1"]])

    assert "::1, which is loopback" in reason("http://news.example/", "news.example", ask=names, allowed=())
    assert "could not be reached" in reason(  # it went on to connect, and nobody listens
        "http://news.example/", "news.example", ask=names, allowed=[ip_network("::1/128")]
    )


def test_one_bad_address_among_good_ones_is_enough(newsroom: Newsroom) -> None:
    place = f"news.example:{newsroom.port}"
    names = Names(news_example=[["127.0.0.1", "10.0.0.1"]])

    assert "10.0.0.1, which is private" in reason(f"http://{place}/", place, ask=names)
    assert newsroom.asked == []


def test_a_name_that_answers_otherwise_after_the_check_gains_nothing(
    newsroom: Newsroom, elsewhere: Newsroom
) -> None:
    place = f"news.example:{newsroom.port}"
    names = Names(news_example=[["127.0.0.1"], ["127.0.0.2"]])
    allowed = [ip_network("127.0.0.1/32")]

    first = fetched(f"http://{place}/", place, ask=names, allowed=allowed)
    second = reason(f"http://{place}/", place, ask=names, allowed=allowed)

    assert (first, names.asked) == (b"hello", ["news.example"] * 2)
    assert second == "news.example is at 127.0.0.2, which is loopback"
    assert elsewhere.asked == []
    assert fetched(f"http://{place}/", place, ask=names) == b"a secret"  # so it would have been reached


def test_a_redirect_is_followed_to_where_we_may_go(newsroom: Newsroom) -> None:
    newsroom.paths["/old"] = redirects_to("/")

    assert fetched(newsroom.address("/old"), newsroom.host) == b"hello"


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://127.0.0.2:{port}/", "not among the hosts"),
        ("http://elsewhere.example:{port}/", "127.0.0.2, which is loopback"),
        (
            "http://metadata.example:{port}/",
            "169.254.169.254, which is link-local, as a cloud's metadata are",
        ),
        ("http://inner.example:{port}/", "10.0.0.1, which is private"),
        ("http://mapped.example:{port}/", "::ffff:127.0.0.1, which is IPv4 in disguise"),
        ("file:///etc/passwd", "only http:// and https://"),
        ("gopher://127.0.0.1/", "only http:// and https://"),
        ("//user@news.example:{port}/", "name or password"),
        ("http://2130706433:{port}/", "not plainly spelt"),
        ("http://[::1", "it redirects to what is no address"),
        ("//[", "it redirects to what is no address"),
    ],
)
def test_a_redirect_is_judged_like_the_first_address(
    newsroom: Newsroom, elsewhere: Newsroom, target: str, why: str
) -> None:
    at = {
        "elsewhere": "127.0.0.2",
        "metadata": "169.254.169.254",
        "inner": "10.0.0.1",
        "mapped": "::ffff:127.0.0.1",
    }
    names = Names(
        news_example=[["127.0.0.1"]], **{f"{name}_example": [[there]] for name, there in at.items()}
    )
    newsroom.paths["/"] = redirects_to(target.format(port=newsroom.port))
    hosts = [f"{name}.example:{newsroom.port}" for name in ("news", *at)]

    refused = reason(f"http://{hosts[0]}/", *hosts, ask=names, allowed=[ip_network("127.0.0.1/32")])

    assert why in refused
    assert elsewhere.asked == []


def test_a_redirect_that_may_be_followed_reaches_the_other_server(
    newsroom: Newsroom, elsewhere: Newsroom
) -> None:
    newsroom.paths["/"] = redirects_to(elsewhere.address())

    assert fetched(newsroom.address(), newsroom.host, elsewhere.host) == b"a secret"


def test_redirects_end(newsroom: Newsroom) -> None:
    newsroom.paths["/"] = redirects_to("/")

    assert reason(newsroom.address(), newsroom.host) == f"it redirects more than {MOST_REDIRECTS} times"
    assert len(newsroom.asked) == MOST_REDIRECTS + 1


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
def test_other_spellings_of_an_address_are_refused_though_they_lead_there(
    newsroom: Newsroom, host: str
) -> None:
    address = f"http://{host}:{newsroom.port}/"

    assert resolve(host, newsroom.port) == ["127.0.0.1"]
    assert "not plainly spelt" in reason(address, newsroom.host, f"{host}:{newsroom.port}")
    assert newsroom.asked == []


def test_a_name_without_an_address_is_told(newsroom: Newsroom) -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    assert "no address" in reason("http://news.example/", "news.example", ask=unknown)


def test_the_host_that_was_asked_for_is_told_its_own_name(newsroom: Newsroom) -> None:
    place = f"news.example:{newsroom.port}"
    newsroom.paths["/?a=b"] = answers("hello")

    fetched(f"http://{place}/?a=b#c", place, ask=Names(news_example=[["127.0.0.1"]]))

    assert newsroom.asked == [(place, "/?a=b")]
