"""The programs that the migration guide shows do what it says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from tests.web.doors.test_clients import in_node

GUIDE = (Path(__file__).parents[3] / "docs/migration.md").read_text()


def program(language: str, live: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1].replace("http://127.0.0.1:8000", live)


def test_the_one_in_python(live: str, key: str) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(program("python", live), {"KEY": key})  # noqa: S102 - our own document

    assert said.getvalue().splitlines()[-1] == "0.1"  # the log of the service stands before it


def test_the_one_in_node(live: str, key: str) -> None:
    shown = program("js", live)

    assert in_node(f"const [KEY] = process.argv.slice(1); (async () => {{ {shown} }})();", key) == 0.1
