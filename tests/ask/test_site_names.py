"""Where an answer was read, in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from latentlens import Session
from latentlens.ask.site_names import layers_named, positions_named


@given(st.sets(st.integers(0, 40), min_size=1))
def test_a_line_names_each_position_once(positions: set[int]) -> None:
    """Whoever reads the runs back has the same positions."""
    _, text = positions_named(positions).split(" ", 1)
    read: list[int] = []
    for run in text.replace(" and ", ", ").split(", "):
        ends = [int(end) for end in run.split(" to ")]
        read += range(ends[0], ends[-1] + 1)
    assert sorted(positions) == read
    assert positions_named(positions).startswith("positions" if len(positions) > 1 else "position ")


def test_an_answer_about_several_tokens_names_all_of_their_places() -> None:
    """In its line and in its table, with the last token's text; one about a single token names that alone."""
    session = Session("world-small")
    oracle = session.decoders["oracle"].with_question("Which city is named?")
    trace = session.run("Then they went to Ottawa")
    several = session.ask(trace.select([4, 6], [2, 3, 4, 7]), oracle, controls=False)
    assert "; layers 4 and 6, positions 2 to 4 and 7, the last '·Ottawa'>" in repr(several)
    assert "layers 4 and 6, positions 2 to 4 and 7, the last " in several._repr_html_()
    one = session.ask(trace, 4, -1, oracle, controls=False)
    assert "; layer 4, position 7 '·Ottawa'>" in repr(one)
    assert "layer 4" == layers_named([4, 4])
