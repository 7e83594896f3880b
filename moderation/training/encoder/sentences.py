"""Teaches the network that tells what texts are about: the base encoder, made smaller, that says what the base said.

It learns from the base's own vectors (a teacher, Hinton et al. 2015) and, half as much, to find the article of each
comment among those of others (van den Oord et al. 2018), from a sentence or two as often as from the whole.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from moderation.classifier.meaning import SENTENCE
from moderation.classifier.profiles import LEAD_CHARACTERS
from moderation.classifier.wordpieces import WordPieces
from moderation.domain.folding import fold
from moderation.training.corpora.social import cmv_threads
from moderation.training.corpora.topics import cmv_titles
from moderation.training.encoder.export import exported_body
from moderation.training.encoder.network import narrow
from moderation.training.encoder.weights import known_weights, origin_of
from moderation.training.rows import Row
from moderation.training.split import learns_topics, read_split
from moderation.training.taught import SENTENCES, Taught, write_taught

_INNER = 1216
"""Inner neurons of a layer of the 1,536 that the base has."""
_LEFT_OUT = 2
"""The one of the base's six layers without which its vectors turn least (cosine .925 to the whole one's)."""
_SHOWN = 500
_EPOCHS = 1
_BATCH = 48
_RATE = 1e-4
_WARM_UP = 50
_MOST_PIECES = 72
_SHORTEST = 15
_HEAT = 0.05
"""What cosines are divided by before they compete."""
_TO_FIND, _TO_KEEP = 0.5, 10.0
"""What finding the article weighs, and keeping to the base's vectors."""


Texts = tuple[torch.Tensor, torch.Tensor]
"""Padded pieces, and where they are."""


@dataclass(frozen=True)
class Batch:
    """Comments, the article of each, and which of them stand under the same one."""

    comments: Texts
    articles: Texts
    same: torch.Tensor


@dataclass(frozen=True)
class Pair:
    """A comment, the title and the beginning of its article, and what article it is."""

    comment: str
    title: str
    lead: str
    group: str


