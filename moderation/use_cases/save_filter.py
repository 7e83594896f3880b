"""Keep a search by a name, for oneself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from moderation.domain.callers import Caller, require_manager
from moderation.domain.errors import Malformed
from moderation.storage import saved_filters
from moderation.use_cases.steps.wanting import asked_of, search_of

if TYPE_CHECKING:
    from moderation.parts import Parts

LONGEST_NAME, LONGEST_QUERY, MOST = 80, 1000, 50


def save_filter(parts: Parts, caller: Caller, name: str, said: Mapping[str, str]) -> None:
    """Keep the search; one that the caller keeps by this name already gives way.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        Malformed: when the name will not do, a filter is none, or there is nothing to keep or too much already.
    """
    account_id = require_manager(caller)
    search_of(said)
    tidy, query = " ".join(name.split()), urlencode(asked_of(said))
    if not 0 < len(tidy) <= LONGEST_NAME or not tidy.isprintable():
        raise _refusal(f"Give it a name of 1 to {LONGEST_NAME} characters.")
    if not 0 < len(query) <= LONGEST_QUERY:
        raise _refusal("Fill in what to search for." if not query else "This search is too long to keep.")
    with parts.database.writing() as session:
        kept = {each.name for each in saved_filters.filters_of(session, account_id)}
        if len(kept) >= MOST and tidy not in kept:
            raise _refusal(f"You keep {MOST} searches. Remove one first.")
        saved_filters.keep_filter(session, account_id, tidy, query, parts.now())


def _refusal(complaint: str) -> Malformed:
    return Malformed(complaint, fields={"name": [complaint]})
