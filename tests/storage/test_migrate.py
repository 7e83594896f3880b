"""The tables go forward and back, on an empty and on a filled database, and are what the code says they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text

from moderation.domain.callers import NamedAuthor
from moderation.parts import Parts
from moderation.storage.account_tables import Site
from moderation.storage.database import Database, reason_unusable
from moderation.storage.every_table import every_table
from moderation.storage.migrate import is_migrated, migrate
from moderation.storage.moved import LEFT, MOVED, STAYS
from moderation.storage.table import Table
from moderation.storage.words import is_of_the_tables
from moderation.use_cases.list_choices import list_choices
from moderation.use_cases.list_notices import list_notices
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.making import a_comment, a_machine, a_reader, a_site, an_article


@pytest.fixture
def empty(database_url: str) -> Database:
    return Database(database_url)


def test_an_empty_database_is_brought_up_and_taken_down_again(empty: Database) -> None:
    migrate(empty)
    there = {name for name in inspect(empty.engine).get_table_names() if is_of_the_tables(name, "table")}
    migrate(empty, "base")
    left = set(inspect(empty.engine).get_table_names())
    empty.engine.dispose()

    assert there == {*Table.metadata.tables, "alembic_version"}
    assert left == {"alembic_version"}


def test_an_unmigrated_database_is_told_from_a_migrated_one(empty: Database) -> None:
    before = (is_migrated(empty), reason_unusable(empty) is None)
    migrate(empty)
    after = (is_migrated(empty), reason_unusable(empty) is None)
    empty.engine.dispose()

    assert before == (False, False)
    assert after == (True, True)


def test_the_migrations_make_what_the_tables_say(empty: Database) -> None:
    migrate(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_of_the_tables})
        differences = compare_metadata(context, Table.metadata)
    empty.engine.dispose()

    assert differences == []


def test_migrating_again_keeps_what_is_there(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    submitted = a_comment(parts, machine)

    migrate(parts.database)

    with parts.database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT id FROM comment").scalar_one() == submitted.id


def test_articles_of_the_version_before_stay_as_the_site_has_put_them(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    a_comment(parts, machine)

    migrate(parts.database, "0001")
    migrate(parts.database)

    with parts.database.reading() as session:
        asked = session.connection().exec_driver_sql("SELECT title, origin, page_error FROM article")
        assert asked.one() == ("The budget vote", "site", None)
        assert session.scalars(select(Site.hosts)).one() == []
        assert session.connection().exec_driver_sql("SELECT count(*) FROM comment").scalar_one() == 1


def test_rules_of_the_version_before_say_a_mode(parts: Parts) -> None:
    a_site(parts)
    migrate(parts.database, "0005")
    with parts.database.writing() as session:
        for slug, said in (("old", '{"pre_moderate": true, "hold_links_over": 0}'), ("broken", "[]")):
            session.execute(
                text(
                    "INSERT INTO site (slug, name, rules, hosts, created_at) "
                    "VALUES (:slug, 'x', :said, '[]', '2026-11-02 12:00:00+00:00')"
                ),
                {"slug": slug, "said": said},
            )
    migrate(parts.database)
    with parts.database.reading() as session:
        up = [site.rules for site in session.scalars(select(Site).order_by(Site.id))]
    migrate(parts.database, "0005")
    with parts.database.reading() as session:
        down = [site.rules for site in session.scalars(select(Site).order_by(Site.id))]

    assert up == [{"newcomer_comments": 0}, {"mode": "pre", "hold_links_over": 0}, []]
    assert down == [{"newcomer_comments": 0}, {"pre_moderate": True, "hold_links_over": 0}, []]


CHOSEN = [
    "INSERT INTO mute SELECT account.id, author.id, author.created_at FROM account, author WHERE author.name = 'Ada'",
    "INSERT INTO follow SELECT account.id, comment.id, queue_at FROM account, comment WHERE comment.reply_count > 0",
    """INSERT INTO notice (account_id, news, comment_id, cause, said, made_at, due_at)
    SELECT account.id, 'replied', comment.id, 'reply', '{}', comment.created_at, comment.created_at
    FROM account, comment WHERE comment.parent_id IS NOT NULL""",
]
"""What accounts chose and were told when that was not an author's: all mute Ada, and follow what was answered."""


def test_what_accounts_chose_before_is_theirs_also_where_they_never_wrote(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    thread = a_comment(parts, machine).id
    a_comment(parts, machine, "All of us.", parent=thread, author=NamedAuthor("bea", "Bea"))
    rhea, zoe = readers = [a_reader(parts, name) for name in ("Rhea", "Zoe")]
    submit_comment(parts, rhea, NewComment("harbour", "budget", "Who pays?"))
    migrate(parts.database, "0025")
    with parts.database.writing() as session:
        for statement in CHOSEN:
            session.execute(text(statement))

    for _ in range(2):  # also after a way back
        migrate(parts.database)
        for reader in readers:
            chosen = list_choices(parts, reader)
            assert [each.name for each in chosen.mutes] == ["Ada"]
            assert [each.comment for each in chosen.follows] == [thread]
            told = [each.title for each in list_notices(parts, reader).notices]
            assert told == ["Bea wrote in a thread that you follow."]
        migrate(parts.database, "0025")
    with parts.database.reading() as session:
        assert set(session.scalars(text("SELECT account_id FROM mute"))) == {
            rhea.account_id,
            zoe.account_id,
        }


def test_a_filled_database_can_be_taken_down(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    a_comment(parts, machine)

    migrate(parts.database, "base")

    assert not is_migrated(parts.database)


def test_the_readers_rights_name_every_table_that_holds_something_of_somebody() -> None:
    """A table that points at people or comments says in the document what becomes of it; see storage/departures."""
    document = (Path(__file__).parents[2] / "docs" / "readers-rights.md").read_text()
    people = {"account", "author", "comment", "revision"}
    pointing = {
        table.name
        for table in every_table().tables.values()
        if table.name in people or people & {key.column.table.name for key in table.foreign_keys}
    }

    assert {name for name in pointing if f"`{name}`" not in document} == set()


def test_every_table_goes_along_or_stays() -> None:
    tables = set(every_table().tables)
    unsaid = tables - MOVED - set(STAYS)

    assert not unsaid, (
        f"Say of {sorted(unsaid)} in moderation/storage/moved.py whether they go along with a site's export: rows of a "
        "comment or author are one line in OF_A_COMMENT or OF_AN_AUTHOR (and what is left out of them in LEFT); what "
        "belongs to this desk, its accounts or its secrets goes into STAYS with the reason."
    )
    assert MOVED | set(STAYS) == tables
    assert not MOVED & set(STAYS)


def test_of_a_site_no_secret_goes_along() -> None:
    columns = {column.name for column in every_table().tables["site"].columns} - set(LEFT["site"])

    assert columns == {"name", "rules", "hosts", "created_at"}, (
        "A new column of a site: a secret, or what belongs here, is named in LEFT of moderation/storage/moved.py"
    )
