"""A browser without a window at a running service: it fills in the forms that it sees, and keeps cookies."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.web.embed.reading import hidden_in


class Browser:
    """A browser of its own."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._jar))

    def submit(self, page: str, action: str, **fields: str) -> str:
        """The page that the form with this action on this page leads to, filled in."""
        hidden = hidden_in(self._open(page), action)
        return self._open(action, urlencode({**hidden, **fields}).encode())

    def cookies(self) -> Iterator[tuple[str, str]]:
        """What each cookie says, once it is unpacked."""
        for cookie in self._jar:
            said = (cookie.value or "").lstrip(".").partition(".")[0]
            packed = urlsafe_b64decode(said + "=" * (-len(said) % 4))
            yield (
                cookie.name,
                (zlib.decompress(packed) if (cookie.value or "")[:1] == "." else packed).decode(),
            )

    def _open(self, path: str, said: bytes | None = None) -> str:
        with self._opener.open(self._url + path, said, timeout=60) as answer:
            text: str = answer.read().decode()
            return text
