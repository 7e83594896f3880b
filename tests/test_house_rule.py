"""The dependency rule can fail: wrong imports, planted in a copy of the house, are each caught and named."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
LINTER = Path(sys.executable).with_name("lint-imports")

# where the import is planted, what it says, and the contract that must complain
WRONG_IMPORTS = [
    ("domain", "import flask", "The domain is pure: no framework, clock, disk, chance or log"),
    ("domain", "import random", "The domain is pure: no framework, clock, disk, chance or log"),
    ("web", "import moderation.storage", "Web and schemas never reach past use-cases"),
    ("schemas", "import moderation.web", "Imports go down the house, never up"),
    ("schemas", "import flask", "Only web and the front hall know Flask"),
    ("use_cases", "import marshmallow", "Only web and schemas know marshmallow"),
    ("use_cases", "import sqlalchemy", "Only storage speaks SQL"),
    ("use_cases", "import sklearn", "Only classifier and training know scikit-learn"),
    ("web", "import moderation.classifier", "The classifier is let in only by app, commands and training"),
    ("use_cases", "import moderation.reading", "Reading what others tell is let in only by app and commands"),
    ("web", "import lxml", "Reading what others tell is let in only by app and commands"),
    ("reading", "import moderation.storage", "Reading and delivery know neither rules nor storage"),
    ("training", "import moderation.storage", "Training never touches the running service"),
    ("web/api", "import moderation.web.desk", "Api, desk, embed and doors do not lean on one another"),
    ("web/doors", "import moderation.web.api", "Api, desk, embed and doors do not lean on one another"),
    ("use_cases", "import moderation.use_cases.submit_comment", "A use-case never calls another, but steps"),
    ("web", "import moderation.use_cases.steps", "No door calls a use-case's steps"),
    ("web", "import moderation.domain.policy", "Only use-cases and training ask the policy for a verdict"),
    ("storage", "import moderation.settings", "Settings are read only where parts are joined"),
]  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house in which anything may be planted."""
    return _copy(tmp_path)


def test_the_house_as_it_stands_keeps_the_rule(house: Path) -> None:
    report = _lint(house)

    assert "BROKEN" not in report, report


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each contract complains of when all the wrong imports are planted, each in a file of its own."""
    house = _copy(tmp_path_factory.mktemp("planted"))
    for place, (room, line, _) in enumerate(WRONG_IMPORTS):
        (house / "moderation" / room / f"planted_{place}.py").write_text(line)
    _, *told = re.split(r"^(.+)\n-{9,}$", _lint(house), flags=re.MULTILINE)
    return dict(zip(told[::2], told[1::2], strict=True))


@pytest.mark.parametrize(
    "place", range(len(WRONG_IMPORTS)), ids=lambda place: "{}-{}".format(*WRONG_IMPORTS[place])
)
def test_a_wrong_import_is_named_by_its_contract(complaints: dict[str, str], place: int) -> None:
    room, _, contract = WRONG_IMPORTS[place]

    assert f"moderation.{room.replace('/', '.')}.planted_{place} " in complaints[contract]


def test_a_circle_between_siblings_is_caught(house: Path) -> None:
    for one, other in [("planted", "planted_too"), ("planted_too", "planted")]:
        (house / "moderation/domain" / f"{one}.py").write_text(f"import moderation.domain.{other}")

    report = _lint(house)

    assert "No circles between siblings BROKEN" in report, report


def test_a_room_the_rule_does_not_know_is_caught(house: Path) -> None:
    (house / "moderation" / "planted.py").touch()

    report = _lint(house)

    assert "Imports go down the house, never up BROKEN" in report, report


def _copy(folder: Path) -> Path:
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    shutil.copytree(CHECKOUT / "moderation", folder / "moderation", ignore=_all_but_python)
    return folder


def _lint(house: Path) -> str:
    command = [str(LINTER), "--no-logo", "--no-cache"]
    report = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False, timeout=60)
    assert "Contracts:" in report.stdout, report.stdout + report.stderr  # it ran to its end
    return report.stdout


def _all_but_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not Path(folder, name).is_dir()]
