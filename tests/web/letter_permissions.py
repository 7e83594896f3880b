"""The routes that the links of letters lead to, and who may ask them what."""

from __future__ import annotations

from tests.web.outcomes import BROWSERS, EVERYBODY, HIDDEN, REFUSED, Outcome

LINKS: dict[str, Outcome] = {
    "GET /forgot": EVERYBODY,
    "POST /forgot": BROWSERS,
    "GET /reset/<token>": (HIDDEN,) * 7,
    "POST /reset/<token>": (HIDDEN, HIDDEN, REFUSED, *(HIDDEN,) * 4),
    "GET /confirm/<token>": (HIDDEN,) * 7,
    "POST /confirm/<token>": (HIDDEN, HIDDEN, REFUSED, *(HIDDEN,) * 4),
}
