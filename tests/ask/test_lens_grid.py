"""What a lens reads, as a figure and as a table."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from latentlens.ask.lens_grid import LensGrid


def grid(layers: tuple[int, ...] = (0, 2)) -> LensGrid:
    """Return a grid of two layers and two positions, which reads nothing at the last of them."""
    probs = np.array([[[0.5, 0.25], [0.7, 0.1]], [[0.9, 0.05], [math.nan, math.nan]]], dtype=np.float32)
    return LensGrid(
        layers=list(layers),
        positions=[1, 4],
        source=["·is", "<b>"],
        token_ids=np.array([[[3, 4], [5, 6]], [[7, 8], [-1, -1]]]),
        tokens=[[["·a", "·b"], ["·c", "·d"]], [["·e", "<i>"], ["", ""]]],
        probs=probs,
    )


def test_the_table_has_one_row_for_each_layer_position_and_rank() -> None:
    """to_pandas gives every token that the grid holds, with where it was read."""
    table = grid().to_pandas()

    assert ["layer", "position", "token", "rank", "predicted", "token_id", "probability"] == list(table)
    assert (2, 1, "·is", 2, "<i>", 8) == tuple(table.iloc[5][:6])
    assert 0.05 == pytest.approx(table.iloc[5]["probability"])
    assert 2 * 2 * 2 == len(table)


def test_where_nothing_is_read_the_table_says_so() -> None:
    """A cell without a token is -1, an empty text and NaN."""
    row = grid().to_pandas().iloc[-1]

    assert (-1, "") == (row["token_id"], row["predicted"])
    assert math.isnan(row["probability"])


@pytest.mark.parametrize("layers", [(0, 2), (2, 0)])
def test_the_figure_draws_the_likeliest_token_of_each_cell(layers: tuple[int, ...]) -> None:
    """Colours are the first token's probability, layers rise, and a cell that reads nothing has no colour."""
    figure = grid(layers).plot(title="lens")
    (drawn,) = (trace.z for trace in figure.data if trace.type == "heatmap" and len(trace.z) == 2)
    rows = {layer: list(row) for layer, row in zip((0, 2), np.array(drawn, dtype=float), strict=True)}

    assert [0.5, 0.7] == pytest.approx(rows[layers[0]])
    assert 0.9 == pytest.approx(rows[layers[1]][0])
    assert math.isnan(rows[layers[1]][1])
    assert "lens" in str(figure.layout)
    assert "likeliest token's probability" in str(figure.layout) + str(figure.data)


def test_the_table_in_a_notebook_is_text() -> None:
    """Tokens of the model are shown and do nothing."""
    markup = grid()._repr_html_()

    assert "&lt;b&gt;" in markup
    assert "&lt;i&gt;" in markup
    assert not any(tag in markup for tag in ("<i>", "<b>"))


def test_long_tokens_are_cut_in_the_table() -> None:
    """No token makes a column wider than the page, whether it was run or read."""
    wide = dataclasses.replace(
        grid(), source=["·is", "q" * 9000], tokens=[[["·a", "·b"]] * 2, [["w" * 9000] * 2] * 2]
    )
    markup = wide._repr_html_()

    assert f"<bdi>{'q' * 15}…</bdi>" in markup
    assert f"<bdi>{'w' * 15}…</bdi>" in markup
    assert len(markup) < 5000
