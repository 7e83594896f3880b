"""List the community managers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.storage import accounts

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class ManagerAccount:
    """A community manager; ``id`` names them in decisions."""

    id: int
    name: str
    has_one_time_password: bool
    created_at: datetime


def list_accounts(parts: Parts) -> list[ManagerAccount]:
    """Every community manager, oldest account first."""
    with parts.database.reading() as session:
        return [
            ManagerAccount(account.id, account.name, account.must_change_password, account.created_at)
            for account in accounts.managers(session)
        ]
