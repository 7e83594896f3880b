"""What the API's tests ask of every answer: its shape when it refuses, and what it left in the tables."""

from __future__ import annotations

import json

from werkzeug.test import TestResponse

from moderation.parts import Parts
from moderation.storage import queue


def kept(parts: Parts) -> int:
    with parts.database.reading() as session:
        return sum(queue.counts(session, ()).values())


def is_problem(response: TestResponse, status: int, code: str) -> bool:
    said = json.loads(response.text)
    return (
        response.status_code == status
        and response.mimetype == "application/problem+json"
        and said["status"] == status
        and said["code"] == code
        and bool(said["detail"])
    )
