"""State the reasons of one decision, for its author, an editor or a regulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.appeals import Ground as ReportGround
from moderation.domain.callers import Caller, require_manager, require_scope
from moderation.domain.comments import BY_AUTHOR, Action, Status
from moderation.domain.errors import NotFound
from moderation.domain.findings import IMPORTED, Finding, came_so
from moderation.domain.promises import appeal_window
from moderation.domain.statements import Automation, Ground, Statement
from moderation.storage import comments, decisions, reports
from moderation.use_cases.steps.ruling import reason_given, rules_under

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Comment, Decision


def state_reasons(parts: Parts, caller: Caller, decision_id: int, site: str | None = None) -> Statement:
    """What was decided, on which facts and rules, how far by a machine, and until when it can be appealed.

    A key (of ``site``) reads all of its site's, an author their own, a manager what they work on.

    Raises:
        NotSignedIn, NotAllowed: when nobody, or a key without the scope, is asking.
        NotFound: when there is no such decision, or none that the caller may know of.
    """
    if caller.key_id is not None:
        require_scope(caller, "comments", site or "")
    with parts.database.reading() as session:
        decision = decisions.decision_with(session, decision_id)
        comment = comments.comment_with(session, decision.comment_id) if decision else None
        is_known = decision is not None and decision.action not in BY_AUTHOR  # they need no reasons
        if not is_known or decision is None or comment is None or not _may_know(caller, comment, site):
            raise NotFound("There is no such decision.", code="unknown_decision")
        return _statement(session, comment, decision)


def _may_know(caller: Caller, comment: Comment, site: str | None) -> bool:
    slug = comment.article.site.slug
    if site is not None and slug != site:
        return False
    if caller.key_id is not None or _is_author(caller, comment):
        return True
    require_manager(caller)
    return caller.works_on(slug, comment.article.section_path)


def _is_author(caller: Caller, comment: Comment) -> bool:
    if caller.author_id is not None:
        return comment.author_id == caller.author_id
    return caller.account_id is not None and comment.author.account_id == caller.account_id


def _statement(session: Session, comment: Comment, decision: Decision) -> Statement:
    history = decisions.history(session, comment.id)
    standing = _standing(decision, history)
    noticed = reports.made_before(session, comment.id, decision.decided_at)
    found = [Finding.from_row(row) for row in standing.findings]
    detected = any(finding.objects and finding.code not in {"reports", IMPORTED} for finding in found)
    is_imported = decision.manager_id is None and came_so(decision.findings)
    return Statement(
        decision=decision.id,
        comment=comment.id,
        site=comment.article.site.slug,
        article=comment.article.external_id,
        site_name=comment.article.site.name,
        article_title=comment.article.title,
        restriction=None if decision.after is Status.PUBLISHED else decision.after,
        decided_at=decision.decided_at,
        commented_at=comment.created_at,
        language=comment.article.language,
        text=comments.revision_with(session, decision.revision_id).text,
        grounds=_grounds(standing, found) if decision.after is not Status.PUBLISHED else [],
        model=standing.model,
        noticed=bool(noticed),
        is_illegal=any(each.ground is ReportGround.ILLEGAL and each.upheld for each in noticed),
        detected_by_machine=detected,
        decided_by=Automation.NOT if is_imported else _automation(decision, detected=detected),
        is_imported=is_imported,
        stands=history[0].id == decision.id,
        appeal_until=_appeal_until(session, comment, decision),
    )


def _standing(decision: Decision, history: Sequence[Decision]) -> Decision:
    """The decision that gives the reasons: for an undo the one that it leads back to."""
    if decision.action is not Action.UNDO:
        return decision
    earlier = [each for each in history if each.id < (decision.undoes_id or 0)]
    return next((each for each in earlier if each.after is decision.after), decision)


def _grounds(decision: Decision, found: Sequence[Finding]) -> list[Ground]:
    """The manager's reason, if there was one; and every finding that objected."""
    reason = reason_given(decision)
    by_manager = [Ground(f"reason.{reason.code}", reason.label, reason.told)] if reason else []
    by_rule = [
        Ground(finding.code, finding.text, finding.told, finding.score, finding.threshold)
        for finding in found
        if finding.objects
    ]
    return by_manager + by_rule


def _automation(decision: Decision, *, detected: bool) -> Automation:
    if decision.manager_id is None:
        return Automation.FULLY
    return Automation.PARTIALLY if detected else Automation.NOT


def _appeal_until(session: Session, comment: Comment, decision: Decision) -> datetime | None:
    if decision.after is not Status.REJECTED:
        return None
    return decision.decided_at + appeal_window(rules_under(session, comment.article))
