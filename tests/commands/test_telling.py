"""Every line of the log has one shape, whoever wrote it, and none holds what somebody sent."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.serving import RealService
from tests.small_model import in_service

SECRET = "hunter2"
"""What none of the lines may hold."""


def lines_of(program: str) -> list[dict[str, Any]]:
    """What a program that logs as we do has written to standard error, line by line."""
    begin = "import logging, structlog, warnings\nfrom moderation.commands import telling\ntelling.log_as_lines()\n"
    ran = subprocess.run(
        [sys.executable, "-c", begin + program], capture_output=True, text=True, check=True, timeout=60
    )
    return [json.loads(line) for line in ran.stderr.splitlines()]


def test_lines_of_libraries_have_the_shape_of_ours() -> None:
    ours, theirs = lines_of(
        "structlog.get_logger().warning('answered')\nlogging.getLogger('library').warning('a pool of %d', 5)"
    )

    assert set(ours) == {"event", "level", "timestamp"}
    assert set(theirs) == {"event", "level", "timestamp", "logger"}
    assert theirs["event"] == "a pool of 5"


@pytest.mark.parametrize(
    ("statement", "event"),
    [
        (f"logging.getLogger('gunicorn.error').error('request %s', '/?q={SECRET}')", "request …"),
        (
            "logging.getLogger('gunicorn.error').error('%s was sent %s!%s', 7, 'SIGKILL', ' Why?')",
            "7 was sent SIGKILL!…",
        ),
        (f"logging.getLogger('x').warning('Invalid request from ip=192.0.2.1: {SECRET}')", "Invalid request"),
        (f"logging.getLogger('x').error('Why:\\n%s', '{SECRET}')", "Why:"),
        (f"logging.getLogger('x').error(ValueError('{SECRET}'))", "ValueError"),
        (f"logging.getLogger('x').error('%(a)s', {{'a': '{SECRET}'}})", "%(a)s"),
        (f"warnings.warn('{SECRET}')", "<string>:4: UserWarning"),
        ("logging.getLogger('moderation.x').error('failed: %s', 'TypeError')", "failed: TypeError"),
    ],
    ids=["uri", "signal", "address", "lines", "exception", "named", "warning", "ours"],
)
def test_what_a_library_fills_in_is_left_out(statement: str, event: str) -> None:
    (line,) = lines_of(statement)

    assert line["event"] == event
    assert SECRET not in str(line)


def test_an_exception_is_told_by_its_kind_and_place() -> None:
    (line,) = lines_of(
        f"try:\n    raise ValueError('{SECRET}')\nexcept ValueError:\n    logging.getLogger('x').exception('broke')"
    )

    assert (line["event"], line["error"], line["where"]) == ("broke", "ValueError", ["<string>:5 <module>"])
    assert SECRET not in str(line)


def test_a_request_that_is_no_http_leaves_a_line_like_any_other(tmp_path: Path) -> None:
    said = {"MODERATION_DEMO": "0", **in_service(tmp_path)}
    with RealService(tmp_path / "var", said, "--without-worker") as service:
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
            connection.sendall(f"{SECRET} is no request\r\n\r\n".encode())
            answer = connection.recv(1000)
        log = (service.data_dir / "log").read_text().splitlines()
    lines = [json.loads(line) for line in log if line.startswith("{")]

    assert answer.startswith(b"HTTP/1.1 400")
    assert [line["logger"] for line in lines if line["event"] == "Invalid request"] == ["gunicorn.error"]
    assert not [line for line in log if SECRET in line or "[WARNING]" in line]
