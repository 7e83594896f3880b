"""Looking back at the desk: search, the audit, insight and the transparency report."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask.views import MethodView

from moderation.domain.acts import Deed, Question
from moderation.domain.comments import Action
from moderation.domain.errors import Malformed
from moderation.domain.periods import YEARS, Place, midnight
from moderation.schemas.desk_looking import (
    AuditIn,
    AuditOut,
    InsightIn,
    InsightOut,
    ResultsOut,
    SearchIn,
    TransparencyIn,
    TransparencyOut,
)
from moderation.use_cases.read_audit import read_audit
from moderation.use_cases.report_transparency import Transparency, report_transparency
from moderation.use_cases.search_comments import Results, search_comments
from moderation.use_cases.show_insight import Insight, show_insight
from moderation.web import places
from moderation.web.api.desk.front import KEY, READS, at_the_desk, manager, parts, site

looking = at_the_desk("desk_looking", "What was written, done and decided.")

Said = dict[str, Any]


@looking.route("/search")
class SearchAddress(MethodView):
    """Searching."""

    @looking.doc(operationId="searchComments", security=KEY)
    @looking.arguments(SearchIn, location="query")
    @looking.response(200, ResultsOut)
    @looking.refuses(*READS)
    def get(self, said: Said) -> Results:
        """Search comments by what they say now and what became of them, newest first."""
        after, limit = said.pop("cursor"), said.pop("limit")
        named = {"from": said.pop("since"), "to": said.pop("until"), "site": site(), **said}
        asked = {name: str(value) for name, value in named.items() if value is not None}
        return search_comments(parts(), manager(), asked, after=after, limit=limit)


@looking.route("/audit")
class AuditAddress(MethodView):
    """The audit."""

    @looking.doc(operationId="readAudit", security=KEY)
    @looking.arguments(AuditIn, location="query")
    @looking.response(200, AuditOut)
    @looking.refuses(*READS)
    def get(self, said: Said) -> Said:
        """Read all that was done at the desk, latest first, as a senior manager."""
        what = {str(each): each for each in (*Action, *Deed)}.get(said["what"] or "")
        since, until = _checked("from", said["since"]), _checked("to", said["until"])
        question = Question(
            manager_id=said["by"],
            what=what,
            since=midnight(since) if since else None,
            before=midnight(until) + timedelta(days=1) if until else None,
        )
        after = places.read_moment(said["cursor"], field="cursor")
        found = read_audit(parts(), manager(), question, after=after, limit=said["limit"])
        return {"entries": found.entries, "next": places.written(found.next) if found.next else None}


@looking.route("/insight")
class InsightAddress(MethodView):
    """How moderation went."""

    @looking.doc(operationId="showInsight", security=KEY)
    @looking.arguments(InsightIn, location="query")
    @looking.response(200, InsightOut)
    @looking.refuses(*READS)
    def get(self, said: Said) -> Insight:
        """Show how much came in lately, how right and how fast it was decided, and whether the model drifts."""
        return show_insight(parts(), manager(), said["days"], Place(site(), said["section"]))


@looking.route("/transparency")
class TransparencyAddress(MethodView):
    """The transparency report."""

    @looking.doc(operationId="reportTransparency", security=KEY)
    @looking.arguments(TransparencyIn, location="query")
    @looking.response(200, TransparencyOut)
    @looking.refuses(*READS)
    def get(self, said: Said) -> Transparency:
        """Report what was restricted in a period and why, who found it, and what was asked back."""
        today = parts().now().date()
        first, last = said["first"] or today.replace(day=1), said["last"] or today
        return report_transparency(parts(), manager(), first, last, site())


def _checked(name: str, day: date | None) -> date | None:
    """A day that can be compared with those that are kept.

    Raises:
        Malformed: when it lies too far away.
    """
    if day is not None and day.year not in YEARS:
        raise Malformed("There is no such day.", fields={name: [f"From {YEARS[0]} to {YEARS[-1]}."]})
    return day
