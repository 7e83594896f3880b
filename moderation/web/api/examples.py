"""What is sent and answered, shown in the OpenAPI document: add an operation's example here, by its operationId.

They are put into the finished document (``document.add_examples``) and so cost nothing before somebody reads it.
tests/web/api/test_document.py holds each to the schemas that it stands beside.
"""

from __future__ import annotations

from moderation.web.api.desk.comment_examples import COMMENTS
from moderation.web.api.desk.looking_examples import LOOKING
from moderation.web.api.desk.many_examples import MANY
from moderation.web.api.desk.people_examples import PEOPLE
from moderation.web.api.example import Example
from moderation.web.api.reader_examples import READERS
from moderation.web.api.site_examples import SITES

EXAMPLES: dict[str, Example] = {
    "putArticle": Example(
        sent={
            "title": "The budget for 2027",
            "text": "The council votes on the budget tonight. Two libraries may close.",
            "language": "en",
        },
        answered={
            200: {"id": "budget-2027", "created": False},
            201: {"id": "budget-2027", "created": True},
        },
    ),
    "countComments": Example(answered={200: {"counts": {"budget-2027": 12, "match": 0}}}),
    "submitComment": Example(
        sent={
            "text": "Closing two libraries saves very little of the budget.",
            "author": {"id": "17", "name": "Ada"},
        },
        answered={
            201: {
                "id": "01890a5d-ac96-774b-bcce-b302099a8057",
                "status": "published",
                "reasons": [],
                "version": 2,
                "model": "2026.11",
            }
        },
    ),
    **SITES,
    **READERS,
    **COMMENTS,
    **MANY,
    **PEOPLE,
    **LOOKING,
}
