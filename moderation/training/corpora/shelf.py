"""The corpora that the shipped model learns from, by the folder each lies in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from moderation.training.corpora import news, social, topics, wiki
from moderation.training.rows import Row

_JIGSAW = "labels CC0 1.0, text CC BY-SA 3.0 (Wikipedia contributors, Jigsaw)"


@dataclass(frozen=True)
class Corpus:
    """One public source: the folder it lies in, what its rows call it, its licence, and how it is read."""

    folder: str
    source: str
    licence: str
    read: Callable[[Path], Iterator[Row]]


COURTESY_SHELF = (
    Corpus("jigsaw_wiki_20k", "wiki", _JIGSAW, wiki.wiki_20k),
    Corpus("jigsaw_wiki_fastbert", "wiki_six", _JIGSAW, wiki.wiki_six),
    Corpus("jigsaw_wiki_ibm", "wiki_six", _JIGSAW, wiki.wiki_six),
    Corpus("jigsaw_wiki_detoxify_dummy", "wiki_six", _JIGSAW, wiki.wiki_six),
    Corpus("jigsaw_wiki_toxic_by_type", "wiki_by_type", _JIGSAW, wiki.wiki_by_type),
    Corpus("civil_comments_toxic_spans", "civil_comments", "CC0 1.0", news.civil_comments),
    Corpus("paradetox", "paradetox", "CC0 1.0", social.paradetox),
    Corpus("cmv_ad_hominem", "cmv", "Apache-2.0 (text: its authors)", social.removed_for_rudeness),
    Corpus("hatemoji", "hatemoji", "CC BY 4.0", social.hatemoji),
    Corpus("vicomtech_stormfront", "stormfront", "CC BY-SA 3.0 ES", social.stormfront),
    Corpus("davidson_hate_offensive", "davidson", "MIT", social.davidson),
    Corpus("surge_profanity", "surge_profanity", "MIT", social.profane_words),
)
TOPIC_SHELF = (
    Corpus("nyt_room_for_debate", "nyt", "Apache-2.0 (text: its authors)", topics.nyt_debates),
    Corpus("cmv_ad_hominem", "cmv", "Apache-2.0 (text: its authors)", topics.cmv_comments),
    Corpus("ukp_convarg", "convarg", "CC BY 4.0", topics.convarg),
)


def rows_on(shelf: tuple[Corpus, ...], corpora: Path) -> Iterator[Row]:
    """Every row of the shelf's corpora that lie under ``corpora``."""
    for corpus in shelf:
        if (corpora / corpus.folder).is_dir():
            yield from corpus.read(corpora / corpus.folder)


def licence_of(source: str) -> str:
    """The licence of the corpus whose rows carry this source's name; our own rows have this repository's."""
    for corpus in (*COURTESY_SHELF, *TOPIC_SHELF):
        if corpus.source == source:
            return corpus.licence
    return "this repository's"
