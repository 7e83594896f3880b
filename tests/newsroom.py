"""A newsroom's publishing system on this machine: a real HTTP server, whose every path answers what a test says."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Self

LOOPBACK = (ip_network("127.0.0.0/8"),)
"""The network that must be allowed for a test to get through to a newsroom."""

Answer = Callable[[BaseHTTPRequestHandler], None]


class Newsroom:
    """A server that remembers what it was asked for and sent; ``paths`` are its answers, anything else is not found."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.paths: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.posted: list[tuple[dict[str, str], bytes]] = []
        self._server = ThreadingHTTPServer((host, port), self._answering())
        self._server.daemon_threads = True
        self._server.block_on_close = False  # an endless answer may still be on its way
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self.host = f"{host}:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def address(self, path: str = "/") -> str:
        """Where the path is."""
        return f"http://{self.host}{path}"

    def _answering(self) -> type[BaseHTTPRequestHandler]:
        newsroom = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                newsroom.asked.append((self.headers.get("Host", ""), self.path))
                newsroom.paths.get(self.path, answers("", status=404))(self)

            def do_POST(self) -> None:
                told = self.rfile.read(int(self.headers["Content-Length"]))
                newsroom.posted.append(({name.lower(): each for name, each in self.headers.items()}, told))
                newsroom.paths.get(self.path, answers("", status=404))(self)

            def log_message(self, *_: object) -> None:
                pass

        return Answering


def answers(
    body: str | bytes, *, status: int = 200, kind: str = "text/html", headers: Mapping[str, str] | None = None
) -> Answer:
    """An answer that says this."""
    content = body.encode() if isinstance(body, str) else body

    def answer(asking: BaseHTTPRequestHandler) -> None:
        asking.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            asking.send_header(name, value)
        asking.send_header("Content-Length", str(len(content)))
        asking.end_headers()
        asking.wfile.write(content)

    return answer


def redirects_to(address: str) -> Answer:
    """An answer that sends whoever asks elsewhere."""
    return answers("", status=302, headers={"Location": address})


def a_page(title: str, *paragraphs: str, head: str = "", body: str = "") -> Answer:
    """A page with a menu around the article."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return answers(
        f'<!doctype html><html lang="en-GB"><head><title>{title}</title>{head}</head><body>'
        f"<nav><ul><li><a href='/'>Front page</a></li><li><a href='/city'>City</a></li></ul></nav>"
        f"<main><article><h1>{title}</h1>{text}</article></main>{body}<footer>Imprint</footer></body></html>"
    )
