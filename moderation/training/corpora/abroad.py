"""Reads labelled comments and posts in other languages than English, and word lists of many languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from moderation.domain.scores import ArticleText
from moderation.training.corpora.spreadsheet import table_of
from moderation.training.rows import Row

_GERMAN = {
    "OTHER": dict.fromkeys(("TOXICITY", "INSULT", "PROFANITY", "IDENTITY_ATTACK"), 0.0),
    "ABUSE": {"TOXICITY": 1.0, "IDENTITY_ATTACK": 1.0},
    "INSULT": {"TOXICITY": 1.0, "INSULT": 1.0, "IDENTITY_ATTACK": 0.0},
    "PROFANITY": {"TOXICITY": 1.0, "INSULT": 0.0, "PROFANITY": 1.0, "IDENTITY_ATTACK": 0.0},
}
"""One class a tweet: abuse degrades a group, else an insult a person, else it is profane and aims at nobody."""
_HOSTILE = frozenset({"offensive", "disrespectful", "hateful", "abusive"})
_ROMANISED = {"hi": "hi-Latn"}
"""Lists in other letters than their language's own."""


def german_tweets(folder: Path) -> Iterator[Row]:
    """German tweets of GermEval 2018, each of one class; what ranks below the class given is unknown."""
    for file in ("germeval2018.training.txt", "germeval2018.test.txt"):
        for text, _, kind in _lines(folder / file):
            yield Row(text.replace("|LBR|", "\n"), "germeval", _GERMAN[kind], language="de")


def korean_news(folder: Path) -> Iterator[Row]:
    """Korean readers' comments under the title of their (entertainment) news: nothing, offensive or hateful.

    Hate that shows a social bias attacks an identity; without bias nothing does; the rest is unknown.
    """
    for part in ("train", "dev"):
        titles = (folder / f"{part}.news_title.txt").read_text(encoding="utf-8").splitlines()
        lines = list(_lines(folder / f"{part}.tsv"))[1:]
        for (text, _, bias, hate), line in zip(lines, titles, strict=True):
            labels = {"TOXICITY": float(hate != "none")}
            if bias == "none" or hate == "hate":
                labels["IDENTITY_ATTACK"] = float(bias != "none")
            title = line[1:-1].replace('""', '"') if line[:1] == line[-1:] == '"' else line
            yield Row(text, "korean_news", labels, group=title, article=ArticleText(title), language="ko")


def arabic_news(folder: Path) -> Iterator[Row]:
    """Comments on an Arabic news channel's posts: the share of three raters who called each offensive.

    What the majority called so, an expert looked at again: hate, vulgar but no hate, or neither.
    """
    for file in sorted(folder.glob("*.xlsx")):
        for record in table_of(file):
            offensive, agreed = record["Majority_Label"] == "Offensive", float(record["Agreement"]) / 100
            labels = {"TOXICITY": round(agreed if offensive else 1 - agreed, 2)}
            if offensive:
                kind = record["Vulgar:V/HateSpeech:HS/None:-"]
                labels["IDENTITY_ATTACK"] = float(kind == "HS")
                labels |= {"PROFANITY": float(kind == "V")} if kind != "HS" else {}
            yield Row(record["Comment"], "mpold", labels, language="ar")


def roman_urdu_tweets(folder: Path) -> Iterator[Row]:
    """Urdu tweets in Latin letters; their label is 1 where they are normal and 0 where they are abusive."""
    for part in ("train", "validation", "test"):
        for text, normal in _lines(folder / f"task_1_{part}.tsv"):
            yield Row(text.strip(), "roman_urdu", {"TOXICITY": float(normal == "0")}, language="ur-Latn")


def tweets_in_three_languages(folder: Path) -> Iterator[Row]:
    """Arabic, English and French tweets, found by slurs; those that raters disagreed on are left out.

    "Hateful" ones attack an identity and "normal" ones do not; of the other hostile ones that is not known.
    """
    files = {"ar": "ar_dataset.csv", "en": "en_dataset_with_stop_words.csv", "fr": "fr_dataset.csv"}
    with ZipFile(folder / "hate_speech_mlma.zip") as archive:
        for language, file in files.items():
            with archive.open(f"hate_speech_mlma/{file}") as member:
                for record in csv.DictReader(io.TextIOWrapper(member, encoding="utf-8", newline="")):
                    kinds = frozenset(record["sentiment"].split("_"))
                    if kinds == {"normal"}:
                        labels = {"TOXICITY": 0.0, "IDENTITY_ATTACK": 0.0}
                    elif kinds & _HOSTILE and "normal" not in kinds:
                        labels = {"TOXICITY": 1.0, **({"IDENTITY_ATTACK": 1.0} if "hateful" in kinds else {})}
                    else:
                        continue
                    yield Row(record["tweet"], "mlma", labels, weight=0.3, language=language)


def listed_words(folder: Path) -> Iterator[Row]:
    """Words and phrases that somebody would keep out of suggestions, a file a language: profane, by the list's word."""
    for file in sorted(folder.glob("[a-z][a-z]")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                language = _ROMANISED.get(file.name, file.name)
                yield Row(line.strip(), "ldnoobw", {"PROFANITY": 1.0}, weight=0.2, language=language)


def _lines(file: Path) -> Iterator[list[str]]:
    """The fields of a tab-separated file, line by line, quotes being part of the text."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
