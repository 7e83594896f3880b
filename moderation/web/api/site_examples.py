"""What is sent and answered about a site's comments, and scores."""

from __future__ import annotations

from moderation.web.api.example import Example

SITES: dict[str, Example] = {
    "editComment": Example(
        sent={"text": "Closing one library saves little.", "version": 2, "author": "17"},
        answered={
            200: {
                "id": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001",
                "status": "published",
                "reasons": [],
                "version": 3,
                "model": "2026.11",
            }
        },
    ),
    "exportAuthor": Example(
        answered={
            200: {
                "exported_at": "2026-11-02T12:00:00+00:00",
                "account": None,
                "authors": [{"site": "harbour", "id": "17", "name": "Ada"}],
                "comments": [{"text": "A fair budget.", "status": "published"}],
                "reports": [],
                "respects": [],
                "follows": [],
                "mutes": [{"author": "Ben", "since": "2026-11-02T12:00:00+00:00"}],
                "appeals": [],
                "sanctions": [],
                "notices": [],
                "suggestions": [],
                "asked": {"idempotency_keys": [], "answers": [], "tokens": [], "counted": []},
            }
        }
    ),
    "forgetAuthor": Example(
        answered={200: {"state": "done", "left": 0}, 202: {"state": "going_on", "left": 1200}}
    ),
    "respectComment": Example(
        sent={"given": True, "author": {"id": "18", "name": "Ben"}},
        answered={200: {"respects": 3, "given": True}},
    ),
    "considerDraft": Example(
        sent={"text": "Only an idiot would close the library."},
        answered={
            200: {
                "told": ["This looks like it is aimed at a person rather than their point."],
                "marks": [{"begin": 8, "end": 13}],
            }
        },
    ),
    "withdrawComment": Example(
        answered={200: {"id": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001", "status": "withdrawn", "version": 4}}
    ),
    "putBackComment": Example(
        sent={"version": 4, "author": "17"},
        answered={
            200: {
                "id": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001",
                "status": "published",
                "reasons": [],
                "version": 2,
                "model": "2026.11",
            }
        },
    ),
    "listComments": Example(
        answered={
            200: {
                "comments": [
                    {
                        "author": "Ada",
                        "created_at": "2026-11-02T12:00:00+00:00",
                        "id": "0199f3c2-7d10-7a4e-b1c5-4f2e00000003",
                        "is_featured": False,
                        "is_own": False,
                        "is_staff": False,
                        "parent": None,
                        "replies": [],
                        "reply_count": 0,
                        "edited_at": None,
                        "respects": 3,
                        "is_respected": False,
                        "version": 2,
                        "status": "published",
                        "text": "Close the second library instead.",
                        "told": [],
                    }
                ],
                "next": "WzAsICIwMWExOWMyMS03MjAwLTdiN2QtYTYwOC1jMWU0NDJmZWIxYWIiXQ",
                "total": 2,
            }
        }
    ),
    "countSubmissions": Example(
        answered={200: {"by_status": {"held": 0, "published": 0, "rejected": 0}, "stored": 0}}
    ),
    "acknowledgeWarning": Example(sent={"author": "ada"}),
    "reportComment": Example(
        sent={"ground": "off-topic", "note": "It is about boats.", "author": {"id": "19", "name": "Carla"}},
        answered={200: {"id": 1, "status": "published"}, 201: {"id": 1, "status": "published"}},
    ),
    "appealDecision": Example(
        sent={"note": "I quoted the mayor.", "author": {"id": "ada", "name": "Ada"}},
        answered={
            200: {"answer": None, "decision": 9, "made_at": "2026-11-02T12:00:00+00:00", "state": "waiting"},
            201: {"answer": None, "decision": 9, "made_at": "2026-11-02T12:00:00+00:00", "state": "waiting"},
        },
    ),
    "listNotices": Example(
        answered={
            200: {
                "notices": [
                    {
                        "id": 7,
                        "news": "rejected",
                        "title": "Your comment was not published",
                        "text": "It insulted somebody.",
                        "comment": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001",
                        "decision": 12,
                        "at": "2026-11-02T12:01:00+00:00",
                        "is_new": True,
                    }
                ],
                "next": "MjAyNi0xMS0wMlQxMjowMTowMCswMDowMCA3",
            }
        }
    ),
    "stateReasons": Example(
        answered={
            200: {
                "appeal_until": "2026-11-16T12:00:00+00:00",
                "article": "match",
                "automated_decision": "partially",
                "comment": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001",
                "commented_at": "2026-11-02T12:00:00+00:00",
                "decided_at": "2026-11-02T12:00:00+00:00",
                "decision": 2,
                "detected_by_machine": True,
                "effect": "The comment is not shown to others, on this site and without an end.",
                "for_database": {
                    "application_date": "2026-11-02",
                    "automated_decision": "AUTOMATED_DECISION_PARTIALLY",
                    "automated_detection": "Yes",
                    "content_date": "2026-11-02",
                    "content_type": "CONTENT_TYPE_TEXT",
                    "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
                    "decision_visibility": "DECISION_VISIBILITY_CONTENT_REMOVED",
                    "puid": "harbour-decision-2",
                    "source_type": "SOURCE_VOLUNTARY",
                },
                "grounds": [
                    {
                        "code": "reason.insult",
                        "found": "Insult",
                        "score": None,
                        "threshold": None,
                        "told": "Say it without the insult, please.",
                    },
                    {
                        "code": "score.insult",
                        "found": "Insult 90%, holds at 70%",
                        "score": 0.9,
                        "threshold": 0.7,
                        "told": "This looks like it is aimed at a person rather than their point.",
                    },
                ],
                "model": "2026.11",
                "noticed": False,
                "restriction": "rejected",
                "stands": False,
                "text": "The mayor is an idiot, and the libraries stay open.",
            }
        }
    ),
    "scoreTexts": Example(
        sent={
            "texts": [
                {"text": "Forty lamps are too few.", "language": "en"},
                {"text": "Quaranta lampade sono poche.", "language": "it"},
            ]
        },
        answered={
            200: {
                "model": "2026.11",
                "scores": [
                    {
                        "foreign": None,
                        "reasons": [],
                        "scores": {"INSULT": 0.1, "OFF_TOPIC": 0.1},
                        "verdict": "publish",
                    },
                    {"foreign": "it", "reasons": [], "scores": None, "verdict": None},
                ],
            }
        },
    ),
}
