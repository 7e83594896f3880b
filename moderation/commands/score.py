"""``moderation score``: texts in on standard input, scores out on standard output, nothing kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from moderation.commands.opening import read_settings, say
from moderation.domain.errors import Malformed
from moderation.domain.scores import ScoredText, ScorerUnavailable, Topic

if TYPE_CHECKING:
    from moderation.domain.scores import Scorer
    from moderation.settings import Settings
    from moderation.use_cases.score_text import ScoredAndJudged

AT_ONCE = 64
CHUNK = 64 * 1024
LONGEST_LINE = 1024 * 1024
"""Bytes; a longer line is refused, so that memory stays bounded whatever comes in."""


@dataclass(frozen=True)
class Asked:
    """One line that was read: its number, the id it gave, and its text or why there is none."""

    number: int
    id: Any
    text: ScoredText | None
    complaint: str = ""


@click.command()
@click.option("--evidence/--no-evidence", default=True, help="Whether to say what raised the scores.")
def score(*, evidence: bool) -> None:
    """Score JSON lines from standard input.

    Each line is {"text": …} with "id", "article": {"title", "text"}, "parent" and "language" if you like; the answer
    to it is one line of scores, or {"line": its number, "error": why}. Ends with 1 when there was such an error.
    """
    scorer = open_scorer(read_settings())
    failed = 0
    for batch in _batches(sys.stdin.buffer):
        answers = _answered(scorer, batch, evidence=evidence)
        failed += sum("error" in answer for answer in answers)
        say(*(json.dumps(answer) for answer in answers))
    sys.exit(1 if failed else 0)


def open_scorer(settings: Settings) -> Scorer:
    """The model in service, or an end with one line that says why there is none."""
    from moderation.classifier.in_service import ModelInService

    scorer = ModelInService(settings.models_dir, settings.shipped_models_dir, budget_s=60, threads=1)
    state = scorer.state()
    if not state.ready:
        raise click.ClickException(f"No model is in service: {state.reason}")
    return scorer


def _batches(stream: BinaryIO) -> Iterator[list[Asked]]:
    """What was asked, in batches no larger than what has come in: whoever types a line gets an answer to it."""
    number = 0
    for lines in _lines(stream):
        for begin in range(0, len(lines), AT_ONCE):
            some = lines[begin : begin + AT_ONCE]
            yield [_asked(number + place, line) for place, line in enumerate(some, start=1) if line.strip()]
            number += len(some)


def _lines(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Every line, as many at once as have come in."""
    rest = b""
    while chunk := stream.read1(CHUNK):  # type: ignore[attr-defined]  # standard input is buffered
        *whole, rest = (rest + chunk).split(b"\n")
        rest = rest[: LONGEST_LINE + 1]  # still too long, and no longer than that
        yield whole
    yield [rest]


def _asked(number: int, line: bytes) -> Asked:
    from moderation.schemas.texts import text_in

    if len(line) > LONGEST_LINE:
        return Asked(number, None, None, f"longer than {LONGEST_LINE:,} bytes")
    try:
        said = json.loads(line)
        given = said.get("id") if isinstance(said, dict) else None
        json.dumps({"id": given}, allow_nan=False)  # the answer will say it again
        return Asked(number, given, text_in(said))
    except Malformed as malformed:
        return Asked(number, None, None, malformed.message)
    except (ValueError, RecursionError):
        return Asked(number, None, None, "not a line of JSON in UTF-8")


def _answered(scorer: Scorer, batch: Sequence[Asked], *, evidence: bool) -> list[dict[str, Any]]:
    """One answer for each line, in order."""
    good = [asked for asked in batch if asked.text is not None]
    scored = iter(_scored(scorer, [asked.text for asked in good if asked.text], evidence=evidence))
    return [
        _answer(asked, next(scored) if asked.text else asked.complaint, evidence=evidence) for asked in batch
    ]


def _scored(scorer: Scorer, texts: Sequence[ScoredText], *, evidence: bool) -> list[ScoredAndJudged | str]:
    """The scores of each text, or why it has none: a text that cannot be scored is found by halving its batch."""
    from moderation.use_cases.score_text import score_text

    try:
        return list(score_text(scorer, texts, evidence=evidence))
    except ScorerUnavailable as unavailable:
        if len(texts) == 1:
            return [str(unavailable)]
    half = len(texts) // 2
    return [
        *_scored(scorer, texts[:half], evidence=evidence),
        *_scored(scorer, texts[half:], evidence=evidence),
    ]


def _answer(asked: Asked, found: ScoredAndJudged | str, *, evidence: bool) -> dict[str, Any]:
    if isinstance(found, str):
        return {"line": asked.number, "error": found}
    shown = {name: round(value, 6) for name, value in found.scores.values.items()}
    spans = {
        name: [[span.begin, span.end, round(span.weight, 4)] for span in spans]
        for name, spans in found.scores.evidence.items()
    }
    return {
        "id": asked.id,
        "scores": shown,
        **({"evidence": spans} if evidence else {}),
        **({"topic": _topic(found.scores.topic)} if found.scores.topic else {}),
        "verdict": found.judgement.verdict.value,
        "findings": [finding.as_row() for finding in found.judgement.findings],
        "model": found.scores.model,
        "members": found.scores.members,
    }


def _topic(topic: Topic) -> dict[str, Any]:
    """What makes OFF_TOPIC what it is; here is no site, and so no other article."""
    nearness = None if topic.nearness is None else round(topic.nearness, 4)
    return {"shared": topic.shared, "nearness": nearness, "generic": topic.is_generic}
