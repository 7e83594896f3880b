"""What is sent and answered at the desk about one comment."""

from __future__ import annotations

from typing import Any

from moderation.web.api.example import Example

COMMENT: dict[str, Any] = {
    "appeal": None,
    "article": {
        "id": "budget",
        "mode": None,
        "section": "Home / City",
        "title": "The budget vote",
        "url": None,
    },
    "author": {
        "held": 1,
        "id": 1,
        "is_staff": False,
        "name": "Ada",
        "published": 0,
        "rejected": 0,
        "since": "2026-11-02T12:00:00+00:00",
    },
    "copies": [],
    "created_at": "2026-11-02T12:00:00+00:00",
    "evidence": [
        {"text": "The mayor is an ", "weights": {}},
        {"text": "idiot", "weights": {"INSULT": 2.0}},
        {"text": ", and the libraries stay open.", "weights": {}},
    ],
    "findings": [
        {
            "attribute": "INSULT",
            "code": "score.insult",
            "score": 0.9,
            "text": "Insult 90%, holds at 70%",
            "threshold": 0.7,
            "told": "This looks like it is aimed at a person rather than their point.",
            "verdict": "hold",
        }
    ],
    "history": [
        {
            "action": "hold",
            "after": "held",
            "by": None,
            "decided_at": "2026-11-02T12:00:00+00:00",
            "id": 1,
            "key_id": None,
            "model": "2026.11",
            "note": None,
            "reason": None,
        }
    ],
    "id": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001",
    "is_featured": False,
    "may_undo": False,
    "model": "2026.11",
    "reasons": [
        {"code": "courtesy", "label": "Discourteous", "told": "It was not courteous to others."},
        {"code": "insult", "label": "Insult", "told": "It insulted somebody."},
    ],
    "reports": [],
    "sanctions": [],
    "scores": [
        {"attribute": "INSULT", "holds": True, "label": "Insult", "score": 0.9, "threshold": 0.7},
        {"attribute": "OFF_TOPIC", "holds": False, "label": "Off topic", "score": 0.1, "threshold": 0.7},
    ],
    "site": "harbour",
    "status": "held",
    "text": "The mayor is an idiot, and the libraries stay open.",
    "thread": [
        {
            "author": "Ada",
            "created_at": "2026-11-02T12:00:00+00:00",
            "id": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001",
            "is_staff": False,
            "is_this": True,
            "status": "held",
            "text": "The mayor is an idiot, and the libraries stay open.",
        }
    ],
    "version": 2,
}

COMMENTS: dict[str, Example] = {
    "reviewQueue": Example(
        answered={
            200: {
                "comments": [COMMENT],
                "counts": {"appealed": 0, "held": 1, "reported": 0, "unscored": 0},
                "looked_at_by": {},
                "next": None,
                "waiting_since": "2026-11-02T12:00:00+00:00",
            }
        }
    ),
    "reviewComment": Example(answered={200: COMMENT}),
    "claimComment": Example(answered={200: {"colleague": None}}),
    "decideComment": Example(
        sent={
            "action": "reject",
            "version": 2,
            "reason": "insult",
            "note": "The second this week.",
            "told": "Say it without the insult, please.",
        },
        answered={
            201: {
                "comment": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001",
                "decision": 2,
                "status": "rejected",
                "version": 3,
            }
        },
    ),
    "undoDecision": Example(
        sent={"decision": 2},
        answered={
            201: {
                "comment": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001",
                "decision": 3,
                "status": "held",
                "version": 4,
            }
        },
    ),
    "keepComment": Example(
        sent={"version": 2},
        answered={
            201: {
                "comment": "0199f3c2-7d10-7a4e-b1c5-4f2e00000003",
                "decision": 7,
                "status": "published",
                "version": 3,
            }
        },
    ),
    "replyToComment": Example(
        sent={"version": 4, "text": "Both libraries stay open until June."},
        answered={
            201: {
                "comment": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001",
                "reply": "0199f3c2-7d10-7a4e-b1c5-4f2e00000002",
                "status": "published",
                "version": 5,
            }
        },
    ),
    "settleAppeal": Example(
        sent={"version": 3, "upholds": False, "answer": "It stands: nobody is called names here."},
        answered={
            201: {
                "comment": "0199f3c2-7d10-7a4e-b1c5-4f2e00000004",
                "decision": 10,
                "status": "rejected",
                "version": 4,
            }
        },
    ),
    "featureComment": Example(sent={"version": 5, "featured": True}, answered={200: {"act": 18}}),
    "moveComment": Example(sent={"version": 7, "article": "match"}, answered={200: {"act": 20}}),
    "setThreadMode": Example(sent={"mode": "pre", "seen": None}, answered={200: {"act": 21}}),
    "undoAct": Example(answered={201: {"act": 19}}),
}
