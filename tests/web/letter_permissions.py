"""The routes that the links of letters lead to, and those of readers without an account; who may ask them what."""

from __future__ import annotations

from tests.web.outcomes import ASKED, BROWSERS, EVERYBODY, HIDDEN, REFUSED, Outcome

LINKS: dict[str, Outcome] = {
    "POST /api/v1/sites/<site:site>/sso": (ASKED,) * 7,
    "POST /api/v1/sites/<site:site>/guests": (REFUSED,) * 7,
    "GET /forgot": EVERYBODY,
    "POST /forgot": BROWSERS,
    "GET /reset/<token>": (HIDDEN,) * 7,
    "POST /reset/<token>": (HIDDEN, HIDDEN, REFUSED, *(HIDDEN,) * 4),
    "GET /confirm/<token>": (HIDDEN,) * 7,
    "POST /confirm/<token>": (HIDDEN, HIDDEN, REFUSED, *(HIDDEN,) * 4),
}
