"""Asking the desk at the API with the key of one who works there."""

from __future__ import annotations

from typing import Any

from tests.making import a_comment, a_key, a_machine
from tests.visitors import Visitors

RUDE = "You idiot."


class Desk:
    """A house, asked with the key of one who works there."""

    def __init__(self, visitors: Visitors) -> None:
        self.visitors, self.parts = visitors, visitors.parts
        self.machine = a_machine(visitors.parts)
        self.keys = {
            who: a_key(visitors.parts, acts_as=who) for who in ("inside", "outside", "senior", "spare")
        }

    def ask(self, who: str, method: str, path: str, **sent: Any) -> Any:
        """The answer to somebody's key, or to the key itself."""
        headers = {"Authorization": f"Bearer {self.keys.get(who, who)}"}
        return self.visitors.app.test_client().open(
            f"/api/v1/desk{path}", method=method, headers=headers, **sent
        )

    def rude(self, text: str = RUDE) -> str:
        """A comment that is held."""
        return a_comment(self.parts, self.machine, text).id

    def decide(self, who: str, comment: str, version: int, action: str = "publish", **more: str) -> Any:
        """The answer to a decision."""
        said = {"action": action, "version": version, **more}
        return self.ask(who, "POST", f"/comments/{comment}/decisions", json=said)
