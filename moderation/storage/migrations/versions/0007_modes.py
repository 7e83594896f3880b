"""Stored rules speak of a mode where they said whether everything is looked at first."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = [
    sa.table(name, sa.column("id", sa.Integer), sa.column("rules", sa.JSON))
    for name in ("site", "section", "rules_version")
]


def upgrade() -> None:
    """Say "pre" where everything was looked at first, and "open" where a section said that it was not."""
    _rewrite(_with_mode)


def downgrade() -> None:
    """Say it as before; what had no words then is left out, so that the rules stay readable."""
    _rewrite(_without_mode)


def _rewrite(change: Any) -> None:
    connection = op.get_bind()
    for table in TABLES:
        for number, text in connection.execute(sa.select(table.c.id, sa.cast(table.c.rules, sa.Text))).all():
            rules = _read(text)
            changed = change(rules)
            if changed != rules:
                connection.execute(table.update().where(table.c.id == number).values(rules=changed))


def _read(text: str) -> dict[str, Any]:
    """What is stored; nothing where somebody broke it by hand, which is left as it is."""
    try:
        rules = json.loads(text)
    except ValueError:
        return {}
    return rules if isinstance(rules, dict) else {}


def _with_mode(rules: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(rules.get("pre_moderate"), bool):
        return rules
    rest = {name: said for name, said in rules.items() if name != "pre_moderate"}
    return {**rest, "mode": "pre" if rules["pre_moderate"] else "open"}


def _without_mode(rules: dict[str, Any]) -> dict[str, Any]:
    kept = {name: said for name, said in rules.items() if name in BEFORE}
    return {**kept, "pre_moderate": rules["mode"] in {"pre", "closed"}} if "mode" in rules else kept


BEFORE = (
    "thresholds banned_words held_words hold_links_over hold_repeats_over newcomer_comments unscored".split()
)
