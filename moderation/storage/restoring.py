"""Keeping the lines of an export: many in few statements, each as it stood; what is here already is left alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Table as Rows
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from moderation.domain.callers import Role
from moderation.domain.comments import Status
from moderation.storage import accounts
from moderation.storage.account_tables import Site
from moderation.storage.importing import known, mark
from moderation.storage.moved import OF_A_COMMENT, OF_A_SITE, OF_AN_AUTHOR, Reference, read, rows_of
from moderation.storage.table import Table
from moderation.storage.tables import Article, Author, Batch, Comment

Line = Mapping[str, Any]
Row = dict[str, Any]
SOURCE, BATCH = "desk", "batch"
LOCKED = "!"
"""The hash of no password: who decided elsewhere cannot sign in here before an operator resets the account."""


def site_from(line: Line, slug: str) -> Site:
    """The site that the line speaks of, by this name, not kept yet."""
    return Site(slug=slug, **read(rows_of(Site), line, {}))


@dataclass
class Restoring:
    """One transaction in which lines are kept; ``folded`` folds an account's name."""

    session: Session
    site: Site
    folded: Callable[[str], str]
    now: datetime
    _accounts: dict[str, int] = field(default_factory=dict)

    def keep(self, kind: str, lines: Sequence[Line]) -> int:
        """How many of these lines of one kind are new, which are kept now."""
        if kind in OF_A_SITE:
            return self._keep_of_the_site(OF_A_SITE[kind], lines)
        keep = {
            "article": self._keep_articles,
            "author": self._keep_authors,
            "batch": self._keep_batches,
            "comment": self._keep_comments,
        }
        return keep[kind](lines)

    def waiting(self, lines: Sequence[Line]) -> list[str]:
        """Those of the comments that are held and have no scores yet."""
        held = (line for line in lines if line["status"] == Status.HELD)
        return [line["id"] for line in held if line["revisions"][-1]["scored_at"] is None]

    def _keep_of_the_site(self, table: Rows, lines: Sequence[Line]) -> int:
        keys = [name for name in ("path", "section_path", "number") if name in table.c]
        here = select(*(table.c[name] for name in keys)).where(table.c.site_id == self.site.id)
        there = {tuple(row) for row in self.session.execute(here)}
        new = [line for line in lines if tuple(line[name] for name in keys) not in there]
        self._add(table, [{"site_id": self.site.id, **read(table, line, self._references())} for line in new])
        return len(new)

    def _keep_articles(self, lines: Sequence[Line]) -> int:
        there = self._here(Article.external_id, Article, [line["external_id"] for line in lines])
        new = [line for line in lines if line["external_id"] not in there]
        self._add(
            rows_of(Article),
            [{"site_id": self.site.id, **read(rows_of(Article), each, {})} for each in new],
        )
        return len(new)

    def _keep_authors(self, lines: Sequence[Line]) -> int:
        there = self._here(Author.external_id, Author, [line["id"] for line in lines])
        new = [line for line in lines if line["id"] not in there]
        rows = [
            {"site_id": self.site.id, "external_id": each["id"], **read(rows_of(Author), each, {})}
            for each in new
        ]
        numbers = self._add(rows_of(Author), rows)
        for name, table in OF_AN_AUTHOR.items():
            theirs = [
                {"author_id": number, **read(table, each, self._references())}
                for number, line in zip(numbers, new, strict=True)
                for each in line[name]
            ]
            self._add(table, theirs)
        return len(new)

    def _keep_batches(self, lines: Sequence[Line]) -> int:
        there = self._batches(line["number"] for line in lines)
        new = [line for line in lines if line["number"] not in there]
        for line in new:
            there |= self._batches([line["undoes"]] if line["undoes"] else [])
            row = read(rows_of(Batch), line, {**self._references(), "batch": there.__getitem__})
            (number,) = self._add(rows_of(Batch), [row])
            mark(self.session, self.site, SOURCE, BATCH, {str(line["number"]): str(number)})
        return len(new)

    def _keep_comments(self, lines: Sequence[Line]) -> int:
        here = select(Comment.id).where(Comment.id.in_([line["id"] for line in lines]))
        there = set(self.session.scalars(here))
        new = _parents_first([line for line in lines if line["id"] not in there])
        references = self._references(
            article=self._here(Article.external_id, Article, {line["article"] for line in new}),
            author=self._here(Author.external_id, Author, set(_authors_in(new))),
            batch=self._batches(each["batch"] for line in new for each in line["decisions"] if each["batch"]),
        )
        self._add(rows_of(Comment), [read(rows_of(Comment), line, references) for line in new])
        wordings = self._keep_revisions(new)
        decided = self._keep_decisions(new, references, wordings)
        for name, table in OF_A_COMMENT.items():
            if name in {"revisions", "decisions"}:
                continue
            rows = []
            for line in new:
                own = {"revision": _of(wordings, line), "decision": _of(decided, line)}
                rows += [
                    {"comment_id": line["id"], **read(table, each, {**references, **own})}
                    for each in line[name]
                ]
            self._add(table, rows)
        return len(new)

    def _keep_revisions(self, lines: Sequence[Line]) -> dict[tuple[str, int], int]:
        """The wordings of the comments: their numbers here by comment and number there."""
        table = OF_A_COMMENT["revisions"]
        said = [(line["id"], each) for line in lines for each in line["revisions"]]
        numbers = self._add(
            table, [{"comment_id": comment, **read(table, each, {})} for comment, each in said]
        )
        return {
            (comment, each["number"]): number for (comment, each), number in zip(said, numbers, strict=True)
        }

    def _keep_decisions(
        self,
        lines: Sequence[Line],
        references: Mapping[str, Reference],
        wordings: Mapping[tuple[str, int], int],
    ) -> dict[tuple[str, int], int]:
        """The decisions on the comments: their numbers here by comment and place; one is kept before its undo."""
        table, placed = OF_A_COMMENT["decisions"], dict[tuple[str, int], int]()
        kept: list[tuple[str, int]] = []
        rows: list[Row] = []

        def flush() -> None:
            placed.update(zip(kept, self._add(table, rows), strict=True))
            kept.clear()
            rows.clear()

        for line in lines:
            own = {**references, "revision": _of(wordings, line), "decision": _of(placed, line)}
            for place, each in enumerate(line["decisions"]):
                if each["undoes"] is not None and (line["id"], each["undoes"]) not in placed:
                    flush()
                kept.append((line["id"], place))
                rows.append({"comment_id": line["id"], **read(table, each, own)})
        flush()
        return placed

    def _add(self, table: Rows, rows: Sequence[Row]) -> Sequence[int]:
        """The numbers of the rows that are kept now, in the same order; nothing where a table has none."""
        if not rows:
            return []
        adding = insert(table)
        if table is rows_of(Comment):  # whose ids come along
            self.session.execute(adding, rows)
            return []
        returning = adding.returning(table.c.id, sort_by_parameter_order=True)
        return self.session.execute(returning, rows).scalars().all()

    def _here(self, key: Any, table: type[Table], keys: Collection[str]) -> dict[str, int]:
        """The numbers of those of the site's articles or authors that are here, by what they are called anywhere."""
        rows = rows_of(table)
        asked = select(key, rows.c.id).where(rows.c.site_id == self.site.id, key.in_(keys))
        return {name: found for name, found in self.session.execute(asked)}

    def _batches(self, numbers: Iterable[int]) -> dict[int, int]:
        found = known(self.session, self.site, SOURCE, BATCH, {str(each) for each in numbers})
        return {int(place): int(number) for place, number in found.items()}

    def _references(self, **found: Mapping[Any, int]) -> dict[str, Reference]:
        """Which rows here are meant by what an export says."""
        return {"account": self._account, **{target: each.__getitem__ for target, each in found.items()}}

    def _account(self, name: str) -> int:
        """The account of somebody at the desk of this name; one that nobody can sign in with where there is none.

        A reader who happens to be called so is somebody else: then it gets a number.
        """
        if name not in self._accounts:
            self._accounts[name] = next(filter(None, map(self._worker, self._names(name))))
        return self._accounts[name]

    def _names(self, name: str) -> Iterator[str]:
        yield name
        yield from (f"{name[:36]} {number}" for number in count(2))

    def _worker(self, name: str) -> int | None:
        """The account of this name, made if it is not there; None when it is a reader's."""
        folded = self.folded(name)
        account = accounts.account_named(self.session, folded) or accounts.add_account(
            self.session,
            name=name,
            folded_name=folded,
            password_hash=LOCKED,
            role=Role.MANAGER,
            must_change_password=True,
            now=self.now,
        )
        return account.id if account and account.role is not Role.READER else None


def _parents_first(lines: Sequence[Line]) -> list[Line]:
    """The comments so that none stands before what it answers: ids of one millisecond are in any order.

    Raises:
        ValueError: when some answer each other.
    """
    ordered, waiting = list[Line](), list(lines)
    while waiting:
        late = {line["id"] for line in waiting}
        ready = [line for line in waiting if line["parent_id"] not in late]
        if not ready:
            raise ValueError("comments that answer each other")
        ordered += ready
        waiting = [line for line in waiting if line["parent_id"] in late]
    return ordered


def _authors_in(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        yield line["author"]
        yield from (
            each["author"] for each in (*line["reports"], *line["appeals"]) if each["author"] is not None
        )


def _of(placed: Mapping[tuple[str, int], int], line: Line) -> Reference:
    """What references to wordings or decisions of this comment mean."""
    return lambda place: placed[line["id"], place]
