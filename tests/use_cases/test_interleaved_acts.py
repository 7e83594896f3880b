"""Two managers act and undo in any order: no act is lost, and undoing it all leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from moderation.domain.articles import Mode
from moderation.domain.callers import Caller, NamedAuthor, Role
from moderation.domain.errors import Conflict, Malformed, NotFound
from moderation.domain.sanctions import Earlier, Kind
from moderation.parts import Parts
from moderation.storage import acts, articles, authors, comments, listing, sites
from moderation.storage import sanctions as sanctions_of
from moderation.storage.desk_tables import Act
from moderation.use_cases.feature_comment import feature_comment
from moderation.use_cases.move_comment import move_comment
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from moderation.use_cases.set_thread_mode import set_thread_mode
from moderation.use_cases.undo_act import undo_act
from tests.making import a_comment, a_manager, an_article

BAN = NewSanction(Kind.BAN, "Enough.", earlier=Earlier.REJECT_ALL)


@dataclass(frozen=True)
class Seen:
    """How everything stands: the comment's version, and what the deeds change."""

    version: int
    status: str
    featured: Any
    article: int
    mode: Mode | None
    bans: list[int]
    latest: int

    @property
    def state(self) -> tuple[Any, ...]:
        """What undoing must restore."""
        return self.status, self.featured, self.article, self.mode, self.bans


@dataclass
class Room:
    """Two managers before one comment, each with what they saw last."""

    parts: Parts
    comment: str
    managers: list[Caller]
    seen: list[Seen] = field(default_factory=list)
    done: list[int] = field(default_factory=list)

    def look(self) -> Seen:
        """How everything stands now."""
        with self.parts.database.reading() as session:
            comment = comments.comment_with(session, self.comment)
            budget = articles.article_named(session, sites.site_named(session, "harbour"), "budget")
            latest = acts.latest_on(session, f"author {comment.author_id}")
            bans = [each.id for each in sanctions_of.in_force(session, comment.author, self.parts.now())]
            return Seen(
                comment.version,
                comment.status.value,
                comment.featured_at,
                comment.article_id,
                budget.mode,
                bans,
                latest.id if latest else 0,
            )

    def act(self, who: int, deed: str, which: int) -> None:
        """Try one deed on the grounds of what this manager saw last; ``which`` is the act to undo."""
        manager, seen = self.managers[who], self.seen[who]
        if deed == "look":
            self.seen[who] = self.look()
            return
        try:
            if deed == "undo":
                act = undo_act(self.parts, manager, self.done[which % len(self.done)] if self.done else 0)
            else:
                act = self._deeds(manager, seen)[deed]()
            self.done.append(act)
        except (Conflict, Malformed, NotFound):
            return

    def _deeds(self, manager: Caller, seen: Seen) -> dict[str, Callable[[], int]]:
        parts, comment = self.parts, self.comment
        is_featured = seen.featured is None
        return {
            "feature": lambda: feature_comment(
                parts, manager, comment, seen.version, is_featured=is_featured
            ),
            "move": lambda: move_comment(parts, manager, comment, seen.version, "harbour"),
            "back": lambda: move_comment(parts, manager, comment, seen.version, "budget"),
            "close": lambda: set_thread_mode(
                parts, manager, "harbour", "budget", Mode.CLOSED, seen=seen.mode
            ),
            "rules": lambda: set_thread_mode(parts, manager, "harbour", "budget", None, seen=seen.mode),
            "ban": lambda: sanction_author(parts, manager, self.author, BAN, seen=seen.latest).act,
        }

    @property
    def author(self) -> int:
        """Who wrote the comment."""
        with self.parts.database.reading() as session:
            found = authors.author_known_as(session, sites.site_named(session, "harbour"), "ada")
            assert found is not None
            return found.id

    def recorded(self, since: int) -> list[Act]:
        """Every act that was recorded after this one."""
        with self.parts.database.reading() as session:
            return list(session.scalars(select(Act).where(Act.id > since).order_by(Act.id)))


DEEDS = ("look", "feature", "move", "back", "close", "rules", "ban", "undo")
STEPS = st.tuples(st.integers(0, 1), st.sampled_from(DEEDS), st.integers(0, 12))


def test_two_managers_in_any_order_lose_nothing(parts: Parts, machine: Caller) -> None:
    an_article(parts, machine, "harbour", title="The harbour")
    comment = a_comment(parts, machine).id
    managers = [a_manager(parts, name, Role.SENIOR) for name in ("Mira", "Noor")]

    @settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(steps=st.lists(STEPS, max_size=12))
    def check(steps: list[tuple[int, str, int]]) -> None:
        room = Room(parts, comment, managers)
        first = room.look()
        room.seen = [first, first]
        recorded_before = max((act.id for act in room.recorded(0)), default=0)
        for who, deed, which in steps:
            room.act(who, deed, which)
        assert [act.id for act in room.recorded(recorded_before)] == room.done
        undone = {act.undoes_id for act in room.recorded(0)}
        for act in reversed(room.recorded(recorded_before)):
            if act.undoes_id is None and act.id not in undone:
                undo_act(parts, managers[0], act.id)
        assert room.look().state == first.state

    check()


def test_of_many_at_once_exactly_one_features_and_exactly_one_undoes(parts: Parts, machine: Caller) -> None:
    comment = a_comment(parts, machine).id
    managers = [a_manager(parts, f"M{number}") for number in range(4)]
    with parts.database.reading() as session:
        version = comments.comment_with(session, comment).version

    made = at_once(managers, lambda each: feature_comment(parts, each, comment, version, is_featured=True))
    undone = at_once(managers, lambda each: undo_act(parts, each, next(filter(None, made))))

    assert [len(list(filter(None, each))) for each in (made, undone)] == [1, 1]


def test_replies_that_come_in_while_a_thread_moves_stand_with_it(parts: Parts, machine: Caller) -> None:
    an_article(parts, machine, "harbour", title="The harbour")
    manager = a_manager(parts)
    root = a_comment(parts, machine).id
    room = Room(parts, root, [manager])

    def reply_or_move(number: int) -> int:
        if number == 3:
            return move_comment(parts, manager, root, room.look().version, "harbour")
        author = NamedAuthor(f"reader-{number}", f"Reader {number}")
        a_comment(parts, machine, f"So it is, number {number}.", parent=root, author=author)
        return number

    at_once(range(8), reply_or_move)

    with parts.database.reading() as session:
        found = listing.thread(session, root, [], after=None, limit=20)
        assert {each.article_id for each in found} <= {room.look().article}


def at_once(each: Any, does: Callable[[Any], int]) -> list[int | None]:
    def tries(one: Any) -> int | None:
        try:
            return does(one)
        except (Conflict, Malformed):
            return None

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(tries, each))
