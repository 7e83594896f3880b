"""A manager's browser without a window: it signs in, and every form it sends carries its CSRF token."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.parts import Parts
from moderation.use_cases.change_password import change_password
from moderation.use_cases.create_account import create_account
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.sign_in import sign_in
from tests.making import PASSWORD

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Desk:
    """A browser at the desk."""

    client: FlaskClient

    def token(self) -> str:
        """The token that this browser's forms carry now."""
        found = TOKEN.search(self.client.get("/desk/password", follow_redirects=True).text)
        assert found is not None
        return found[1]

    def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        """The answer to name and password."""
        return self.post("/desk/sign-in", name=name, password=password, **fields)

    def get(self, path: str = "/desk") -> TestResponse:
        """A page."""
        return self.client.get(path)

    def post(self, path: str, **fields: str | int) -> TestResponse:
        """The answer to a form, before any redirect is followed."""
        return self.client.post(path, data={"csrf_token": self.token(), **fields})

    def decide(self, comment_id: str, action: str, **fields: str | int) -> TestResponse:
        """The answer to one of a comment's forms."""
        return self.post(f"/desk/comments/{comment_id}/{action}", **fields)


def a_manager_with_a_password(parts: Parts, name: str = "Mira") -> None:
    """A community manager who has chosen PASSWORD."""
    given = create_account(parts, name)
    caller = identify_caller(parts, token=sign_in(parts, name, given, "192.0.2.9"))
    change_password(parts, caller, given, PASSWORD)
