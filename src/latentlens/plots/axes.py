"""Axes of tokens and of layers, keyed by number, so that equal tokens stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from latentlens.plots.labels import tick_label
from latentlens.plots.style import TICK_SIZE, evenly_spaced

_MOST_TOKENS = 40
"""With more positions than this, not every token is written under the axis."""

_MOST_LAYERS = 20


def token_axis(
    positions: Sequence[int], tokens: Sequence[str], *, places: Sequence[float] | None = None
) -> dict[str, Any]:
    """Return an axis of positions, each labelled with its token.

    Args:
        positions: positions, in order.
        tokens: one printable token per position.
        places: x coordinate of each position; None (default) for the position itself.

    Examples:
        >>> axis = token_axis([3, 4], ["a", "a"])
        >>> axis["tickvals"], axis["ticktext"]
        ([3, 4], ['a', 'a'])
    """
    at = list(positions if places is None else places)
    shown = evenly_spaced(range(len(positions)), _MOST_TOKENS)
    return {
        "title": "position",
        "range": [at[0] - 0.6, at[-1] + 0.6],
        "tickmode": "array",
        "tickvals": [at[i] for i in shown],
        "ticktext": [tick_label(tokens[i]) for i in shown],
        # the first at which no label overlaps the next, in a page of any width
        "autotickangles": [0, -45, -90],
        "tickfont": {"size": TICK_SIZE if len(shown) <= 32 else 9},
    }


def layer_places(layers: Sequence[Any]) -> list[int]:
    """Return where the values of a layer axis stand: at their number, or side by side for combinations.

    Args:
        layers: layers, or combinations of layers that were read together, in order.

    Examples:
        >>> layer_places([2, 4]), layer_places([(2,), (2, 4)])
        ([2, 4], [0, 1])
    """
    return list(range(len(layers))) if any(isinstance(each, tuple) for each in layers) else list(layers)


def layer_axis(layers: Sequence[Any], title: str = "layer", *, margin: float = 0.5) -> dict[str, Any]:
    """Return an axis of layers, with as many tick labels as fit.

    Args:
        layers: layers, in rising order, or combinations of layers that were read together.
        title: title of the axis; default "layer".
        margin: how far the axis extends beyond the layers, in layers; default 0.5.

    Examples:
        >>> layer_axis(range(81))["tickvals"][:3]
        [0, 5, 10]
    """
    places = layer_places(layers)
    shown = evenly_spaced(range(len(layers)), _MOST_LAYERS)
    return {
        "title": title,
        "range": [places[0] - margin, places[-1] + margin],
        "tickmode": "array",
        "tickvals": [places[i] for i in shown],
        "ticktext": [str(layers[i]) for i in shown],
        "tickangle": 0,
    }
