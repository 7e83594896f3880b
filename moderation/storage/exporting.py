"""Reading all that belongs to a site, a line at a time, in little memory and in an order that is always the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, select, text
from sqlalchemy import Table as Rows
from sqlalchemy.orm import Session

from moderation.storage.account_tables import Account, Site
from moderation.storage.moved import (
    OF_A_COMMENT,
    OF_A_SITE,
    OF_AN_AUTHOR,
    Reference,
    rows_of,
    targets,
    written,
)
from moderation.storage.tables import Article, Author, Batch, Comment, Decision

AT_ONCE = 500
Row = Mapping[Any, Any]
Line = dict[str, Any]


def lines_of(session: Session, site: Site) -> Iterator[Line]:
    """Every line of the site's export; on PostgreSQL, too, as everything stands at one moment.

    Call it with a session that has asked nothing yet.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    yield from _of_the_site(session, site)
    batches = _batches(session, site)
    for page in _pages(session, select(rows_of(Article)).where(Article.site_id == site.id), Article.id):
        yield from ({"kind": "article", **written(rows_of(Article), row, {})} for row in page)
    for page in _pages(session, select(rows_of(Author)).where(Author.site_id == site.id), Author.id):
        yield from _authors(session, page)
    yield from _of_batches(session, batches)
    asked = select(rows_of(Comment)).join(Article).where(Article.site_id == site.id)
    for page in _pages(session, asked, Comment.id):
        yield from _comments(session, page, batches)


def _of_the_site(session: Session, site: Site) -> Iterator[Line]:
    table = rows_of(Site)
    row = session.execute(select(table).where(table.c.id == site.id)).mappings().one()
    yield {"kind": "site", **written(table, row, {})}
    for kind, each in OF_A_SITE.items():
        rows = (
            session.execute(select(each).where(each.c.site_id == site.id).order_by(each.c.id))
            .mappings()
            .all()
        )
        references = _references(session, {kind: (each, rows)})
        yield from ({"kind": kind, **written(each, row, references)} for row in rows)


def _authors(session: Session, page: Sequence[Row]) -> Iterator[Line]:
    ids = [row["id"] for row in page]
    within = {name: (table, _rows(session, table, "author_id", ids)) for name, table in OF_AN_AUTHOR.items()}
    references = _references(session, within)
    owned = {name: _by_owner(rows, "author_id") for name, (_, rows) in within.items()}
    names = _authors_named(session, ids)
    for row in page:
        parts = {
            name: [written(table, each, references) for each in owned[name][row["id"]]]
            for name, (table, _) in within.items()
        }
        yield {"kind": "author", "id": names[row["id"]], **written(rows_of(Author), row, {}), **parts}


def _batches(session: Session, site: Site) -> dict[int, int]:
    """The batches that decided on the site's comments: by their numbers here, their places in the export."""
    asked = (
        select(Decision.batch_id)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Article, Article.id == Comment.article_id)
        .where(Article.site_id == site.id, Decision.batch_id.is_not(None))
        .distinct()
    )
    numbers = sorted(number for number in session.scalars(asked) if number is not None)
    return {number: place for place, number in enumerate(numbers, start=1)}


def _of_batches(session: Session, batches: Mapping[int, int]) -> Iterator[Line]:
    table = rows_of(Batch)
    for number, place in batches.items():
        row = session.execute(select(table).where(table.c.id == number)).mappings().one()
        references = {**_references(session, {"batch": (table, [row])}), "batch": batches.get}
        yield {"kind": "batch", "number": place, **written(table, row, references)}


def _comments(session: Session, page: Sequence[Row], batches: Mapping[int, int]) -> Iterator[Line]:
    ids = [row["id"] for row in page]
    within = {name: (table, _rows(session, table, "comment_id", ids)) for name, table in OF_A_COMMENT.items()}
    shared = _references(session, {"comment": (rows_of(Comment), page), **within})
    owned = {name: _by_owner(rows, "comment_id") for name, (_, rows) in within.items()}
    for row in page:
        theirs = {name: rows[row["id"]] for name, rows in owned.items()}
        references: dict[str, Reference] = {
            **shared,
            "batch": batches.get,
            "revision": {each["id"]: each["number"] for each in theirs["revisions"]}.get,
            "decision": {each["id"]: place for place, each in enumerate(theirs["decisions"])}.get,
        }
        parts = {
            name: [written(within[name][0], each, references) for each in rows]
            for name, rows in theirs.items()
        }
        yield {"kind": "comment", **written(rows_of(Comment), row, references), **parts}


def _pages(session: Session, asked: Select[Any], key: Any) -> Iterator[Sequence[Row]]:
    after = None
    while True:
        here = asked if after is None else asked.where(key > after)
        page = session.execute(here.order_by(key).limit(AT_ONCE)).mappings().all()
        if not page:
            return
        yield page
        after = page[-1]["id"]


def _rows(session: Session, table: Rows, owner: str, ids: Sequence[Any]) -> Sequence[Row]:
    """The rows of these owners, in the order in which they were made."""
    order = [table.c[owner], *table.primary_key.columns]
    return session.execute(select(table).where(table.c[owner].in_(ids)).order_by(*order)).mappings().all()


def _by_owner(rows: Sequence[Row], owner: str) -> defaultdict[Any, list[Row]]:
    """The rows of each owner, in the same order."""
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[owner]].append(row)
    return found


def _references(session: Session, within: Mapping[str, tuple[Rows, Sequence[Row]]]) -> dict[str, Reference]:
    """What references of these rows mean anywhere: accounts, authors and articles."""
    wanted = {
        target: {each for table, rows in within.values() for each in targets(table, rows, target)}
        for target in ("account", "author", "article")
    }
    accounts = select(Account.id, Account.name).where(Account.id.in_(wanted["account"]))
    articles = select(Article.id, Article.external_id).where(Article.id.in_(wanted["article"]))
    return {
        "account": _known(session, accounts),
        "article": _known(session, articles),
        "author": _authors_named(session, sorted(wanted["author"])).get,
    }


def _known(session: Session, asked: Any) -> Reference:
    found: dict[int, str] = {number: name for number, name in session.execute(asked)}
    return found.get


def _authors_named(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """What authors are called anywhere: the site's id for them, else a mark of the account that they are."""
    asked = (
        select(Author.id, Author.external_id, Author.account_id, Account.folded_name)
        .outerjoin(Account, Account.id == Author.account_id)
        .where(Author.id.in_(ids))
    )
    return {
        number: _mark(number, account, folded) if external_id is None else external_id
        for number, external_id, account, folded in session.execute(asked)
    }


def _mark(number: int, account: int | None, folded: str | None) -> str:
    """What tells somebody apart who has no id of the site's: an account, or whoever deleted theirs."""
    here = f"account:{account}" if account is not None else f"gone:{number}"
    return f"{here}~{sha256((folded or '').encode()).hexdigest()[:12]}"
