"""Read the alerts that stand for somebody at the desk: sites whose comments wait too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.notices import Wording, in_words
from moderation.storage import notices

if TYPE_CHECKING:
    from moderation.parts import Parts


def list_alerts(parts: Parts, caller: Caller) -> Sequence[Wording]:
    """What waits too long at the sites that the caller works on, in words.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    account_id = require_manager(caller)
    with parts.database.reading() as session:
        return [in_words(notice.news, notice.said) for notice in notices.alerts_for(session, account_id)]
