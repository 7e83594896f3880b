"""What is asked about comments: reports, appeals, what authors are told, and the reasons of a decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask.views import MethodView

from moderation.domain.comments import Status
from moderation.domain.errors import NotSignedIn
from moderation.domain.statements import Statement
from moderation.schemas.asks import (
    AppealIn,
    AppealOut,
    NoticesIn,
    NoticesOut,
    ReportIn,
    ReportOut,
    StatementOut,
)
from moderation.use_cases.appeal_decision import Appealed, NewAppeal, appeal_decision
from moderation.use_cases.list_notices import Whose, list_notices
from moderation.use_cases.report_comment import NewReport, report_comment
from moderation.use_cases.state_reasons import state_reasons
from moderation.web import places
from moderation.web.api.parsing import JSON_OR_FORM, ApiBlueprint
from moderation.web.callers import caller, parts

asks = ApiBlueprint(
    "asks", __name__, url_prefix="/api/v1/sites", description="What readers and authors ask, and are told."
)


@asks.route("/<site:site>/comments/<uuid:comment>/reports")
class ReportsAddress(MethodView):
    """The reports of one comment."""

    @asks.once
    @asks.doc(operationId="reportComment", security=[{"key": []}, {"cookie": []}])
    @asks.arguments(ReportIn, location=JSON_OR_FORM)
    @asks.response(201, ReportOut)
    @asks.alt_response(200, schema=ReportOut, description="This reader has reported it before.")
    @asks.refuses(401, 403, 404, 409, 413, 415, 429)
    def post(self, said: dict[str, Any], site: str, comment: UUID) -> tuple[dict[str, Any], int]:
        """Report a published comment, once for each reader; enough reports have it looked at before it shows on."""
        who = caller()
        if not who.is_known:
            raise NotSignedIn("Sign in, or show a key of the site.")
        new = NewReport(site, str(comment), said["ground"], said["note"], said["author"])
        kept = report_comment(parts(), who, new)
        status = Status.HELD if kept.is_held else Status.PUBLISHED
        return {"id": kept.id, "status": status}, 201 if kept.is_new else 200


@asks.route("/<site:site>/comments/<uuid:comment>/appeal")
class AppealAddress(MethodView):
    """The appeal against the last decision on one comment."""

    @asks.once
    @asks.doc(operationId="appealDecision", security=[{"key": []}, {"cookie": []}])
    @asks.arguments(AppealIn, location=JSON_OR_FORM)
    @asks.response(201, AppealOut)
    @asks.alt_response(200, schema=AppealOut, description="It was appealed before; so it stands.")
    @asks.refuses(401, 403, 404, 409, 413, 415, 429)
    def post(self, said: dict[str, Any], site: str, comment: UUID) -> tuple[dict[str, Any], int]:
        """Have another community manager look at a decision again; only the comment's author may, once."""
        new = NewAppeal(site, str(comment), said["note"], said["author"])
        kept = appeal_decision(parts(), caller(), new)
        return _appeal(kept), 201 if kept.is_new else 200


@asks.route("/<site:site>/authors/<article:author>/notices")
class NoticesAddress(MethodView):
    """What one author is told."""

    @asks.doc(operationId="listNotices", security=[{"key": []}])
    @asks.arguments(NoticesIn, location="query")
    @asks.response(200, NoticesOut)
    @asks.refuses(401, 403, 404)
    def get(self, said: dict[str, Any], site: str, author: str) -> dict[str, Any]:
        """What an author, by the site's own id, is told by now, newest first; each is new once."""
        after = places.read_moment(said["cursor"], field="cursor")
        found = list_notices(parts(), caller(), Whose(site, author), after=after, limit=said["limit"])
        return {"notices": found.notices, "next": places.written(found.next) if found.next else None}


@asks.route("/<site:site>/decisions/<int(max=2147483647):decision>")
class DecisionAddress(MethodView):
    """One decision."""

    @asks.doc(operationId="stateReasons", security=[{"key": []}, {"cookie": []}])
    @asks.response(200, StatementOut)
    @asks.refuses(401, 403, 404)
    def get(self, site: str, decision: int) -> Statement:
        """The statement of reasons of a decision: facts, rules, how far by a machine, and redress."""
        return state_reasons(parts(), caller(), decision, site)


def _appeal(kept: Appealed) -> dict[str, Any]:
    states = {None: "waiting", True: "upheld", False: "denied"}
    return {
        "decision": kept.decision,
        "state": states[kept.upheld],
        "answer": kept.answer,
        "made_at": kept.made_at,
    }
