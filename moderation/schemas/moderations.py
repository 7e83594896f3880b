"""OpenAI's moderation requests on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moderation.domain.errors import Malformed
from moderation.domain.scores import ScoredText

MOST_INPUTS = 1000
LONGEST_INPUT = 20_480


def inputs_in(said: Any) -> list[ScoredText]:
    """The texts that a request has moderated, one for each result; the parts of a message are one text.

    Raises:
        Malformed: when it has none, or something else than text.
    """
    given = said.get("input") if isinstance(said, Mapping) else None
    if isinstance(given, list) and given and all(isinstance(part, Mapping) for part in given):
        given = "\n".join(map(_text_of, given))
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or not 1 <= len(texts) <= MOST_INPUTS:
        raise _refused(f"'input' must be a string, or a list of 1 to {MOST_INPUTS:,} strings or text parts.")
    return [ScoredText(_checked(text)) for text in texts]


def _text_of(part: Mapping[str, Any]) -> str:
    if part.get("type") != "text" or not isinstance(part.get("text"), str):
        raise _refused("Only text is moderated here: {'type': 'text', 'text': …}.")
    return str(part["text"])


def _checked(text: Any) -> str:
    if not isinstance(text, str):
        raise _refused("Each input must be a string.")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise _refused("An input contains half of a character (a lone surrogate).") from error
    if not text.strip() or size > LONGEST_INPUT:
        raise _refused(f"Each input must have 1 to {LONGEST_INPUT:,} bytes, and say something.")
    return text


def _refused(why: str) -> Malformed:
    return Malformed(why, fields={"input": [why]})
