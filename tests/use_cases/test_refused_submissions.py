"""What is refused is told precisely and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from moderation.domain.callers import NOBODY, NamedAuthor
from moderation.domain.comments import Status
from moderation.domain.errors import Closed, Malformed, NotAllowed, NotFound, NotSignedIn, TooMany
from moderation.parts import Limits, Parts
from moderation.storage import jobs
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.making import a_comment, a_machine, a_reader, a_site, an_article, stored


def test_a_key_sent_again_with_another_body_is_refused(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    a_comment(parts, machine, key="k1", digest="d")

    with pytest.raises(Malformed) as refusal:
        a_comment(parts, machine, "Another.", key="k1", digest="e")

    assert refusal.value.code == "key_reused"
    assert sum(stored(parts).values()) == 1


def closed(parts: Parts) -> NewComment:
    an_article(parts, a_machine(parts), "shut", is_open=False)
    return NewComment("harbour", "shut", "Late.", author=NamedAuthor("ada", "Ada"))


@pytest.mark.parametrize(
    ("refused", "new"),
    [
        (NotFound, lambda _: NewComment("harbour", "nowhere", "Hi.", author=NamedAuthor("ada", "Ada"))),
        (Closed, closed),
        (Malformed, lambda _: NewComment("harbour", "budget", "Hi.")),
        (Malformed, lambda _: NewComment("harbour", "budget", " \n ", author=NamedAuthor("ada", "Ada"))),
        (
            Malformed,
            lambda _: NewComment("harbour", "budget", "\u200b \u3164", author=NamedAuthor("ada", "Ada")),
        ),
        (
            Malformed,
            lambda _: NewComment("harbour", "budget", "\u2800\n", author=NamedAuthor("ada", "Ada")),
        ),
        (
            Malformed,
            lambda _: NewComment("harbour", "budget", "x" * 10_001, author=NamedAuthor("ada", "Ada")),
        ),
        (Malformed, lambda _: NewComment("harbour", "budget", "Hi.", author=NamedAuthor("ada", "\u200b"))),
        (
            Malformed,
            lambda _: NewComment(
                "harbour", "budget", "Hi.", "00000000-0000-7000-8000-000000000000", NamedAuthor("ada", "Ada")
            ),
        ),
        (NotAllowed, lambda _: NewComment("elsewhere", "budget", "Hi.", author=NamedAuthor("ada", "Ada"))),
    ],
    ids=[
        "no article",
        "closed",
        "no author",
        "blank",
        "invisible",
        "dotless",
        "too long",
        "nameless",
        "no parent",
        "other site",
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    parts: Parts, refused: type[Exception], new: Callable[[Parts], NewComment]
) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)

    with pytest.raises(refused):
        submit_comment(parts, machine, new(parts))

    assert sum(stored(parts).values()) == 0
    with parts.database.reading() as session:
        assert jobs.waiting_of(session, "score") == 0


def test_nobody_is_told_to_sign_in(parts: Parts) -> None:
    a_site(parts)
    an_article(parts, a_machine(parts))

    with pytest.raises(NotSignedIn):
        submit_comment(parts, NOBODY, NewComment("harbour", "budget", "Hi."))


def test_a_reader_may_not_name_another_author(parts: Parts) -> None:
    a_site(parts)
    an_article(parts, a_machine(parts))

    with pytest.raises(Malformed):
        submit_comment(
            parts, a_reader(parts), NewComment("harbour", "budget", "Hi.", author=NamedAuthor("ada", "Ada"))
        )


def test_a_reader_who_comments_too_fast_is_slowed_down_and_nothing_is_kept(parts: Parts) -> None:
    a_site(parts)
    an_article(parts, a_machine(parts))
    reader = a_reader(parts)
    slow = replace(parts, limits=Limits(comments_per_minute=2))
    for _ in range(2):
        submit_comment(slow, reader, NewComment("harbour", "budget", "Hi."))

    with pytest.raises(TooMany) as refusal:
        submit_comment(slow, reader, NewComment("harbour", "budget", "Hi."))

    assert refusal.value.retry_after_s == 60
    assert stored(parts)[Status.PUBLISHED] == 2
