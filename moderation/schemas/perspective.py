"""Perspective's messages on the wire: what is analyzed, what is suggested, and each refusal in its exact words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import fields, validate

from moderation.domain.attributes import ATTRIBUTES, OFF_TOPIC
from moderation.domain.errors import Malformed
from moderation.domain.scores import ArticleText
from moderation.domain.written import Written, from_html, plainly
from moderation.schemas.messages import Message, read_message
from moderation.schemas.texts import whole
from moderation.use_cases.analyze_text import Question

LONGEST_COMMENT = 20_480
LONGEST_ENTRY = 1024 * 1024
LONGEST_TITLE = 200
INVALID = "INVALID_REQUEST"
NEEDS_CONTEXT = f"Attribute {OFF_TOPIC} needs a context"

TEXT_TYPES = {"PLAIN_TEXT": plainly, "TEXT_TYPE_UNSPECIFIED": plainly, "HTML": from_html}
SCORE_TYPES = {"PROBABILITY", "SCORE_TYPE_UNSPECIFIED"}


class _Entry(Message):
    text = fields.String(load_default="", validate=whole)
    type = fields.String(load_default="PLAIN_TEXT")


class _ArticleAndParent(Message):
    article = fields.Nested(_Entry, load_default=None)
    parentComment = fields.Nested(_Entry, load_default=None)  # noqa: N815 - as it is on the wire


class _Context(Message):
    entries = fields.List(fields.Nested(_Entry), load_default=None)
    articleAndParentComment = fields.Nested(_ArticleAndParent, load_default=None)  # noqa: N815


class _Parameters(Message):
    scoreType = fields.String(load_default="PROBABILITY")  # noqa: N815
    scoreThreshold = fields.Float(load_default=None)  # noqa: N815


class Request(Message):
    """What a request to analyze and one to suggest have in common."""

    comment = fields.Nested(_Entry, load_default=None)
    context = fields.Nested(_Context, load_default=None)
    languages = fields.List(fields.String(validate=validate.Length(1, 35)), load_default=list)
    doNotStore = fields.Boolean(load_default=False)  # noqa: N815
    clientToken = fields.String(load_default=None)  # noqa: N815
    sessionId = fields.String(load_default=None)  # noqa: N815
    communityId = fields.String(load_default=None)  # noqa: N815


class _Analyze(Request):
    requestedAttributes = fields.Dict(  # noqa: N815
        fields.String(), fields.Nested(_Parameters, allow_none=True), load_default=dict
    )
    spanAnnotations = fields.Boolean(load_default=False)  # noqa: N815
    dropUnsupportedAttributes = fields.Boolean(load_default=False)  # noqa: N815


_ANALYZE = _Analyze()


@dataclass(frozen=True)
class Wanted:
    """An attribute as it was asked for (with @ and a version, perhaps), which one that is, and from which score on."""

    asked_as: str
    attribute: str
    threshold: float | None


@dataclass(frozen=True)
class Analyze:
    """What is to be analyzed, and what of it is to be told."""

    written: Written
    question: Question
    wanted: tuple[Wanted, ...]
    drops_unsupported: bool
    client_token: str | None


def analyze_in(said: Any) -> Analyze:
    """The request that a JSON value describes.

    Raises:
        Malformed: when it describes none; ``code`` is Perspective's name of the error, if it has one.
    """
    asked = read_message(_ANALYZE, said)
    written = comment_in(asked["comment"])
    wanted = tuple(_wanted(asked["requestedAttributes"]))
    if not wanted:
        raise Malformed("Missing requested_attributes", code="NO_REQUESTED_ATTRIBUTES")
    languages = tuple(asked["languages"])
    context = context_in(asked["context"])
    if not languages and not any(map(str.isalpha, written.text)):
        raise Malformed("Unable to detect language", code="LANGUAGE_DETECTION_FAILED")
    asks_topic = any(each.attribute == OFF_TOPIC for each in wanted)
    question = Question(
        written.text,
        languages,
        article=context.article if asks_topic else None,
        address=context.address if asks_topic else None,
        parent=context.parent if asks_topic else None,
        by_sentence=asked["spanAnnotations"],
    )
    return Analyze(written, question, wanted, asked["dropUnsupportedAttributes"], asked["clientToken"])


def comment_in(entry: Mapping[str, Any] | None) -> Written:
    """The comment of a request.

    Raises:
        Malformed: when there is none, or too much of it.
    """
    written = _written(entry or {"text": "", "type": "PLAIN_TEXT"})
    if not written.text.strip():
        raise Malformed("Comment must be non-empty.", code="COMMENT_EMPTY")
    size = len(written.sent.encode())
    if size > LONGEST_COMMENT:
        told = f"Comment text was too many bytes. Value ({size}) exceeded limit ({LONGEST_COMMENT})."
        raise Malformed(told, code="COMMENT_TOO_LONG")
    return written


@dataclass(frozen=True)
class Around:
    """What a context tells of the article: its text, or the address that it is published at; and what is answered."""

    article: ArticleText | None = None
    address: str | None = None
    parent: str | None = None


def context_in(context: Mapping[str, Any] | None) -> Around:
    """What the context of a request tells.

    Raises:
        Malformed: when it has both kinds of context, or too much of one.
    """
    if context is None:
        return Around()
    entries, both = context["entries"], context["articleAndParentComment"]
    if entries and both:
        raise Malformed(
            "Context can have either entries or article_and_parent_comment, but both fields were populated.",
            code=INVALID,
        )
    if both:
        article, parent = (_entry_text(both[name]) for name in ("article", "parentComment"))
        return _around([article], parent or None)
    return _around([_entry_text(entry) for entry in entries or ()], None)


def attribute_in(name: str) -> str:
    """The attribute that a request names, whatever version of it.

    Raises:
        Malformed: when we have none of that name.
    """
    attribute = name.partition("@")[0]
    if attribute not in ATTRIBUTES:
        raise Malformed(unknown_attribute(name), code=INVALID)
    return attribute


def unknown_attribute(name: str) -> str:
    """How an attribute that we do not measure is refused."""
    return f"Unknown requested attribute: {name}"


def _wanted(asked: Mapping[str, Mapping[str, Any] | None]) -> Iterator[Wanted]:
    for name, parameters in asked.items():
        attribute = attribute_in(name)
        score_type = parameters["scoreType"] if parameters else "PROBABILITY"
        if score_type not in SCORE_TYPES:
            told = f"Requested score type {score_type} is not supported by attribute {name}"
            raise Malformed(told, code=INVALID)
        yield Wanted(name, attribute, parameters["scoreThreshold"] if parameters else None)


def _written(entry: Mapping[str, Any]) -> Written:
    if entry["type"] not in TEXT_TYPES:
        raise Malformed("Unknown text type", code=INVALID)
    return TEXT_TYPES[entry["type"]](entry["text"])


def _entry_text(entry: Mapping[str, Any] | None) -> str:
    if entry is None:
        return ""
    size = len(entry["text"].encode())
    if size > LONGEST_ENTRY:
        told = f"Context entry text was too many bytes. Value ({size}) exceeded limit ({LONGEST_ENTRY})."
        raise Malformed(told, code=INVALID)
    return _written(entry).text


def _around(texts: Sequence[str], parent: str | None) -> Around:
    addresses = [address for text in texts if (address := _address(text))]
    told = "\n".join(text.strip() for text in texts if text.strip() and not _address(text))
    article = ArticleText(told.splitlines()[0][:LONGEST_TITLE], told, is_fleeting=True) if told else None
    return Around(article, addresses[0] if addresses else None, parent)


def _address(text: str) -> str | None:
    """The address that a text is, or that it says as Coral does: ``{"url": …}``."""
    text = text.strip()
    if text.startswith("{") and len(text) <= LONGEST_COMMENT:
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            return None
        url = said.get("url") if isinstance(said, dict) else None
        return url if isinstance(url, str) and _is_address(url) else None
    return text if _is_address(text) else None


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and len(text.split()) == 1
