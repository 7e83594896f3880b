"""The corpora that the shipped model learns from, by the folder each lies in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from moderation.training.corpora import abroad, manners, news, social, topics, wiki
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
    Corpus("nyt_room_for_debate", "nyt_civil", "Apache-2.0 (text: its authors)", manners.civil_debates),
    Corpus("stanford_politeness", "politeness", "CC BY 4.0", manners.politeness),
    Corpus("goemotions", "goemotions", "Apache-2.0", manners.feelings),
    Corpus("edos_sexism", "edos", "CC0 1.0", manners.edos),
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
SPAM_SHELF = (Corpus("youtube_spam", "youtube_spam", "CC BY 4.0", social.video_comments),)
OTHER_SHELF = (
    Corpus("germeval2018", "germeval", "CC BY 4.0", abroad.german_tweets),
    Corpus("korean_news_comments", "korean_news", "CC BY-SA 4.0", abroad.korean_news),
    Corpus("mpold_arabic_news_comments", "mpold", "Apache-2.0", abroad.arabic_news),
    Corpus("roman_urdu_hate", "roman_urdu", "MIT", abroad.roman_urdu_tweets),
    Corpus("mlma_multilingual_tweets", "mlma", "MIT", abroad.tweets_in_three_languages),
    Corpus("ldnoobw_lexicon", "ldnoobw", "CC BY 4.0", abroad.listed_words),
)
"""What the shipped model does not learn from, and why.

It reads English, and other languages wait for a person: rows of another language would teach it to tell languages
apart, because each source has its own share of rude rows, and nothing would measure what it says about them. MLMA's
English stays with its siblings, picked by slurs as they are. The word lists hold innocent words too, so they are no
comments that anybody judged. All of them are read into the same rows, for whoever trains or measures a model of
their own.
"""
ALL_CIVIL_COMMENTS = Corpus("civil_comments", "civil_comments_all", "CC0 1.0", news.all_civil_comments)
"""Two million rows: on no shelf, because a shelf is read into memory; ``out_of_core`` learns from it."""


def rows_on(shelf: tuple[Corpus, ...], corpora: Path) -> Iterator[Row]:
    """Every row of the shelf's corpora that lie under ``corpora``."""
    for corpus in shelf:
        if (corpora / corpus.folder).is_dir():
            yield from corpus.read(corpora / corpus.folder)


def licence_of(source: str) -> str:
    """The licence of the corpus whose rows carry this source's name; our own rows have this repository's."""
    for corpus in (*COURTESY_SHELF, *TOPIC_SHELF, *SPAM_SHELF, *OTHER_SHELF, ALL_CIVIL_COMMENTS):
        if corpus.source == source:
            return corpus.licence
    return "this repository's"
