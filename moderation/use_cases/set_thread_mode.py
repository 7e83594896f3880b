"""Close the thread under an article, have everything in it looked at first, or leave it to the rules again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, did, subject_of
from moderation.domain.articles import Mode
from moderation.domain.callers import Caller, require_manager
from moderation.domain.errors import Conflict, Malformed
from moderation.storage import acts, articles, sites
from moderation.use_cases.steps.moving import require_article

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts

CHOICES = (Mode.CLOSED, Mode.PRE, None)
"""What a manager may say of one article's thread; None leaves it to the rules."""


def set_thread_mode(
    parts: Parts, caller: Caller, site: str, article_id: str, mode: Mode | None, *, seen: Mode | None
) -> int:
    """The id of the act; ``seen`` is the mode that the manager saw.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such article, or none that the caller works on.
        Malformed: when no manager may say that, or it is so already.
        Conflict: when somebody set another mode since.
    """
    manager_id = require_manager(caller)
    if mode not in CHOICES:
        raise Malformed("Close it, look at everything first, or leave it to the rules.", code="unknown_mode")
    with parts.database.writing() as session:
        place = sites.site_named(session, site)
        article = articles.article_to_change(session, place, article_id)
        article.site = place
        require_article(caller, article)
        subject = subject_of("article", article.id)
        if article.mode is not seen:
            raise Conflict(_what_happened(session, subject))
        if article.mode is mode:
            raise Malformed("The thread is so already.", code="already_so")
        change = acts.Change({"mode": seen}, {"mode": mode})
        article.mode = mode
        return acts.add_act(
            session, Deed.THREAD, subject, change, manager_id=manager_id, now=parts.now(), site_id=place.id
        ).id


def _what_happened(session: Session, subject: str) -> str:
    act = acts.latest_on(session, subject)
    if act is None or act.manager is None:
        return "The thread changed since you saw it. Nothing was done; look again."
    at = f"{act.acted_at:%H:%M} UTC"
    return f"{act.manager.name} {did(act.deed, act.after)} at {at}, after you opened it. Nothing was done."
