"""What the tests of commands share: the command line, as an operator meets it in a folder of their own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from moderation.commands import main
from tests.serving import untold

Command = Callable[..., Result]


@pytest.fixture
def moderation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs ``moderation`` with the given words; ``stdin`` is what it reads."""
    for name in set(os.environ) - set(untold()):
        monkeypatch.delenv(name)
    monkeypatch.setenv("MODERATION_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)

    def run(*words: str, stdin: str | bytes = "") -> Result:
        return CliRunner().invoke(main, list(words), input=stdin)

    return run
