"""A reader's forms beside a comment: to report it, and to appeal a decision on their own; each a page by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from moderation.domain.appeals import GROUND_LABELS, LONGEST_APPEAL, LONGEST_REPORT, Ground
from moderation.domain.errors import Malformed, NotFound, Refused, TooMany, Unavailable
from moderation.schemas.words import Words
from moderation.use_cases.appeal_decision import NewAppeal, appeal_decision
from moderation.use_cases.list_sites import list_sites
from moderation.use_cases.report_comment import NewReport, Notifier, report_comment
from moderation.use_cases.show_asked import show_asked
from moderation.web.callers import address, caller, csrf, parts, reader
from moderation.web.embed.entrance_forms import sign_in_first
from moderation.web.embed.showing import words
from moderation.web.errors import status_of

asks = Blueprint("asks", __name__, url_prefix="/sites/<site:site>/comments/<uuid:comment>")


@asks.get("/report")
def report(site: str, comment: UUID) -> ResponseReturnValue:
    """The form to report a comment with."""
    return comment_page("embed/report.html", site, comment)


@asks.post("/report")
def report_now(site: str, comment: UUID) -> ResponseReturnValue:
    """Report a comment; it may be out of sight afterwards, so the thanks are a page of their own."""
    csrf.protect()
    article = show_asked(parts(), reader(), site, str(comment)).article
    try:
        new = NewReport(
            site, str(comment), _ground(), _note() or None, address=address(), notifier=_notifier()
        )
        report_comment(parts(), caller(), new)
    except Refused as refusal:
        return comment_page("embed/report.html", site, comment, refusal)
    return redirect(url_for(".reported", site=site, comment=comment, article=article), 303)


@asks.get("/reported")
def reported(site: str, **_comment: UUID) -> ResponseReturnValue:
    """Thanks, and the way back to the article that the address names."""
    back = url_for("embed.article", site=site, article=request.args.get("article") or "-")
    name = dict(list_sites(parts())).get(site, "")
    return render_template("embed/reported.html", back=back, visitor=reader(), site_name=name)


@asks.get("/appeal")
def appeal(site: str, comment: UUID) -> ResponseReturnValue:
    """The form to appeal with, or how the appeal stands."""
    if not reader().is_reader:
        return sign_in_first(request.path)
    return comment_page("embed/appeal.html", site, comment)


@asks.post("/appeal")
def appeal_now(site: str, comment: UUID) -> ResponseReturnValue:
    """Appeal; afterwards the page tells how the appeal stands."""
    csrf.protect()
    if not reader().is_reader:
        return sign_in_first(request.path, request.form.get("note", ""))
    try:
        appeal_decision(parts(), caller(), NewAppeal(site, str(comment), _note()))
    except Refused as refusal:
        return comment_page("embed/appeal.html", site, comment, refusal)
    return redirect(url_for(".appeal", site=site, comment=comment), 303)


def comment_page(
    template: str, site: str, comment: UUID, refusal: Refused | None = None
) -> ResponseReturnValue:
    """The page, after a refusal with what was written and what is wrong with it.

    Raises:
        NotFound: when there is no such comment, or the reader may not see it.
    """
    if isinstance(refusal, NotFound):
        raise refusal
    fields = refusal.fields if isinstance(refusal, Malformed) else {}
    given: dict[str, Any] = {
        "asked": show_asked(parts(), reader(), site, str(comment)),
        "site": site,
        "visitor": reader(),
        "grounds": GROUND_LABELS,
        "longest": {"report": LONGEST_REPORT, "appeal": LONGEST_APPEAL},
        "said": request.form,
        "complaints": fields,
        "message": refusal.message if refusal and not fields else "",
    }
    page = make_response(
        render_template(template, **given, **words()), status_of(refusal) if refusal else 200
    )
    if isinstance(refusal, TooMany | Unavailable):
        page.headers["Retry-After"] = str(refusal.retry_after_s)
    return page


def _ground() -> Ground:
    said = request.form.get("ground", "")
    if said not in set(Ground):
        raise Malformed("Choose what is wrong with it.", fields={"ground": ["Choose what is wrong with it."]})
    return Ground(said)


def _notifier() -> Notifier:
    """Who sends a notice without an account, as far as they say."""
    return Notifier(request.form.get("name", ""), request.form.get("address", ""))


def _note() -> str:
    """What was written, if a database can keep it."""
    try:
        return str(Words().deserialize(request.form.get("note", ""))).strip()
    except ValidationError as error:
        raise Malformed(
            "This cannot be kept.", fields={"note": [str(each) for each in error.messages]}
        ) from error
