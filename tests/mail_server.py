"""A mail server on this machine that keeps what it is handed, and refuses what a test tells it to."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self

PASSWORD = "let me in"


@dataclass
class Received:
    """A letter as it came: who was named in the envelope, over TLS or not, signed in or not."""

    sender: str
    recipient: str
    is_tls: bool
    user: str
    message: EmailMessage


@dataclass
class MailServer:
    """Speaks as much SMTP as a client needs; ``refuses`` names a command and what it is answered."""

    tls: ssl.SSLContext | None = None
    is_tls_first: bool = False
    refuses: dict[str, str] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)

    def __enter__(self) -> Self:
        talk = type("Talk", (_Talk,), {"server_of": self})
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), talk)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._server.server_address[1]
        return port


class _Talk(socketserver.BaseRequestHandler):
    """One connection, from its greeting to its end."""

    server_of: MailServer

    def setup(self) -> None:
        self.wire = self.request
        self.is_tls = False
        self.user = self.sender = self.recipient = ""
        if self.server_of.is_tls_first:
            self._encrypt()
        self.lines = self.wire.makefile("rb")

    def handle(self) -> None:
        try:
            self._say("220 ready")
            while (line := self.lines.readline()) and self._answer(line.decode().strip()):
                pass
        except (OSError, ssl.SSLError):
            return

    def finish(self) -> None:
        self.lines.close()
        self.wire.close()

    def _answer(self, line: str) -> bool:
        word, _, rest = line.partition(" ")
        refusal = self.server_of.refuses.get(word.upper())
        if refusal:
            self._say(refusal)
            return True
        answers: dict[str, Callable[[], None]] = {
            "EHLO": self._offer,
            "STARTTLS": self._start_tls,
            "AUTH": lambda: self._sign_in(rest),
            "MAIL": lambda: self._name("sender", rest),
            "RCPT": lambda: self._name("recipient", rest),
            "DATA": self._receive,
            "QUIT": lambda: self._say("221 goodbye"),
        }
        answers.get(word.upper(), lambda: self._say("250 fine"))()
        return word.upper() != "QUIT"

    def _offer(self) -> None:
        offers = [
            "localhost",
            "AUTH PLAIN",
            *(["STARTTLS"] if self.server_of.tls and not self.is_tls else []),
        ]
        for each in offers[:-1]:
            self._say(f"250-{each}")
        self._say(f"250 {offers[-1]}")

    def _start_tls(self) -> None:
        self._say("220 go on")
        self.lines.close()
        self._encrypt()
        self.lines = self.wire.makefile("rb")

    def _encrypt(self) -> None:
        assert self.server_of.tls is not None
        self.wire = self.server_of.tls.wrap_socket(self.wire, server_side=True)
        self.is_tls = True

    def _sign_in(self, rest: str) -> None:
        _, self.user, password = base64.b64decode(rest.removeprefix("PLAIN ")).decode().split("\0")
        self._say("235 welcome" if password == PASSWORD else "535 who are you?")

    def _name(self, place: str, rest: str) -> None:
        setattr(self, place, rest.partition("<")[2].partition(">")[0])
        self._say("250 fine")

    def _receive(self) -> None:
        self._say("354 go on")
        raw = b""
        while (line := self.lines.readline()) != b".\r\n":
            raw += line.removeprefix(b".")
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.server_of.received.append(Received(self.sender, self.recipient, self.is_tls, self.user, message))
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wire.sendall(f"{line}\r\n".encode())
