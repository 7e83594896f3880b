"""A key can be given no scope that opens nothing, and nothing asks for a scope that no key can have."""

from __future__ import annotations

import re
from pathlib import Path

import moderation.use_cases
from moderation.domain.callers import SCOPES


def test_every_scope_opens_something() -> None:
    room = Path(moderation.use_cases.__path__[0])
    asked = {
        scope
        for path in room.glob("*.py")
        for scope in re.findall(r'require_scope\(caller, "(\w+)"', path.read_text())
    }

    assert asked == set(SCOPES)
