"""``moderation account``: what it refuses, in one line, and the lost authenticator."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from moderation.storage import accounts, factors
from moderation.storage.database import Database

if TYPE_CHECKING:
    from tests.commands.conftest import Command


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["role", "Ada", "senior"], "Error: Ada is the last administrator. Make somebody else one first."),
        (["role", "Ada", "admin"], "Error: Ada is administrator already."),
        (["role", "Nobody", "admin"], "Error: There is no account named Nobody."),
        (["assign", "Ada", "courier"], "Error: There is no such site."),
        (["unassign", "Ada", "courier"], "Error: There is no such site."),
        (["remove-factor", "Ada"], "Error: Ada has no second factor."),
        (["create", "Bo", "--role", "reader"], "Invalid value for '--role'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_told(moderation: Command, arguments: list[str], told: str) -> None:
    moderation("account", "create", "Ada", "--role", "admin")

    assert told in moderation("account", *arguments).output


def test_a_lost_second_factor_is_removed(moderation: Command, tmp_path: Path) -> None:
    moderation("account", "create", "Ada", "--role", "admin")
    database = Database(f"sqlite:///{tmp_path / 'var' / 'moderation.sqlite3'}")
    with database.writing() as session:
        ada = accounts.account_named(session, "ada")
        assert ada is not None
        factors.set_secret(session, ada, "A" * 32, None)
    database.engine.dispose()
    before = moderation("account", "list").output

    moderation("account", "remove-factor", "Ada")

    assert "second factor" in before
    assert "second factor" not in moderation("account", "list").output
