"""Keep what another's manager judged as a label for training, with where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.domain.scores import ScoredText
from moderation.storage import sites, suggestions
from moderation.use_cases.steps.measuring import allow_texts

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class NewSuggestion:
    """What a text should have scored by attribute, 0 to 1; whose word that is, and where the text stands."""

    text: str
    labels: Mapping[str, float]
    community: str = ""
    client_token: str | None = None
    url: str | None = None
    language: str | None = None
    is_kept: bool = True


def suggest_score(parts: Parts, caller: Caller, new: NewSuggestion) -> str | None:
    """The language that the text is surely in, if any; the label is kept unless it was not to be.

    It takes the place of an earlier one of the same community with the same token.

    Raises:
        NotSignedIn, NotAllowed, TooMany: without a key that may score, now.
    """
    site = caller.site or ""
    require_scope(caller, "score", site)
    allow_texts(parts, caller, 1)
    if new.is_kept:
        with parts.database.writing() as session:
            said = {
                "site_id": sites.site_named(session, site).id,
                "key_id": caller.key_id,
                "community": new.community,
                "client_token": new.client_token,
                "url": new.url,
                "language": new.language,
                "text": new.text,
                "labels": dict(new.labels),
                "suggested_at": parts.now(),
            }
            suggestions.keep_suggestion(session, said)
    return parts.scorer.language(ScoredText(new.text)).detected
