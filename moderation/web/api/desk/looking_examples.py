"""What is sent and answered at the desk about rules, and looking back."""

from __future__ import annotations

from moderation.domain.rules import WELCOME
from moderation.web.api.example import Example

LOOKING: dict[str, Example] = {
    "readRules": Example(
        answered={
            200: {
                "around": {
                    "allowed_words": [],
                    "appeal_days": 14,
                    "banned_words": [],
                    "canned": [],
                    "close_after_days": None,
                    "edit_minutes": 5,
                    "held_words": [],
                    "hold_links_over": 2,
                    "hold_repeats_over": 1,
                    "mode": "open",
                    "newcomer_comments": 2,
                    "reasons": [],
                    "rejected_kept_days": None,
                    "reports_hold_at": 3,
                    "thresholds": {},
                    "unscored": "hold",
                    "wait_target_minutes": 60,
                    "welcome": WELCOME,
                },
                "changed_at": None,
                "changed_by": None,
                "in_force": {
                    "allowed_words": [],
                    "appeal_days": 14,
                    "banned_words": [],
                    "canned": [],
                    "close_after_days": None,
                    "edit_minutes": 5,
                    "held_words": [],
                    "hold_links_over": 2,
                    "hold_repeats_over": 1,
                    "mode": "open",
                    "newcomer_comments": 0,
                    "reasons": [],
                    "rejected_kept_days": None,
                    "reports_hold_at": 3,
                    "thresholds": {},
                    "unscored": "hold",
                    "wait_target_minutes": 60,
                    "welcome": WELCOME,
                },
                "model_thresholds": {"INSULT": 0.7, "OFF_TOPIC": 0.7},
                "number": 0,
                "said": {"newcomer_comments": 0},
            }
        }
    ),
    "changeRules": Example(
        sent={"rules": {"thresholds": {"INSULT": 0.95}}, "seen": 0, "note": "Less strict."},
        answered={200: {"number": 2}},
    ),
    "simulateRules": Example(
        sent={"rules": {"thresholds": {"INSULT": 0.95}}, "days": 30},
        answered={
            200: {
                "days": 30,
                "held": {"count": 0, "opposed": 0, "samples": []},
                "let_go": {
                    "count": 1,
                    "opposed": 0,
                    "samples": [
                        {
                            "article": "The budget vote",
                            "decided": None,
                            "id": "0199f3c2-7d10-7a4e-b1c5-4f2e00000006",
                            "text": "You idiot, b times.",
                            "why": ["Insult 90%, holds at 70%"],
                        }
                    ],
                },
                "looked_at": 6,
                "minutes_a_day": -0.016666666666666666,
                "not_rejected": {"count": 0, "opposed": 0, "samples": []},
                "refused": 0,
                "rejected": {"count": 0, "opposed": 0, "samples": []},
                "total": 6,
            }
        },
    ),
    "listRuleChanges": Example(
        answered={
            200: {
                "versions": [
                    {
                        "by": "Sena",
                        "differences": ["Thresholds: Insult inherited → 95\xa0%"],
                        "made_at": "2026-11-02T12:00:00+00:00",
                        "note": "Less strict.",
                        "number": 2,
                    }
                ],
                "next": "2",
            }
        }
    ),
    "revertRules": Example(sent={"number": 1, "seen": 2}, answered={201: {"number": 3}}),
    "searchComments": Example(
        answered={
            200: {
                "comments": [
                    {
                        "id": "0199f3c2-7d10-7a4e-b1c5-4f2e00000001",
                        "status": "published",
                        "author": "Ada",
                        "is_staff": False,
                        "section": "Home › City",
                        "article_title": "The budget vote",
                        "created_at": "2026-11-02T12:00:00+00:00",
                        "pieces": [
                            {"text": "Both ", "is_match": False},
                            {"text": "libraries", "is_match": True},
                            {"text": " stay open.", "is_match": False},
                        ],
                        "decision": None,
                    }
                ],
                "next": None,
            }
        }
    ),
    "readAudit": Example(
        answered={
            200: {
                "entries": [
                    {
                        "after": {"status": "rejected"},
                        "at": "2026-11-02T12:00:00+00:00",
                        "before": {"status": "held"},
                        "by": "Mira",
                        "is_undo": False,
                        "key_id": 5,
                        "name": "The budget vote",
                        "note": None,
                        "reason": "Insult",
                        "subject": "comment 0199f3c2-7d10-7a4e-b1c5-4f2e00000006",
                        "what": "reject",
                    }
                ],
                "next": "MjAyNi0xMS0wMlQxMjowMDowMCswMDowMCBkZWNpc2lvbiAxMw",
            }
        }
    ),
    "showInsight": Example(
        answered={
            200: {
                "appeals": {"hits": 0, "total": 1},
                "by_manager": [{"decisions": 4, "half": 0.0, "most": 0.0, "name": "Mira", "waits": 1}],
                "by_section": [{"decisions": 4, "half": 0.0, "most": 0.0, "name": "Home › City", "waits": 1}],
                "caught": {"hits": 4, "total": 6},
                "days": [{"counts": {"held": 0, "published": 0, "rejected": 0}, "day": "2026-10-27"}],
                "disagreed": {"hits": 2, "total": 5},
                "drifts": [{"before": [0], "index": None, "label": "Insult", "now": [0]}],
                "held_by": [{"approved": {"hits": 2, "total": 3}, "label": "Insult"}],
                "model": "2026.11",
                "pace": {"decisions": 5, "half": 0.0, "most": 0.0, "name": "Everybody", "waits": 1},
                "reports": {"off-topic": {"hits": 0, "total": 1}},
                "since": "2026-10-27T00:00:00+00:00",
                "until": "2026-11-03T00:00:00+00:00",
            }
        }
    ),
    "reportTransparency": Example(
        answered={
            200: {
                "appeals": {"made": 1, "refused": 1, "upheld": 0},
                "approved": 3,
                "by_reason": [{"detected": 1, "reason": "Insult", "undetected": 0}],
                "by_rule": [{"held": 4, "rejected": 0, "rule": "Insult (score)"}],
                "checked": {"hits": 2, "total": 3},
                "first": "2026-11-01",
                "held_by_check": 4,
                "last": "2026-11-02",
                "rejected_by_check": 0,
                "reports": {"off-topic": {"made": 1, "refused": 1, "upheld": 0}},
                "sanctions": {"suspend": 1, "warn": 1},
                "submitted": 6,
                "waits": {"appeal": 0.0, "decision": 0.0, "report": 0.0},
            }
        }
    ),
}
