"""Export what managers' decisions teach, and what others suggested, for retraining."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moderation.domain.comments import Action, Status
from moderation.domain.decisions import labels_of
from moderation.domain.findings import Finding
from moderation.domain.retention import is_kept
from moderation.domain.stories import spellings
from moderation.storage import articles, comments, decisions, suggestions
from moderation.use_cases.steps.ruling import reason_given

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Comment, Decision


def export_labels(parts: Parts, file: Path) -> int:
    """How many labelled comments were written to ``file``, one JSON line each: decisions, then suggestions.

    Only the last standing decision on a comment counts; one by the policy alone is no label, nor is one on a
    comment that staff wrote. Each line says whether its decision was made singly or in a batch; suggestions carry the
    weight of the key that they came with.
    """
    with parts.database.reading() as session, file.open("w", encoding="utf-8") as lines:
        file.chmod(0o600)
        rows = [*_rows(session), *_suggested(session)]
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return len(rows)


def _rows(session: Session) -> Iterator[dict[str, Any]]:
    last = {
        comment.id: (decision, comment, revision)
        for decision, comment, revision in decisions.by_managers(session)
    }
    for decision, comment, revision in sorted(last.values(), key=lambda found: found[0].id):
        labels = labels_of(decision.action, reason_given(decision), _held_by(decision))
        if labels and not comment.author.is_staff and _stands(decision, comment) and is_kept(revision.text):
            yield {
                "text": revision.text,
                "article": {"title": comment.article.title, "text": comment.article.text},
                "parent": _parent(session, comment),
                "language": comment.article.language,
                "labels": dict(labels),
                "decided_at": decision.decided_at.isoformat(),
                "article_id": str(comment.article_id),
                "decision": decision.id,
                "provenance": "single" if decision.batch_id is None else "batch",
                "source": "decisions",
                "weight": 1.0,
            }


def _suggested(session: Session) -> Iterator[dict[str, Any]]:
    for each in suggestions.suggestions_that_count(session):
        addresses = spellings(each.url) if each.url else ()
        article = articles.article_told_by(session, each.key.site.slug, addresses)
        yield {
            "text": each.text,
            "article": {"title": article.title, "text": article.text} if article else None,
            "parent": None,
            "language": each.language,
            "labels": each.labels,
            "decided_at": each.suggested_at.isoformat(),
            "article_id": str(article.id) if article else "",
            "suggestion": each.id,
            "community": each.community,
            "source": "suggestions",
            "weight": each.key.label_weight,
        }


def _stands(decision: Decision, comment: Comment) -> bool:
    return comment.status is {Action.PUBLISH: Status.PUBLISHED, Action.REJECT: Status.REJECTED}.get(
        decision.action
    )


def _parent(session: Session, comment: Comment) -> str | None:
    """What the comment answers, if that is still kept."""
    said = comments.latest_revision(session, comment.parent_id).text if comment.parent_id else None
    return said if said is not None and is_kept(said) else None


def _held_by(decision: Decision) -> list[str]:
    """The attributes that findings held the comment for when it was decided on."""
    findings = [Finding.from_row(row) for row in decision.findings]
    return [finding.attribute for finding in findings if finding.attribute and finding.objects]
