"""Carries letters: to a server that speaks SMTP, or into a folder where they can be looked at."""

from __future__ import annotations

import os
import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import structlog

from moderation.domain.letters import NotSent, Outgoing

TIMEOUT_S = 10
"""How long the server may take over each step: other jobs wait meanwhile."""

PORTS = {"smtp": 587, "smtps": 465}

log = structlog.get_logger()


@dataclass(frozen=True)
class Server:
    """Where letters are handed in: over TLS from the beginning (``smtps``), by STARTTLS, or unprotected if told so."""

    host: str
    port: int
    is_tls: bool
    starts_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def at(cls, address: str) -> Server:
        """The server of an address such as ``smtp://user:password@host:587``; ``?starttls=no`` asks for none."""
        there = urlsplit(address)
        starts = parse_qs(there.query).get("starttls", ["yes"])[-1] != "no"
        return cls(
            host=there.hostname or "",
            port=there.port or PORTS[there.scheme],
            is_tls=there.scheme == "smtps",
            starts_tls=there.scheme == "smtp" and starts,
            user=unquote(there.username or ""),
            password=unquote(there.password or ""),
        )


class SmtpMail:
    """Hands letters to a server, one connection a letter."""

    def __init__(self, server: Server, sender: str, tls: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._sender = sender
        self._tls = tls or ssl.create_default_context()

    def send(self, letter: Outgoing) -> None:
        """Hand the letter to the server.

        Raises:
            NotSent: when it cannot be reached, or does not take it.
        """
        message = message_of(letter, self._sender)
        try:
            with closing(self._connected()) as connection:
                connection.send_message(message, self._sender, [letter.to])
                with suppress(OSError, smtplib.SMTPException):  # what is taken is taken, however they part
                    connection.quit()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise NotSent(
                f"the server takes nothing for the recipient ({codes[0]})", is_passing=codes[0] < 500
            ) from error
        except smtplib.SMTPResponseException as error:
            kind = type(error).__name__
            is_the_letters = isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
            raise NotSent(
                f"the server refused ({kind} {error.smtp_code})", is_passing=not is_the_letters
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"the server cannot be used ({type(error).__name__})", is_passing=True) from error

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.is_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=TIMEOUT_S, context=self._tls
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
        try:
            if server.starts_tls:
                connection.starttls(context=self._tls)
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection


class FileMail:
    """Lays letters into a folder, for whoever runs the desk to look at; ``tells`` has the log say where each lies."""

    def __init__(self, folder: Path, sender: str, *, tells: bool = False) -> None:
        self._folder = folder
        self._sender = sender
        self._tells = tells

    def send(self, letter: Outgoing) -> None:
        """Lay the letter into the folder, readable for its owner alone.

        Raises:
            NotSent: when it cannot be written.
        """
        file = self._folder / f"{letter.number:06d}-{letter.kind.value}.eml"
        beginning = file.with_suffix(".part")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(beginning, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(bytes(message_of(letter, self._sender, "8bit")))  # readable as it lies there
            beginning.replace(file)
        except OSError as error:
            raise NotSent(f"it cannot be written ({type(error).__name__})", is_passing=True) from error
        if self._tells:
            log.info("a letter lies in the outbox", file=str(file))


def message_of(letter: Outgoing, sender: str, encoding: str = "quoted-printable") -> EmailMessage:
    """The letter as it travels, its text in this transfer encoding.

    No header can hold a line break, for the library refuses one.
    """
    message = EmailMessage()
    message["From"] = formataddr((letter.sender_name, sender))
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.made_at)
    message["Message-ID"] = f"<{letter.made_at:%Y%m%d%H%M%S}.{letter.number}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, cte=encoding)
    return message
