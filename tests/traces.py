"""Where a word stands, in whichever table: for tests of what is left of somebody."""

from __future__ import annotations

from sqlalchemy import inspect, text

from moderation.parts import Parts


def places_of(parts: Parts, *words: str) -> list[str]:
    """Every column of every table in which one of the words stands, the search's own tables included."""
    found = []
    with parts.database.engine.connect() as connection:
        columns = [
            (table, column["name"])
            for table in inspect(connection).get_table_names()
            for column in inspect(connection).get_columns(table)
        ]
        for table, column in columns:
            rows = connection.execute(text(f'SELECT "{column}" FROM "{table}"'))  # noqa: S608 - tables of ours
            for value in rows.scalars():
                said = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                found += [f"{table}.{column}" for word in words if word.lower() in said.lower()]
    return sorted(set(found))
