"""Each reader gives its rows only the attributes that its source truly labels."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

from moderation.domain.scores import ArticleText
from moderation.training.corpora import social, topics, wiki
from moderation.training.corpora.shelf import (
    ALL_CIVIL_COMMENTS,
    COURTESY_SHELF,
    OTHER_SHELF,
    SPAM_SHELF,
    TOPIC_SHELF,
    licence_of,
    rows_on,
)
from moderation.training.rows import COURTESY


def test_one_label_for_six_is_known_for_all_only_when_it_is_no(tmp_path: Path) -> None:
    _write(tmp_path / "text_comment_1.csv", "comment_text,labels", "kind words,0", "rude words,1")
    _write(tmp_path / "text_comment_2.csv", "comment_text,labels")

    kind, rude = wiki.wiki_20k(tmp_path)

    assert kind.labels == {**dict.fromkeys(COURTESY, 0.0), "DISCOURTESY": wiki.UNSEEN}
    assert rude.labels == {"TOXICITY": 1.0, "DISCOURTESY": 1.0}
    assert kind.natural


def test_six_labels_are_all_known_and_any_of_them_is_toxic(tmp_path: Path) -> None:
    columns = "id,comment_text,toxic,severe_toxic,obscene,threat,insult,identity_hate"
    _write(tmp_path / "train_sample.csv", columns, "1,a threat,0,0,0,1,0,0", "2,kind words,0,0,0,0,0,0")

    threat, kind = wiki.wiki_six(tmp_path)

    assert (threat.labels["THREAT"], threat.labels["TOXICITY"], threat.labels["DISCOURTESY"]) == (1, 1, 1)
    assert kind.labels == {**dict.fromkeys(COURTESY, 0.0), "DISCOURTESY": wiki.UNSEEN}
    assert kind.natural


def test_rows_chosen_by_type_leave_unmarked_labels_unknown(tmp_path: Path) -> None:
    columns = "comment_text,toxic,severe_toxic,obscene,threat,insult,identity_hate"
    _write(tmp_path / "severe_toxic.csv", columns, "chosen for one,0.0,1,0.0,0.0,0.0,0.0")
    _write(tmp_path / "insult.csv", columns, "labelled whole,1.0,0.0,0.0,0.0,1,0.0")
    _write(tmp_path / "identity_hate.csv", columns)

    chosen, whole = wiki.wiki_by_type(tmp_path)

    assert chosen.labels == {"SEVERE_TOXICITY": 1.0, "TOXICITY": 1.0, "DISCOURTESY": 1.0}
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


def test_a_forum_is_read_from_the_packed_file_and_only_where_the_label_is_plain(tmp_path: Path) -> None:
    assert list(social.stormfront(tmp_path)) == []  # a fetched copy has no packed file
    _write(
        tmp_path / "all_files_packed.csv",
        "file_id,text,label",
        *("12_1,hateful,hate", "12_2,harmless,noHate", "13_1,unclear,idk/skip"),
    )

    rows = list(social.stormfront(tmp_path))

    assert [(row.labels, row.group) for row in rows] == [
        ({"IDENTITY_ATTACK": 1.0}, "12"),
        ({"IDENTITY_ATTACK": 0.0}, "12"),
    ]


def test_a_rude_sentence_and_its_rewrites_stay_together(tmp_path: Path) -> None:
    _write(tmp_path / "paradetox.tsv", "toxic\tneutral1\tneutral2\tneutral3", "damn you\tleave me\t\t")
    _write(
        tmp_path / "paradetox_cannot_rewrite.tsv",
        "\tINPUT:toxic_comment\tOUTPUT:reasons",
        '0\t"""fine words"""\t"{""not_toxic"":true}"',
        '1\t"""who knows"""\t"{""unclear"":true}"',
    )

    rude, rewritten, fine = social.paradetox(tmp_path)

    assert rude.labels == {"TOXICITY": 1.0, "DISCOURTESY": 1.0}
    assert (rewritten.text, rewritten.labels, rewritten.group) == ("leave me", {"TOXICITY": 0.0}, rude.group)
    assert (fine.text, fine.labels) == ("fine words", {"TOXICITY": 0.0})


def test_only_strong_words_are_listed_and_slurs_attack_an_identity(tmp_path: Path) -> None:
    _write(
        tmp_path / "profanity_en.csv",
        "text,category_1,severity_rating",
        *("mild,other / general insult,1.2", "strong,other / general insult,2.0"),
        "slur,racial / ethnic slurs,2.8",
    )

    strong, slur = social.profane_words(tmp_path)

    assert strong.labels == {"PROFANITY": 1.0, "TOXICITY": 1.0}
    assert slur.labels == {"PROFANITY": 1.0, "TOXICITY": 1.0, "IDENTITY_ATTACK": 1.0}


def test_comments_under_videos_are_spam_or_not_and_nothing_else_is_known(tmp_path: Path) -> None:
    _write(
        tmp_path / "Youtube01-Psy.csv",
        "COMMENT_ID,AUTHOR,DATE,CONTENT,CLASS",
        *('a,A,,"Hey, see my channel",1', "b,B,,I love it\ufeff,0"),
    )

    assert [(row.text, row.labels) for row in social.video_comments(tmp_path)] == [
        ("Hey, see my channel", {"SPAM": 1.0}),
        ("I love it", {"SPAM": 0.0}),
    ]


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

    assert rude.labels == {"TOXICITY": 1.0, "DISCOURTESY": 1.0}
    assert topical.article is not None
    assert (topical.article.title, topical.parent) == ("Trams should be free", "They cost money.")
    assert topical.labels == {"OFF_TOPIC": 0.0}


def test_debates_and_arguments_stand_under_their_title(tmp_path: Path) -> None:
    _write(
        tmp_path / "exported-3365-stance-taking-arguments.tsv",
        *("title\tdescription\ttext", 'Free trams?\tA city tries.\tIt "works".'),
    )
    (tmp_path / "UKPConvArg1-Ranking-CSV").mkdir()
    _write(
        tmp_path / "UKPConvArg1-Ranking-CSV" / "tv-or-books-_books.csv", "argument\trank", "Books last.\t1"
    )

    (comment,) = topics.nyt_debates(tmp_path)
    (argument,) = topics.convarg(tmp_path)

    assert comment.article == ArticleText("Free trams?", "A city tries.")
    assert argument.article == ArticleText("tv or books")
    assert [row.labels for row in (comment, argument)] == [{"OFF_TOPIC": 0.0}] * 2


def test_every_corpus_has_a_licence_and_one_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    shelves = (*COURTESY_SHELF, *TOPIC_SHELF, *SPAM_SHELF, *OTHER_SHELF, ALL_CIVIL_COMMENTS)

    assert all(licence_of(corpus.source) == corpus.licence for corpus in shelves)
    assert list(rows_on(shelves, tmp_path)) == []


def _write(file: Path, *lines: str) -> None:
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
