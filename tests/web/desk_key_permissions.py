"""The desk at the API: only keys that act as somebody there get in; tests/web/api/test_desk_keys.py asks more."""

from __future__ import annotations

from tests.web.outcomes import NOBODY, Outcome

COMMENT = "/api/v1/desk/comments/<uuid:comment>"
AUTHOR = "/api/v1/desk/authors/<int(max=2147483647):author_id>"

DESK_KEYS: dict[str, Outcome] = dict.fromkeys(
    (
        "GET /api/v1/desk/queue",
        f"GET {COMMENT}",
        f"PUT {COMMENT}/claim",
        f"DELETE {COMMENT}/claim",
        f"POST {COMMENT}/decisions",
        f"POST {COMMENT}/undo",
        f"POST {COMMENT}/keep",
        f"POST {COMMENT}/replies",
        f"POST {COMMENT}/answer",
        f"PUT {COMMENT}/featured",
        f"PUT {COMMENT}/article",
        "PUT /api/v1/desk/articles/<article:article>/mode",
        "POST /api/v1/desk/acts/<int(max=2147483647):act>/undo",
        "GET /api/v1/desk/batches/range",
        "POST /api/v1/desk/batches/range",
        "POST /api/v1/desk/batches/picked",
        "POST /api/v1/desk/batches/<int(max=2147483647):batch>/undo",
        f"GET {COMMENT}/alike",
        f"GET {AUTHOR}",
        f"POST {AUTHOR}/sanctions",
        f"POST {AUTHOR}/notes",
        "POST /api/v1/desk/sanctions/<int(max=2147483647):sanction>/end",
        "GET /api/v1/desk/articles/<article:article>",
        "GET /api/v1/desk/rules",
        "PUT /api/v1/desk/rules",
        "POST /api/v1/desk/rules/simulation",
        "GET /api/v1/desk/rules/versions",
        "POST /api/v1/desk/rules/revert",
        "GET /api/v1/desk/search",
        "GET /api/v1/desk/audit",
        "GET /api/v1/desk/insight",
        "GET /api/v1/desk/transparency",
    ),
    NOBODY,
)
