"""Labelled comments are read line by line, and what is wrong is named by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.domain.errors import Malformed
from moderation.domain.moving import Labelled, Unusable
from moderation.reading.labelled import LabelledFile


def test_a_table_has_a_column_for_each_attribute(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text(
        "\ufeffid,comment_text,toxicity,Insult,mood\n"
        '7,"Two\nlines",0.9,,cross\n'
        "8,Too much,1.5,,\n"
        "9,,1,1,\n"
        "10,Silent,,,\n"
    )

    assert list(LabelledFile(file, is_csv=True).told()) == [
        Labelled("line 3", "Two\nlines", {"TOXICITY": 0.9}, "7"),
        Unusable("line 4", "TOXICITY is not a number from 0 to 1"),
        Unusable("line 5", "its text has not 1 to 20,000 characters"),
        Unusable("line 6", "it is labelled with no attribute"),
    ]


def test_lines_have_labels_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(
        '{"text": "Fool!", "labels": {"INSULT": 1}, "language": "en"}\n\n[]\n{"text"\n'
        '{"text": "Fine.", "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0.25, "type": "PROBABILITY"}}}}\n'
    )

    assert list(LabelledFile(file, is_csv=False).told()) == [
        Labelled("line 1", "Fool!", {"INSULT": 1.0}, language="en"),
        Unusable("line 3", "it is no object"),
        Unusable("line 4", "it is no JSON in UTF-8"),
        Labelled("line 5", "Fine.", {"TOXICITY": 0.25}),
    ]


@pytest.mark.parametrize("content", [b"text,mood\nFine,good\n", b"text,TOXICITY\n\xff,1\n"])
def test_what_is_no_such_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "labels.csv").write_bytes(content)

    with pytest.raises(Malformed):
        list(LabelledFile(tmp_path / "labels.csv", is_csv=True).told())
