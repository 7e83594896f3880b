"""Letters over SMTP to a real server, and into a folder: what arrives, what is refused, and what no header can hold."""

from __future__ import annotations

import ssl
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from moderation.delivery.mail import FileMail, Server, SmtpMail, message_of
from moderation.domain.letters import LetterKind, NotSent, Outgoing
from tests.certificates import certificate_of
from tests.mail_server import PASSWORD, MailServer
from tests.serving import free_port

LETTER = Outgoing(
    number=7,
    kind=LetterKind.DIGEST,
    made_at=datetime(2026, 11, 2, 12, tzinfo=UTC),
    to="ada@example.org",
    sender_name="The Harbour Post",
    subject="Grüße, Ada",
    text="Good day,\n.\nthere is an answer to you.\n",
    unsubscribe="https://desk.example/off/1",
)
SENDER = "comments@desk.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of localhost with its key, in one file."""
    return certificate_of("localhost", tmp_path_factory.mktemp("mail"))


@pytest.fixture(scope="module")
def trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


@pytest.fixture(scope="module")
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture(scope="module")
def plain() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_letter_arrives_as_it_was_written_over_tls(
    tls: ssl.SSLContext, trusting: ssl.SSLContext, scheme: str
) -> None:
    with MailServer(tls, is_tls_first=scheme == "smtps") as server:
        address = f"{scheme}://desk:{PASSWORD.replace(' ', '%20')}@localhost:{server.port}"
        SmtpMail(Server.at(address), SENDER, trusting).send(LETTER)
    came = server.received[0]

    assert (came.sender, came.recipient, came.is_tls, came.user) == (SENDER, LETTER.to, True, "desk")
    assert came.message["From"] == f"The Harbour Post <{SENDER}>"
    assert came.message["Subject"] == LETTER.subject
    assert came.message["List-Unsubscribe"] == f"<{LETTER.unsubscribe}>"
    assert came.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert came.message["Message-ID"] == "<20261102120000.7@desk.example>"
    assert came.message.get_content().replace("\r", "") == LETTER.text


def test_a_server_that_offers_no_tls_gets_nothing_unless_that_is_asked_for(plain: MailServer) -> None:
    with pytest.raises(NotSent, match="cannot be used") as refusal:
        SmtpMail(Server.at(f"smtp://localhost:{plain.port}"), SENDER).send(LETTER)
    SmtpMail(Server.at(f"smtp://localhost:{plain.port}?starttls=no"), SENDER).send(LETTER)

    assert refusal.value.is_passing
    assert [came.is_tls for came in plain.received] == [False]


def test_a_certificate_that_nobody_vouches_for_gets_nothing(tls: ssl.SSLContext) -> None:
    with MailServer(tls) as server, pytest.raises(NotSent, match="SSLCertVerificationError"):
        SmtpMail(Server.at(f"smtp://localhost:{server.port}"), SENDER).send(LETTER)

    assert server.received == []


@pytest.mark.parametrize(
    ("command", "answer", "is_passing"),
    [
        ("RCPT", "550 no such user ada@example.org", False),
        ("RCPT", "451 come back later", True),
        ("DATA", "554 this is spam", False),
        ("MAIL", "452 too busy", True),
        ("AUTH", "535 who are you?", True),
    ],
)
def test_a_refusal_tells_whether_trying_again_may_help_and_no_address(
    tls: ssl.SSLContext, trusting: ssl.SSLContext, command: str, answer: str, *, is_passing: bool
) -> None:
    server = MailServer(tls, refuses={command: answer})
    with server, pytest.raises(NotSent) as refusal:
        SmtpMail(Server.at(f"smtp://a:let%20me%20in@localhost:{server.port}"), SENDER, trusting).send(LETTER)

    assert refusal.value.is_passing is is_passing
    assert "ada" not in str(refusal.value)


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(NotSent, match="ConnectionRefusedError") as refusal:
        SmtpMail(Server.at(f"smtp://127.0.0.1:{free_port()}"), SENDER).send(LETTER)

    assert refusal.value.is_passing


def test_without_a_server_letters_lie_in_a_folder_for_their_owner_alone(tmp_path: Path) -> None:
    FileMail(tmp_path / "outbox", SENDER).send(LETTER)
    (file,) = (tmp_path / "outbox").iterdir()
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)

    assert file.name == "000007-digest.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (letter["To"], letter["Subject"]) == (LETTER.to, LETTER.subject)


@pytest.mark.parametrize("place", ["subject", "sender_name", "to", "unsubscribe"])
def test_no_header_can_bring_another(place: str) -> None:
    said: dict[str, Any] = {place: "x\r\nBcc: everybody@example.org"}
    crafted = replace(LETTER, **said)

    try:
        message = message_of(crafted, SENDER)
    except ValueError:
        return
    assert "Bcc" not in message_from_bytes(bytes(message), policy=policy.default)
