"""Civil Comments is read three ways: judged again, marked span by span, and whole at its natural prior."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from moderation.training.corpora import news

_COLUMNS = (
    "id,comment_text,split,created_date,publication_id,article_id,parent_id,"
    "toxicity,severe_toxicity,obscene,threat,insult,identity_attack,sexual_explicit"
)
_LINES = (
    '7,"Well, no.\nReally.",train,2016-01-01,21,1234,,0.0,0.0,0.0,0.0,0.0,0.0,0.0',
    "8,silly goose,test,2016-01-02,21,1235,7.0,0.83,0.0,0.5,,0.6,0.1,0.2",
)


def test_civil_comments_votes_become_shares_and_spans_attributes(tmp_path: Path) -> None:
    _votes(tmp_path)

    rows = {row.text: row.labels for row in news.civil_comments(tmp_path)}

    assert rows["silly goose"] == {
        "TOXICITY": news.CALLED_TOXIC + (1 - news.CALLED_TOXIC) * 2 / 3,
        "DISCOURTESY": 1.0,
        "INSULT": 1.0,
        "PROFANITY": 0.0,
        "IDENTITY_ATTACK": 0.0,
    }
    assert rows["fine by me"]["TOXICITY"] == news.CALLED_TOXIC  # others had called all of them toxic before
    assert "DISCOURTESY" not in rows["fine by me"]
    assert rows["fine by me"]["INSULT"] == 0


def test_marks_are_shares_of_raters_by_kind_and_settled_spans_come_first(tmp_path: Path) -> None:
    _votes(tmp_path)
    _write(tmp_path / "tsd_train.csv", "spans,text", '"[6, 7]",fine by me')

    silly, fine = news.marked_comments(tmp_path)

    anything, insult = silly.shares[0], silly.shares[news.MARKS.index("INSULT")]
    assert silly.text == "silly goose"
    assert anything[:5] == pytest.approx([2 / 3] * 5)
    assert insult[:5] == pytest.approx([2 / 3] * 5)
    assert silly.shares[news.MARKS.index("THREAT")][:5] == pytest.approx([1 / 3] * 5)
    assert not silly.shares[:, 5:].any()
    assert np.flatnonzero(fine.shares[0]).tolist() == [6, 7]
    assert not fine.shares[1:].any()


def test_a_comment_that_nobody_rated_has_no_marks(tmp_path: Path) -> None:
    _votes(tmp_path)
    _write(tmp_path / "tsd_train.csv", "spans,text")
    _write(tmp_path / "annotations.csv", "annotation,comment_id,worker,country,all toxic,not toxic")

    assert list(news.marked_comments(tmp_path)) == []


def test_settled_spans_are_characters(tmp_path: Path) -> None:
    _write(tmp_path / "tsd_trial.csv", "spans,text", '"[0, 1, 2]","bad, really"', '"[]",fine')

    assert list(news.settled_spans(tmp_path / "tsd_trial.csv")) == [("bad, really", [0, 1, 2]), ("fine", [])]


@pytest.mark.parametrize("packed", [False, True])
def test_the_whole_is_read_row_by_row_from_table_or_archive(tmp_path: Path, *, packed: bool) -> None:
    table = tmp_path / "civil_comments.csv"
    _write(table, _COLUMNS, *_LINES)
    if packed:
        with ZipFile(tmp_path / "civil_comments_v1.2.zip", "w") as archive:
            archive.write(table, table.name)
        table.unlink()

    calm, silly = news.all_civil_comments(tmp_path)

    assert calm.text == "Well, no.\nReally."
    assert set(calm.labels.values()) == {0.0}
    assert silly.labels == {  # nobody was asked about a threat
        "TOXICITY": 0.83,
        "SEVERE_TOXICITY": 0.0,
        "PROFANITY": 0.5,
        "INSULT": 0.6,
        "IDENTITY_ATTACK": 0.1,
        "SEXUALLY_EXPLICIT": 0.2,
    }
    assert [row.natural for row in (calm, silly)] == [True, True]
    assert [row.group for row in (calm, silly)] == ["1234", "1235"]
    assert list(tmp_path.iterdir()) == [tmp_path / ("civil_comments_v1.2.zip" if packed else table.name)]


def _votes(folder: Path) -> None:
    _write(folder / "comments.csv", "comment_id,comment_text", "1,silly goose", "2,fine by me")
    _write(
        folder / "annotations.csv",
        "annotation,comment_id,worker,country,all toxic,not toxic",
        *("10,1,a,X,False,False", "11,1,b,X,False,False", "12,1,c,X,True,True", "13,2,a,X,True,True"),
    )
    _write(
        folder / "spans.csv", "annotation,type,start,end", "10,Insult,0,5", "11,Insult,0,5", "11,Threat,0,5"
    )


def _write(file: Path, *lines: str) -> None:
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
