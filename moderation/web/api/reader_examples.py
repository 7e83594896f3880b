"""What readers without an account send and are answered, shown in the OpenAPI document."""

from __future__ import annotations

from moderation.web.api.example import Example

HANDED_OUT = {
    "token": "reader_3pS0h6Gk2d1u8VZcJm5y7QxWbN4tRfLaEiOoKzYv9sA",
    "expires_at": "2026-11-02T13:00:00+00:00",
}

READERS: dict[str, Example] = {
    "vouchForReader": Example(
        sent={"token": "eyJhbGciOiJFUzI1NiIsImtpZCI6IjIwMjYtMTEifQ.eyJzdWIiOiIxNyJ9.c2lnbmF0dXJl"},
        answered={201: {**HANDED_OUT, "name": "Ada"}},
    ),
    "welcomeGuest": Example(sent={"name": "Guido"}, answered={201: {**HANDED_OUT, "name": "Guido"}}),
}
"""By the operationId, merged in ``examples``."""
