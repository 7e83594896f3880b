"""Folded text is cut into the longest known pieces, and every piece knows its place."""

from __future__ import annotations

import pickle

import pytest

from moderation.classifier.wordpieces import WordPieces

VOCABULARY = "[PAD] [UNK] [CLS] [SEP] you idiot id ##iot ##s monkey face , ' 5 * _".split()


@pytest.fixture
def pieces() -> WordPieces:
    return WordPieces(VOCABULARY)


def cut(pieces: WordPieces, text: str) -> list[str]:
    return [VOCABULARY[number] for number in pieces.pieces(text, 100).ids]


def test_the_longest_piece_wins(pieces: WordPieces) -> None:
    assert cut(pieces, "you idiots, id") == ["you", "idiot", "##s", ",", "id"]


def test_marks_stand_by_themselves(pieces: WordPieces) -> None:
    assert cut(pieces, "you'5**_") == ["you", "'", "5", "*", "*", "_"]


def test_a_letter_in_no_piece_hides_nothing_but_itself(pieces: WordPieces) -> None:
    assert cut(pieces, "idiotᚠ you") == ["idiot", "[UNK]", "you"]
    assert cut(pieces, "ᚠidiots") == ["[UNK]", "[UNK]", "[UNK]", "##iot", "##s"]


def test_an_emoji_is_read_by_its_name(pieces: WordPieces) -> None:
    assert cut(pieces, "🐵") == ["monkey", "face"]
    assert cut(pieces, "🦀") == ["[UNK]"]


def test_pieces_know_their_places(pieces: WordPieces) -> None:
    text = "you  idiots 🐵"

    found = pieces.pieces(text, 100)

    places = [text[begin:end] for begin, end in zip(found.begins, found.ends, strict=True)]
    assert places == ["you", "idiot", "s", "🐵", "🐵"]


def test_no_more_pieces_than_wanted(pieces: WordPieces) -> None:
    assert len(pieces.pieces("idiots " * 50, 7).ids) == 7
    assert pieces.pieces("idiots " * 50, 7).is_cut


def test_a_word_that_no_language_has_is_not_looked_up(pieces: WordPieces) -> None:
    assert cut(pieces, "id" * 100_000) == ["[UNK]"]


def test_what_was_kept_in_a_file_cuts_alike(pieces: WordPieces) -> None:
    again = pickle.loads(pickle.dumps(pieces))  # noqa: S301 - our own bytes

    assert again.pieces("you idiots", 9) == pieces.pieces("you idiots", 9)


def test_signs_that_count_as_digits_are_cut_off_words(pieces: WordPieces) -> None:
    assert cut(pieces, "❶❷you") == ["[UNK]", "[UNK]", "you"]
