""".env.example tells every setting and its default, and no other."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from moderation.settings import Settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"


def test_the_example_shows_every_setting_with_its_default() -> None:
    shown = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", EXAMPLE.read_text(), flags=re.MULTILINE))
    knobs = (field.metadata for field in fields(Settings))

    assert shown == {knob["name"]: knob["default"] for knob in knobs if knob}
