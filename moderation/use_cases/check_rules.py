"""Look at every stored rule, for those that were written past us and cannot be used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from moderation.domain.errors import Malformed
from moderation.domain.rules import Rules
from moderation.storage import sites

if TYPE_CHECKING:
    from moderation.parts import Parts


def check_rules(parts: Parts) -> list[tuple[str, str]]:
    """(Where, what is wrong) for each site and section whose stored rules cannot be used."""
    with parts.database.reading() as session:
        written = sites.rules_as_written(session)
    faults = [(" / ".join(filter(None, (site, path))), _fault(text)) for site, path, text in written]
    return [(where, fault) for where, fault in faults if fault]


def _fault(text: str) -> str:
    try:
        Rules().overridden(json.loads(text))
    except ValueError:
        return "no JSON"
    except Malformed as refusal:
        return ", ".join(refusal.fields) or "no JSON object"
    return ""
