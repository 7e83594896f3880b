"""Keep labelled comments of others as labels for training, with where they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from moderation.domain.moving import Brought, Labelled, Unusable
from moderation.storage import sites, suggestions

if TYPE_CHECKING:
    from moderation.parts import Parts

KEY = "imported labels"
"""The name by which the labels are weighed and erased."""
AT_ONCE = 500


def import_labels(
    parts: Parts, slug: str, community: str, rows: Iterable[Labelled | Unusable], brought: Brought
) -> None:
    """Keep each labelled text as a suggestion of this community, in the place of an earlier one of the same id.

    ``brought`` counts as it goes; a text without an id is known by what it says.

    Raises:
        NotFound: when there is no such site.
        Malformed: when the file is broken; what came before that is kept.
    """
    with parts.database.reading() as session:
        site = sites.site_named(session, slug)
    for batch in _batches(iter(rows), brought):
        with parts.database.writing() as session:
            key = suggestions.key_for_imports(session, site, KEY, parts.now())
            for each in batch:
                said = {
                    "site_id": site.id,
                    "key_id": key.id,
                    "community": community,
                    "client_token": each.id or sha256(each.text.encode()).hexdigest(),
                    "url": each.url,
                    "language": each.language,
                    "text": each.text,
                    "labels": dict(each.labels),
                    "suggested_at": parts.now(),
                }
                suggestions.keep_suggestion(session, said)
        brought.labels += len(batch)


def _batches(rows: Iterator[Labelled | Unusable], brought: Brought) -> Iterator[Sequence[Labelled]]:
    while some := list(islice(rows, AT_ONCE)):
        for each in some:
            if isinstance(each, Unusable):
                brought.leave(each)
        yield [each for each in some if isinstance(each, Labelled)]
