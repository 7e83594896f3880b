"""What a reader asks of an article's page: an order, a place in it, a thread; or to post what a form says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError, fields

from moderation.domain.errors import Malformed
from moderation.schemas.comments import CommentIn, ListingIn
from moderation.use_cases.list_comments import Listing
from moderation.use_cases.submit_comment import NewComment

PAGE = 20
"""How many first-level comments, or further replies of one thread, come at a time."""

KEY = 200
"""The longest Idempotency-Key."""


@dataclass(frozen=True)
class Said:
    """What a reader wrote into a comment form, as it came."""

    text: str
    parent: str | None
    key: str | None
    is_nudged: bool = False


def listing(site: str, article: str, show: str | None = None) -> Listing:
    """Which comments the page shows, by its address; a held one with answers below it keeps its place.

    Raises:
        Malformed: when the address says what was never ours.
    """
    asked = _loaded(ListingIn(), {"sort": "sort", "cursor": "after", "parent": "thread"}, request.args)
    show = show or request.args.get("show")
    return Listing(
        site,
        article,
        sort=asked["sort"],
        after=asked["cursor"],
        limit=PAGE,
        parent=str(asked["parent"]) if asked["parent"] else None,
        show=show if is_comment_id(show) else None,
        keeps_held=True,
    )


def said() -> Said:
    """What the form says."""
    form = request.form
    key = form.get("key", "")
    sound = key.isascii() and key.isprintable() and 0 < len(key) <= KEY
    return Said(form.get("text", ""), form.get("parent") or None, key if sound else None, "nudged" in form)


def new_comment(site: str, article: str, said: Said) -> NewComment:
    """The comment to submit; the form's key makes it one comment however often it is sent.

    Raises:
        Malformed: when the text is empty, too long or cannot be kept, or the parent is no comment.
    """
    names = {"text": "text", "parent": "parent"}
    asked = _loaded(CommentIn(), names, {"text": said.text, "parent": said.parent})
    parent = str(asked["parent"]) if asked["parent"] else None
    whole = json.dumps([site, article, asked["text"], parent])
    return NewComment(
        site=site,
        article=article,
        text=asked["text"],
        parent=parent,
        key=said.key,
        digest=hashlib.sha256(whole.encode()).hexdigest(),
    )


def sent_text() -> str:
    """The comment that the form says, when there is no more to it.

    Raises:
        Malformed: when it is empty, too long or cannot be kept.
    """
    return str(_loaded(CommentIn(), {"text": "text"}, {"text": request.form.get("text", "")})["text"])


def is_comment_id(text: str | None) -> bool:
    """Whether this could be a comment's id."""
    try:
        fields.UUID().deserialize(text)
    except ValidationError:
        return False
    return True


def _loaded(schema: Schema, names: dict[str, str], sent: Any) -> dict[str, Any]:
    """What was sent under the page's names, by the schema's names."""
    there = {name: sent[ours] for name, ours in names.items() if sent.get(ours) is not None}
    try:
        loaded: dict[str, Any] = schema.load(there)
    except ValidationError as error:
        raise Malformed("Some of this is not right.", fields=error.messages_dict) from error
    return loaded
