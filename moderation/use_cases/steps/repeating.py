"""Finding out where else nearly the same was said: remembering a comment's fingerprints, and looking for its copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from moderation.domain.comments import Status
from moderation.domain.likeness import ALIKE, fingerprints, is_telling, likeness, own_words, runs_in, words_of
from moderation.domain.repeats import MOST_COUNTED, Copy, Repeats
from moderation.storage import fingerprints as index

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from moderation.domain.callers import Caller
    from moderation.domain.findings import Alike, Finding
    from moderation.domain.likeness import Words
    from moderation.storage.fingerprints import Candidate
    from moderation.storage.tables import Comment, Revision

_REMEMBERED = 64
"""Comments that come in at the same time, and a few more."""


@dataclass(frozen=True)
class FoundCopy:
    """A copy as it stands now: where, by whom, since when, in which status; and its likeness when it was found."""

    id: str
    article_title: str
    author: str
    status: Status
    created_at: datetime
    likeness: float


def remember(session: Session, revision: Revision, now: datetime) -> None:
    """Have copies of this wording found from now on, unless staff wrote it.

    Call it in the transaction that keeps the comment: whoever is judged later then finds it, though neither of two
    that come in at once is judged yet.
    """
    if not revision.comment.author.is_staff:
        index.keep(session, revision, numbers_of(revision), now)


def numbers_of(revision: Revision) -> Sequence[int]:
    """The fingerprints by which copies of this wording are found."""
    return _sketched(revision.text, key_of(revision.comment))[1]


@lru_cache(_REMEMBERED)
def _sketched(text: str, key: bytes) -> tuple[Words, Sequence[int]]:
    """The words of a text and its fingerprints; remembered, for it is looked for just after it was kept."""
    words = words_of(text)
    return words, fingerprints(words, key)


def repeats_of(session: Session, revision: Revision, parent: Revision | None) -> Repeats:
    """Where else on the site nearly the same stands, whatever became of it there.

    What is quoted from the article or from the comment that is answered counts for nothing.
    """
    comment = revision.comment
    words, numbers = _sketched(revision.text, key_of(comment))
    found = index.candidates(session, numbers, but=comment.id, own=revision.id, at_most=MOST_COUNTED)
    copies = sorted(_copies(words, found, _quotable(comment, parent)), key=lambda copy: -copy.likeness)
    return Repeats(comment.article_id, comment.author_id, tuple(copies))


def named_in(findings: Sequence[Finding]) -> list[Alike]:
    """The copies that the findings name, likest first."""
    return [alike for finding in findings for alike in finding.alike]


def copies_in(there: Mapping[str, Comment], findings: Sequence[Finding], caller: Caller) -> list[FoundCopy]:
    """The copies that the findings name, are still there, and the caller works on; likest first."""
    return [
        _found(there[alike.comment], alike.likeness)
        for alike in named_in(findings)
        if alike.comment in there and _is_seen(there[alike.comment], caller)
    ]


def _is_seen(comment: Comment, caller: Caller) -> bool:
    return caller.works_on(comment.article.site.slug, comment.article.section_path)


def _found(comment: Comment, alike: float) -> FoundCopy:
    return FoundCopy(
        comment.id, comment.article.title, comment.author.name, comment.status, comment.created_at, alike
    )


def _copies(words: Words, found: Sequence[Candidate], quotable: Sequence[str]) -> Iterator[Copy]:
    if not found:
        return  # most are no copies, and an article's words take a while
    quoted = runs_in(map(words_of, quotable))
    own = own_words(words, quoted)
    if not is_telling(own):
        return
    for each in found:
        alike = likeness(own, own_words(words_of(each.text), quoted))
        if alike >= ALIKE:
            yield Copy(each.comment, each.article, each.author, alike)


def _quotable(comment: Comment, parent: Revision | None) -> list[str]:
    article = comment.article
    return [article.title, article.text, *([parent.text] if parent else [])]


def key_of(comment: Comment) -> bytes:
    """What keeps sites apart, where the same words have other fingerprints, and what nobody outside can reckon with.

    Who knew it could add a dozen words that take all fingerprints of a copy. To which microsecond a site was opened is
    told nowhere.
    """
    site = comment.article.site
    return f"{site.id} {site.created_at.isoformat()}".encode()
