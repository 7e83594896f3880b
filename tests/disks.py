"""A disk that loses power: what it was asked to keep is there afterwards, and nothing else."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path


class Disk:
    """What a disk was asked to keep: a copy of the database's files as they were then."""

    def __init__(self, file: Path, folder: Path) -> None:
        self._file = file
        self._folder = folder
        self.copies = 0

    @property
    def file(self) -> Path:
        """The database that is found after a power cut."""
        return self._folder / self._file.name

    def write_through(self, opened: int) -> None:
        """What the system does, and the copy."""
        assert os.path.samestat(os.fstat(opened), self._file.with_name(f"{self._file.name}-wal").stat())
        os.fsync(opened)
        self.copies += 1
        for name in (self._file.name, f"{self._file.name}-wal"):
            shutil.copy(self._file.with_name(name), self._folder / name)

    def kept(self) -> list[int]:
        """What is found after a power cut."""
        with closing(sqlite3.connect(self.file)) as connection:
            return [number for (number,) in connection.execute("SELECT n FROM kept ORDER BY n")]
