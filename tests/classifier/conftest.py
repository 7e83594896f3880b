"""What the classifier's tests may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_model import put, small_model
from tests.small_scorer import FIRST


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The promoted models' folder, which is empty, and the shipped ones', where one is in service."""
    promoted, shipped = tmp_path / "promoted", tmp_path / "shipped"
    promoted.mkdir()
    put(small_model(FIRST), shipped)
    return promoted, shipped
