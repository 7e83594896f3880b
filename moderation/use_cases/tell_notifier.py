"""Tell somebody without an account what came of their notice of illegal content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.letter_words import notice_settled
from moderation.domain.letters import LetterKind
from moderation.storage import comments, jobs, reports
from moderation.use_cases.steps.notifying import OUTCOME
from moderation.use_cases.steps.writing_letters import NewLetter, write_letter

if TYPE_CHECKING:
    from moderation.parts import Parts


def tell_notifier(parts: Parts, report_id: int) -> None:
    """Write to the address that they gave, unless the decision was taken back meanwhile."""
    with parts.database.writing() as session:
        jobs.finish(session, OUTCOME, str(report_id))
        report = next(iter(reports.reports_with(session, [report_id])), None)
        if report is None or report.settled_at is None or report.notifier is None:
            return
        address = report.notifier.mail_address
        if address is None:
            return
        article = comments.comment_with(session, report.comment_id).article
        said = notice_settled(article.site.name, article.title, upheld=report.upheld)
        new = NewLetter(LetterKind.NOTICE, address, article.site.name, said.subject, said.text)
        write_letter(session, new, parts.now())
