"""What is sent and answered at the desk about authors and articles."""

from __future__ import annotations

from moderation.web.api.example import Example

PEOPLE: dict[str, Example] = {
    "showAuthor": Example(
        answered={
            200: {
                "acts": [
                    {
                        "acted_at": "2026-11-02T12:00:00+00:00",
                        "by": "Mira",
                        "comment": None,
                        "did": "warned the author",
                        "id": 26,
                        "is_undo": False,
                        "is_undone": False,
                        "may_undo": True,
                        "note": "Mind the tone.",
                    }
                ],
                "comments": [
                    {
                        "article_title": "The budget vote",
                        "author": "Ada",
                        "author_id": 1,
                        "created_at": "2026-11-02T12:00:00+00:00",
                        "id": "0199f3c2-7d10-7a4e-b1c5-4f2e00000006",
                        "is_featured": False,
                        "status": "held",
                        "text": "You idiot, b times.",
                        "version": 4,
                    }
                ],
                "counts": {"held": 1, "published": 2, "rejected": 1},
                "has_account": False,
                "id": 1,
                "is_staff": False,
                "name": "Ada",
                "next": None,
                "notes": [
                    {"by": "Mira", "text": "Often in a hurry.", "written_at": "2026-11-02T12:00:00+00:00"}
                ],
                "reports": {"dismissed": 0, "made": 0, "upheld": 0},
                "sanctions": [
                    {
                        "acknowledged_at": None,
                        "begins_at": "2026-11-02T12:00:00+00:00",
                        "by": "Mira",
                        "ended_at": None,
                        "ends_at": None,
                        "id": 1,
                        "is_everywhere": False,
                        "is_in_force": True,
                        "kind": "warn",
                        "may_end": True,
                        "reason": "Mind the tone.",
                    }
                ],
                "seen": 26,
                "since": "2026-11-02T12:00:00+00:00",
            }
        }
    ),
    "sanctionAuthor": Example(
        sent={"kind": "warn", "reason": "Mind the tone.", "days": None, "seen": 25},
        answered={201: {"act": 26, "rejected": 0, "sanction": 1}},
    ),
    "addAuthorNote": Example(sent={"text": "Often in a hurry."}, answered={201: {"act": 25}}),
    "endSanction": Example(answered={201: {"act": 28}}),
    "reviewArticle": Example(
        answered={
            200: {
                "acts": [
                    {
                        "acted_at": "2026-11-02T12:00:00+00:00",
                        "by": "Mira",
                        "comment": None,
                        "did": "left the thread to the rules",
                        "id": 22,
                        "is_undo": False,
                        "is_undone": False,
                        "may_undo": True,
                        "note": None,
                    }
                ],
                "comments": [
                    {
                        "article_title": "The budget vote",
                        "author": "Ada",
                        "author_id": 1,
                        "created_at": "2026-11-02T12:00:00+00:00",
                        "id": "0199f3c2-7d10-7a4e-b1c5-4f2e00000006",
                        "is_featured": False,
                        "status": "held",
                        "text": "You idiot, b times.",
                        "version": 4,
                    }
                ],
                "counts": {"held": 1, "published": 2, "rejected": 1},
                "featured": [],
                "id": "budget",
                "is_open": True,
                "mode": None,
                "next": None,
                "section": "Home / City",
                "title": "The budget vote",
                "url": None,
            }
        }
    ),
}
