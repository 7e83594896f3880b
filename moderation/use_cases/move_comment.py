"""Move a thread to another article of the same site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import Caller, require_manager
from moderation.domain.errors import Malformed
from moderation.storage import acts, articles
from moderation.use_cases.steps.changing import comment_as_seen
from moderation.use_cases.steps.moving import move, require_article, where

if TYPE_CHECKING:
    from moderation.parts import Parts


def move_comment(parts: Parts, caller: Caller, comment_id: str, version: int, article_id: str) -> int:
    """The id of the act; the first comment with all that answers it stands under the site's other article now.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment or article, or none that the caller works on.
        Malformed: when the comment answers another, or stands there already.
        Conflict: when somebody changed the comment since.
    """
    manager_id = require_manager(caller)
    now = parts.now()
    with parts.database.writing() as session:
        root = comment_as_seen(session, caller, comment_id, version)
        if root.parent_id is not None:
            raise Malformed("Only a whole thread can be moved: move its first comment.", code="not_a_root")
        left = root.article
        article = articles.article_named(session, left.site, article_id)
        require_article(caller, article)
        if article.id == left.id:
            raise Malformed("This thread is under that article already.", code="already_so")
        change = acts.Change(where(left), where(article))
        move(session, root, article, now)
        subject = subject_of("comment", root.id)
        return acts.add_act(
            session, Deed.MOVE, subject, change, manager_id=manager_id, now=now, site_id=left.site_id
        ).id
