"""A reader's browser without a window: it fills in the forms that it sees, CSRF token and all."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.making import PASSWORD

ARTICLE = "/sites/harbour/articles/budget"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass
class Reader:
    """A browser at the readers' pages."""

    client: FlaskClient

    def get(self, path: str = ARTICLE) -> TestResponse:
        """A page."""
        return self.client.get(path)

    def submit(self, page: str, action: str, **fields: str) -> TestResponse:
        """The answer to the form with this action on this page, filled in."""
        return self.client.post(action, data={**self.hidden(page, action), **fields})

    def hidden(self, page: str, action: str) -> dict[str, str]:
        """What the form with this action on this page sends without being filled in."""
        return hidden_in(self.get(page).text, action)

    def sign_up(self, name: str = "Rhea", password: str = PASSWORD, page: str = "/sign-up") -> TestResponse:
        """The answer to a new account's form."""
        return self.submit(page, "/sign-up", name=name, password=password)

    def post(self, text: str, **fields: str) -> TestResponse:
        """The answer to a comment."""
        return self.submit(ARTICLE, f"{ARTICLE}/comments", text=text, **fields)

    def says(self, text: str, **fields: str) -> str:
        """The page that a comment leads to."""
        return self.get(self.post(text, **fields).location).text


def hidden_in(page: str, action: str) -> dict[str, str]:
    """What the form with this action in the page sends without being filled in."""
    form = page.partition(f'action="{action}"')[2].partition("</form>")[0]
    return {name: html.unescape(value) for name, value in HIDDEN.findall(form)}


def seen(page: str) -> str:
    """The words of a page, one space between them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