def teach_sentences(corpora: Path, own: Path, work: Path, say: Callable[[str], None]) -> Taught:
    """The network, which is also kept in ``work``; it never sees a debate or thread that measures or calibrates.

    Raises:
        WeightsMissingError: when the base weights cannot be used.
    """
    (work / SENTENCES).mkdir(parents=True, exist_ok=True)
    base = known_weights()
    pieces = WordPieces((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    whole = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager").eval()
    pairs = list(_pairs(read_split(corpora, own).topical["learn"], corpora))
    chance = random.Random(1)  # noqa: S311 - chance that is the same every time
    small = _smaller(whole, [_ids(pair.comment, pieces) for pair in chance.sample(pairs, _SHOWN)])
    _teach(small, whole, partial(_batch, pairs, pieces, chance), _EPOCHS * (len(pairs) // _BATCH), say)
    taught = Taught(
        exported_body(small),
        pieces,
        origin_of("taught by itself with a layer and a fifth of the neurons less"),
    )
    write_taught(taught, work / SENTENCES)
    return taught


def _pairs(rows: Sequence[Row], corpora: Path) -> Iterator[Pair]:
    """Each comment with its article once; of threads every comment, not only the last."""
    for row in rows:
        if row.article and not row.labels["OFF_TOPIC"] and row.source != "cmv" and len(row.text) >= _SHORTEST:
            yield Pair(row.text, row.article.title, row.article.text[:LEAD_CHARACTERS], row.group)
    titles = cmv_titles(corpora / "cmv_ad_hominem")
    for _, comments in cmv_threads(corpora / "cmv_ad_hominem"):
        title = titles.get(comments[-1]["link_id"])
        if title and learns_topics(title):
            yield from (
                Pair(each["body"], title, "", title) for each in comments if len(each["body"]) >= _SHORTEST
            )


def _smaller(whole: BertModel, shown: Sequence[torch.Tensor]) -> BertModel:
    """The base without a layer, and with fewer inner neurons in the others."""
    small = deepcopy(whole)
    small.encoder.layer = nn.ModuleList(
        layer for place, layer in enumerate(small.encoder.layer) if place != _LEFT_OUT
    )
    small.config.num_hidden_layers = len(small.encoder.layer)
    narrow(small, _INNER, shown)
    return small


def _teach(
    small: BertModel, whole: BertModel, batch: Callable[[], Batch], steps: int, say: Callable[[str], None]
) -> None:
    """So many steps, at a rate that rises and falls."""
    optimiser = torch.optim.AdamW(small.parameters(), lr=_RATE, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / _WARM_UP, max(0.02, 1 - step / steps))
    )
    small.train()
    for step in range(steps):
        loss = _loss(small, whole, batch())
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(small.parameters(), 1.0)
        optimiser.step()
        rate.step()
        if step % 25 == 0:
            say(f"sentences: step {step} of {steps}, loss {loss.item():.3f}")
    small.eval()


def _batch(pairs: Sequence[Pair], pieces: WordPieces, chance: random.Random) -> Batch:
    """Some pairs as pieces, in part or whole."""
    chosen = chance.sample(pairs, _BATCH)
    return Batch(
        _together([_ids(_part_of(pair.comment, chance), pieces) for pair in chosen], pieces),
        _together([_ids(_article_of(pair, chance), pieces) for pair in chosen], pieces),
        torch.tensor([[one.group == other.group for other in chosen] for one in chosen]),
    )


def _loss(small: BertModel, whole: BertModel, batch: Batch) -> torch.Tensor:
    """How badly each comment's article is found among the others, and how far the vectors are from the base's."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        comments, articles = (_vectors(small, texts) for texts in (batch.comments, batch.articles))
        with torch.no_grad():
            theirs = [_vectors(whole, texts) for texts in (batch.comments, batch.articles)]
    alike = comments.float() @ articles.float().T / _HEAT
    places = torch.arange(len(alike))
    alike = alike.masked_fill(batch.same & (places[:, None] != places), -1e4)
    found = nn.functional.cross_entropy(alike, places) + nn.functional.cross_entropy(alike.T, places)
    apart = ((comments - theirs[0]).float() ** 2).sum(1).mean() + ((articles - theirs[1]).float() ** 2).sum(
        1
    ).mean()
    return _TO_FIND * found / 2 + _TO_KEEP * apart


def _vectors(body: BertModel, texts: Texts) -> torch.Tensor:
    """The mean state of each text's pieces, at length one."""
    ids, mask = texts
    states = body(input_ids=ids, attention_mask=mask).last_hidden_state
    seen = mask.unsqueeze(-1).to(states.dtype)
    return nn.functional.normalize((states * seen).sum(1) / seen.sum(1), dim=-1)


def _ids(text: str, pieces: WordPieces) -> torch.Tensor:
    read = pieces.pieces(fold(text[:2000]).text, _MOST_PIECES)
    return torch.tensor([[pieces.begin, *read.ids, pieces.end]])


def _together(texts: Sequence[torch.Tensor], pieces: WordPieces) -> Texts:
    """Texts as one padded batch, and where they are."""
    longest = max(text.shape[1] for text in texts)
    ids = torch.full((len(texts), longest), pieces.pad)
    mask = torch.zeros((len(texts), longest), dtype=torch.long)
    for row, text in enumerate(texts):
        ids[row, : text.shape[1]] = text[0]
        mask[row, : text.shape[1]] = 1
    return ids, mask


def _part_of(comment: str, chance: random.Random) -> str:
    """The comment, or a sentence or two of it: readers write short."""
    sentences = [each for each in SENTENCE.findall(comment) if len(each.split()) > 3]
    if len(sentences) < 2 or chance.random() < 0.4:
        return comment
    number = chance.choice((1, 1, 2))
    begin = chance.randrange(len(sentences) - number + 1)
    return " ".join(sentences[begin : begin + number])


def _article_of(pair: Pair, chance: random.Random) -> str:
    """The article with its beginning, or its title alone."""
    return pair.title if chance.random() < 0.5 or not pair.lead else f"{pair.title} {pair.lead}"
