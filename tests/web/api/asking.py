"""What the API's tests ask of every answer: its shape when it refuses, and what it left in the tables."""

from __future__ import annotations

import json

from werkzeug.test import TestResponse

from moderation.parts import Parts
from tests.making import stored


def kept(parts: Parts) -> int:
    return sum(stored(parts).values())


def is_problem(response: TestResponse, status: int, code: str) -> bool:
    said = json.loads(response.text)
    return (
        response.status_code == status
        and response.mimetype == "application/problem+json"
        and said["status"] == status
        and said["code"] == code
        and bool(said["detail"])
    )
