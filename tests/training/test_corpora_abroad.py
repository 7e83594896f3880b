"""Other languages, word lists and manners: each source's own classes become the attributes that they are."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from moderation.domain.scores import ArticleText
from moderation.training.corpora import abroad, manners

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_a_german_tweet_is_of_one_class_and_what_ranks_below_is_unknown(tmp_path: Path) -> None:
    _write(
        tmp_path / "germeval2018.training.txt", "Guten |LBR| Tag\tOTHER\tOTHER", "Alle weg\tOFFENSE\tABUSE"
    )
    _write(tmp_path / "germeval2018.test.txt", '"Du Depp\tOFFENSE\tINSULT', "So ein Mist\tOFFENSE\tPROFANITY")

    other, abuse, insult, profane = abroad.german_tweets(tmp_path)

    assert (other.text, set(other.labels.values())) == ("Guten \n Tag", {0.0})
    assert abuse.labels == {"TOXICITY": 1.0, "IDENTITY_ATTACK": 1.0}
    assert (insult.text, insult.labels["INSULT"], insult.labels["IDENTITY_ATTACK"]) == ('"Du Depp', 1.0, 0.0)
    assert "PROFANITY" not in insult.labels
    assert (profane.labels["PROFANITY"], profane.labels["INSULT"]) == (1.0, 0.0)
    assert {row.language for row in (other, abuse, insult, profane)} == {"de"}


def test_korean_comments_stand_under_their_titles(tmp_path: Path) -> None:
    head = "comments\tcontain_gender_bias\tbias\thate"
    _write(
        tmp_path / "train.tsv",
        *(head, "a\tFalse\tnone\tnone", "b\tFalse\tnone\toffensive", "c\tTrue\tgender\thate"),
    )
    _write(tmp_path / "train.news_title.txt", "plain", '"he said ""no"""', "third")
    _write(tmp_path / "dev.tsv", head, "d\tFalse\tothers\toffensive")
    _write(tmp_path / "dev.news_title.txt", "fourth")

    rows = list(abroad.korean_news(tmp_path))

    assert [row.labels for row in rows] == [
        {"TOXICITY": 0.0, "IDENTITY_ATTACK": 0.0},
        {"TOXICITY": 1.0, "IDENTITY_ATTACK": 0.0},
        {"TOXICITY": 1.0, "IDENTITY_ATTACK": 1.0},
        {"TOXICITY": 1.0},
    ]
    assert [row.article for row in rows[:2]] == [ArticleText("plain"), ArticleText('he said "no"')]
    assert {row.language for row in rows} == {"ko"}


def test_arabic_comments_are_read_from_the_sheet_with_the_share_of_raters(tmp_path: Path) -> None:
    _sheet(
        tmp_path / "annotation.xlsx",
        ["Id", "Comment", "Majority_Label", "Agreement", "Vulgar:V/HateSpeech:HS/None:-"],
        ["1", "fine & well", "Non-Offensive", "66.6666666666666", "-"],
        ["2", "hateful", "Offensive", "100", "HS"],
        ["3", "vulgar", "Offensive", "66.6666666666666", "V"],
    )

    fine, hateful, vulgar = abroad.arabic_news(tmp_path)

    assert (fine.text, fine.labels) == ("fine & well", {"TOXICITY": 0.33})
    assert hateful.labels == {"TOXICITY": 1.0, "IDENTITY_ATTACK": 1.0}
    assert vulgar.labels == {"TOXICITY": 0.67, "IDENTITY_ATTACK": 0.0, "PROFANITY": 1.0}
    assert fine.language == "ar"


def test_roman_urdu_calls_normal_one(tmp_path: Path) -> None:
    for part, line in {"train": " acha\t1", "validation": "gali\t0", "test": '"acha\t1'}.items():
        _write(tmp_path / f"task_1_{part}.tsv", line)

    rows = [(row.text, row.labels) for row in abroad.roman_urdu_tweets(tmp_path)]

    assert rows == [("acha", {"TOXICITY": 0.0}), ("gali", {"TOXICITY": 1.0}), ('"acha', {"TOXICITY": 0.0})]


def test_tweets_that_raters_disagreed_on_are_left_out(tmp_path: Path) -> None:
    head = "HITId,tweet,sentiment,directness,annotator_sentiment,target,group"
    lines = {
        "ar_dataset.csv": "1,a,normal,,,,",
        "en_dataset_with_stop_words.csv": "1,b,hateful_normal,,,,\n2,c,fearful,,,,\n3,d,offensive,,,,",
        "fr_dataset.csv": "1,e,fearful_hateful,,,,",
    }
    with ZipFile(tmp_path / "hate_speech_mlma.zip", "w") as archive:
        for name, line in lines.items():
            archive.writestr(f"hate_speech_mlma/{name}", f"{head}\n{line}\n")

    rows = list(abroad.tweets_in_three_languages(tmp_path))

    assert [(row.text, row.language) for row in rows] == [("a", "ar"), ("d", "en"), ("e", "fr")]
    assert [row.labels for row in rows] == [
        {"TOXICITY": 0.0, "IDENTITY_ATTACK": 0.0},
        {"TOXICITY": 1.0},
        {"TOXICITY": 1.0, "IDENTITY_ATTACK": 1.0},
    ]


