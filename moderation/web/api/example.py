"""What an example of an operation is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Example:
    """The body that is ``sent``, if there is one, and the body that is ``answered`` by status."""

    sent: Any = None
    answered: Mapping[int, Any] = field(default_factory=dict)
