"""``moderation compare`` tells, for texts that another has scored, which threshold of ours holds as many."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.commands.conftest import Command

RUDE = ["You are a stupid idiot.", "Shut up, you fool.", "What an idiot you are."]
FINE = ["A fair budget, and a good debate.", "Thank you for the report.", "The library should stay open."]
ABROAD = "Der Bürgermeister hat gestern im Rathaus eine lange Rede über den Haushalt der Stadt gehalten."


def test_each_attribute_has_a_line(moderation: Command, tmp_path: Path) -> None:
    rows = [
        *({"text": text, "labels": {"TOXICITY": 0.9, "UNSUBSTANTIAL": 1}} for text in RUDE),
        *({"text": text, "labels": {"TOXICITY": 0.1 + place / 100}} for place, text in enumerate(FINE)),
        {"text": ABROAD, "labels": {"TOXICITY": 0.2}},
        {"text": "Nothing said of it"},
    ]
    (tmp_path / "scored.jsonl").write_text("\n".join(map(json.dumps, rows)))

    found = moderation("compare", "scored.jsonl")
    [heading, line, *left] = found.output.splitlines()

    assert found.exit_code == 0
    assert "held at 0.8" in heading
    name, texts, alike, held, share, threshold, lowest, highest, ours, both = line.split()
    assert (name, texts, held, share, ours, both) == ("TOXICITY", "6", "3", "(50.0%)", "3", "3")
    assert float(alike) > 0.7
    assert 0 <= float(lowest) <= float(threshold) <= float(highest) <= 1
    assert left == [
        "2 left out:",
        "\tline 8: it is labelled with no attribute",
        "\tline 7: we cannot score it: its language, or it is no text",
    ]