def test_listed_words_are_profane_in_their_language(tmp_path: Path) -> None:
    _write(tmp_path / "de", "mist", "", "verflixt noch mal ")
    _write(tmp_path / "hi", "bakwaas")
    _write(tmp_path / "SOURCES.md", "not a list")

    rows = [(row.text, row.language, row.labels) for row in abroad.listed_words(tmp_path)]

    profane = {"PROFANITY": 1.0}
    assert rows == [
        ("mist", "de", profane),
        ("verflixt noch mal", "de", profane),
        ("bakwaas", "hi-Latn", profane),
    ]


def test_sexism_attacks_an_identity_as_surely_as_its_kind(tmp_path: Path) -> None:
    _write(
        tmp_path / "edos_labelled_aggregated.csv",
        "rewire_id,text,label_sexist,label_category,label_vector,split",
        *("1,calm,not sexist,none,none,dev", "2,rude,sexist,3. animosity,x,train"),
    )

    calm, rude = manners.edos(tmp_path)

    assert calm.labels == {"sexism": 0.0}
    assert rude.labels == {"sexism": 1.0, "IDENTITY_ATTACK": 0.6}


def test_only_the_ends_of_politeness_say_something_of_courtesy(tmp_path: Path) -> None:
    head = "Request,Normalized Score"
    _write(tmp_path / "wikipedia.annotated.csv", head, "Read it yourself?,-1.5", "Why so?,0.0")
    _write(tmp_path / "stack-exchange.annotated.csv", head, '"Thanks, could you?",1.5')

    rude, plain, kind = manners.politeness(tmp_path)

    assert rude.labels == {"impoliteness": 1.0, "DISCOURTESY": pytest.approx(0.6)}
    assert plain.labels == {"impoliteness": 0.5}
    assert kind.labels == {"impoliteness": 0.0, "DISCOURTESY": 0.0, "TOXICITY": 0.0}


def test_what_is_only_warm_is_courteous(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "_SHARE", 1.0)
    _write(tmp_path / "labels.txt", "joy", "anger")
    _write(tmp_path / "train.tsv", "damn good\t0\ta1", '"damn you\t1\ta2')
    _write(tmp_path / "dev.tsv", "damn, well\t0,1\ta3")
    _write(tmp_path / "test.tsv")

    warm, angry, both = manners.feelings(tmp_path)

    assert (warm.labels["warmth"], warm.labels["DISCOURTESY"], warm.labels["TOXICITY"]) == (1.0, 0.0, 0.0)
    assert (angry.text, angry.labels) == ('"damn you', {"anger": 1.0, "warmth": 0.0})
    assert both.labels == {"anger": 1.0, "warmth": 1.0}


def test_debates_that_were_let_through_are_courteous_as_far_as_that_goes(tmp_path: Path) -> None:
    _write(
        tmp_path / "exported-3365-stance-taking-arguments.tsv",
        *("title\tdescription\ttext", "Free trams?\tA city tries.\tIt works."),
    )

    (row,) = manners.civil_debates(tmp_path)

    assert row.labels == {"TOXICITY": 0.03, "DISCOURTESY": 0.1, "THREAT": 0.0}
    assert (row.source, row.group) == ("nyt_civil", "Free trams?")


def _sheet(file: Path, *lines: list[str]) -> None:
    """A workbook as spreadsheets write it: shared texts, numbers in place, an empty cell left out."""
    shared = sorted({cell for line in lines for cell in line if not _is_number(cell)})
    cells = (
        "".join(
            f'<c r="{column}{at}"><v>{cell}</v></c>'
            if _is_number(cell)
            else f'<c r="{column}{at}" t="s"><v>{shared.index(cell)}</v></c>'
            for column, cell in zip("ABCDEFGH", line, strict=False)
        )
        for at, line in enumerate(lines, start=1)
    )
    texts = "".join(f"<si><t>{text.replace('&', '&amp;')}</t></si>" for text in shared)
    rows = "".join(f"<row>{line}</row>" for line in cells)
    with ZipFile(file, "w") as parts:
        parts.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_SHEET}">{texts}</sst>')
        parts.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>',
        )


def _is_number(cell: str) -> bool:
    return cell.replace(".", "").isdigit()


def _write(file: Path, *lines: str) -> None:
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
