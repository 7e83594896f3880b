"""Each reader gives its rows only the attributes that its source truly labels."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

from moderation.training.corpora import news, social, topics, wiki
from moderation.training.corpora.shelf import COURTESY_SHELF, TOPIC_SHELF, licence_of, rows_on
from moderation.training.rows import COURTESY


def test_civil_comments_votes_become_shares_and_spans_attributes(tmp_path: Path) -> None:
    _write(tmp_path / "comments.csv", "comment_id,comment_text", "1,silly goose", "2,fine by me")
    _write(
        tmp_path / "annotations.csv",
        "annotation,comment_id,worker,country,all toxic,not toxic",
        *("10,1,a,X,False,False", "11,1,b,X,False,False", "12,1,c,X,True,True", "13,2,a,X,True,True"),
    )
    _write(
        tmp_path / "spans.csv", "annotation,type,start,end", "10,Insult,0,5", "11,Insult,0,5", "11,Threat,0,5"
    )

    rows = {row.text: row.labels for row in news.civil_comments(tmp_path)}

    assert rows["silly goose"] == {"TOXICITY": 2 / 3, "INSULT": 1.0, "PROFANITY": 0.0, "IDENTITY_ATTACK": 0.0}
    assert rows["fine by me"]["TOXICITY"] == 0
    assert rows["fine by me"]["INSULT"] == 0


def test_one_label_for_six_is_known_for_all_only_when_it_is_no(tmp_path: Path) -> None:
    _write(tmp_path / "text_comment_1.csv", "comment_text,labels", "kind words,0", "rude words,1")
    _write(tmp_path / "text_comment_2.csv", "comment_text,labels")

    kind, rude = wiki.wiki_20k(tmp_path)

    assert kind.labels == dict.fromkeys(COURTESY, 0.0)
    assert rude.labels == {"TOXICITY": 1.0}
    assert kind.natural


def test_rows_chosen_by_type_leave_unmarked_labels_unknown(tmp_path: Path) -> None:
    columns = "comment_text,toxic,severe_toxic,obscene,threat,insult,identity_hate"
    _write(tmp_path / "severe_toxic.csv", columns, "chosen for one,0.0,1,0.0,0.0,0.0,0.0")
    _write(tmp_path / "insult.csv", columns, "labelled whole,1.0,0.0,0.0,0.0,1,0.0")
    _write(tmp_path / "identity_hate.csv", columns)

    chosen, whole = wiki.wiki_by_type(tmp_path)

    assert chosen.labels == {"SEVERE_TOXICITY": 1.0, "TOXICITY": 1.0}
    assert whole.labels["THREAT"] == 0
    assert not whole.natural


def test_hate_sets_never_teach_toxicity(tmp_path: Path) -> None:
    _write(tmp_path / "train.csv", "entry_id,text,label_gold,matched_id", "1,bad,1,2", "2,good,0,1")
    _write(tmp_path / "validation.csv", "entry_id,text,label_gold,matched_id")
    _write(tmp_path / "labeled_data.csv", "class,tweet", "0,hateful", "1,offensive", "2,neither")

    rows = [*social.hatemoji(tmp_path), *social.davidson(tmp_path)]

    assert {name for row in rows for name in row.labels} == {"IDENTITY_ATTACK"}
    assert [row.labels["IDENTITY_ATTACK"] for row in rows] == [1.0, 0.0, 1.0, 0.0, 0.0]
    assert len({row.group for row in rows[:2]}) == 1


def test_threads_give_the_last_comment_its_title_and_parent(tmp_path: Path) -> None:
    _write(tmp_path / "controversy-unlabeled.tsv", "t3_x\tCMV: Trams should be free")
    comments = [
        {"body": "They cost money.", "link_id": "t3_x"},
        {"body": "Nonsense, read.", "link_id": "t3_x"},
    ]
    content = "\n".join(map(json.dumps, comments)).encode()
    with tarfile.open(tmp_path / "sampled-threads-ah-delta-context3.tar.bz2", "w:bz2") as archive:
        member = tarfile.TarInfo("threads/1_ah_t1_x.json")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))

    (rude,) = social.removed_for_rudeness(tmp_path)
    (topical,) = topics.cmv_comments(tmp_path)

    assert rude.labels == {"TOXICITY": 1.0}
    assert topical.article is not None
    assert (topical.article.title, topical.parent) == ("Trams should be free", "They cost money.")
    assert topical.labels == {"OFF_TOPIC": 0.0}


def test_every_corpus_has_a_licence_and_one_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    shelves = (*COURTESY_SHELF, *TOPIC_SHELF)

    assert all(licence_of(corpus.source) == corpus.licence for corpus in shelves)
    assert list(rows_on(shelves, tmp_path)) == []


def _write(file: Path, *lines: str) -> None:
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
