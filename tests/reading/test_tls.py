"""Over TLS it is the host's own certificate that counts, though the connection goes to an address that was judged."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from moderation.domain.pages import NotFetched
from moderation.reading.fetch import Fetcher
from tests.certificates import certificate_of
from tests.newsroom import LOOPBACK, Newsroom, answers


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of news.example with its key, in one file."""
    return certificate_of("news.example", tmp_path_factory.mktemp("tls"))


@pytest.fixture
def named() -> list[str | None]:
    """The server names that were asked for."""
    return []


@pytest.fixture
def secure(certificate: Path, named: list[str | None]) -> Iterator[Newsroom]:
    """A newsroom that speaks TLS as news.example."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    tls.sni_callback = lambda _wire, name, _tls: named.append(name)
    with Newsroom(tls=tls) as newsroom:
        newsroom.paths["/"] = answers("hello")
        yield newsroom


def at_home(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def fetcher(trusted: Path | None) -> Fetcher:
    tls = ssl.create_default_context(cafile=str(trusted) if trusted else None)
    return Fetcher(LOOPBACK, ask=at_home, tls=tls)


def test_the_host_is_reached_by_its_own_name(
    secure: Newsroom, certificate: Path, named: list[str | None]
) -> None:
    place = f"news.example:{secure.port}"

    fetched = fetcher(certificate).fetch(f"https://{place}/", [place], 100)

    assert fetched.content == b"hello"
    assert (secure.asked, named) == ([(place, "/")], ["news.example"])


def test_a_certificate_of_another_host_is_refused(secure: Newsroom, certificate: Path) -> None:
    place = f"other.example:{secure.port}"

    with pytest.raises(NotFetched, match="does not speak TLS as it should"):
        fetcher(certificate).fetch(f"https://{place}/", [place], 100)

    assert secure.asked == []


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Newsroom) -> None:
    place = f"news.example:{secure.port}"

    with pytest.raises(NotFetched, match="does not speak TLS as it should"):
        fetcher(None).fetch(f"https://{place}/", [place], 100)

    assert secure.asked == []
