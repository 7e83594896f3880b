"""A text cut at its evidence is the same text, and each piece says what covers it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moderation.domain.evidence import stretches

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.floats(0.1, 5)).map(list), max_size=4)


@given(st.text(max_size=25), st.dictionaries(st.sampled_from("ABC"), spans))
def test_the_pieces_join_to_the_text(text: str, evidence: dict[str, list[list[float]]]) -> None:
    assert "".join(piece.text for piece in stretches(text, evidence)) == text


@given(st.text(min_size=1, max_size=25), st.dictionaries(st.sampled_from("ABC"), spans))
def test_each_piece_names_exactly_what_covers_it(text: str, evidence: dict[str, list[list[float]]]) -> None:
    place = 0
    for piece in stretches(text, evidence):
        covering = {name for name, found in evidence.items() for b, e, _ in found if b <= place < e}
        assert set(piece.weights) == covering
        place += len(piece.text)
