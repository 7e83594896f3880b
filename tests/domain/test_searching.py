"""What was typed is read as words, phrases and what is to be lacking; and a text shows where it says them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.domain.searching import EXCERPT, Piece, Term, begun, excerpt, terms_of


def test_words_phrases_beginnings_and_what_is_to_be_lacking() -> None:
    assert terms_of('budget "the old harbour" -pills -"cheap boats" vot*') == (
        Term("budget"),
        Term("the old harbour"),
        Term("pills", is_without=True),
        Term("cheap boats", is_without=True),
        Term("vot", is_begun=True),
    )


def test_typographic_quotes_and_one_that_is_never_closed_are_quotes() -> None:
    assert terms_of("“old harbour” „new town") == (Term("old harbour"), Term("new town"))


def test_what_has_no_letter_says_nothing() -> None:
    assert terms_of('- "" * ... -"!" \x00') == ()


def test_a_word_with_signs_inside_stands_for_its_parts_side_by_side() -> None:
    assert [term.words for term in terms_of("well-known o'clock")] == [("well", "known"), ("o", "clock")]


def test_a_name_is_looked_for_by_its_beginnings() -> None:
    assert begun("Ada Lov") == (Term("Ada", is_begun=True), Term("Lov", is_begun=True))


def test_the_words_are_marked_whatever_their_case_and_accents() -> None:
    assert excerpt("A Café by the old harbour.", terms_of('cafe "old harbour" -tea')) == [
        Piece("A "),
        Piece("Café", is_match=True),
        Piece(" by the "),
        Piece("old harbour", is_match=True),
        Piece("."),
    ]


def test_a_beginning_marks_the_whole_word() -> None:
    assert Piece("voting", is_match=True) in excerpt("We are voting.", terms_of("vot*"))
    assert Piece("voting", is_match=True) not in excerpt("We are voting.", terms_of("vot"))


def test_a_long_text_is_cut_to_where_it_says_so() -> None:
    pieces = excerpt("word " * 300 + "budget " + "word " * 300, terms_of("budget"))

    assert Piece("budget", is_match=True) in pieces
    assert (pieces[0].text, pieces[-1].text) == ("… ", " …")
    assert sum(len(piece.text) for piece in pieces) <= EXCERPT + 4


@settings(max_examples=50)
@given(st.text(), st.text())
def test_an_excerpt_is_always_a_part_of_the_text(text: str, asked: str) -> None:
    shown = "".join(piece.text for piece in excerpt(text, terms_of(asked)))

    assert shown.removeprefix("… ").removesuffix(" …") in text or shown in text
