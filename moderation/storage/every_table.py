"""All tables, in whichever file of this room they stand: those whose name ends with ``table`` or ``tables``."""

from __future__ import annotations

import importlib
import pkgutil

from sqlalchemy import MetaData

from moderation import storage
from moderation.storage.table import Table


def every_table() -> MetaData:
    """What all tables are, each of them known by now."""
    for found in pkgutil.iter_modules(storage.__path__):
        if found.name.endswith(("_table", "_tables")):
            importlib.import_module(f"{storage.__name__}.{found.name}")
    return Table.metadata
