"""Axes of tokens and of layers: keyed by number, so that equal tokens stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from latentlens.plots.look import TICK_SIZE, spread
from latentlens.plots.words import tick

_MOST_TOKENS = 40
"""Beyond this many positions not every token can be written under the axis."""

_MOST_LAYERS = 20


def token_axis(
    positions: Sequence[int], tokens: Sequence[str], *, places: Sequence[float] | None = None
) -> dict[str, Any]:
    """Return an axis of positions, each under its own token.

    Args:
        positions: in their order.
        tokens: one a position, in visible form.
        places: where each stands on the axis; at its position if not given.

    Examples:
        >>> axis = token_axis([3, 4], ["a", "a"])
        >>> axis["tickvals"], axis["ticktext"]
        ([3, 4], ['a', 'a'])
    """
    at = list(positions if places is None else places)
    shown = spread(range(len(positions)), _MOST_TOKENS)
    return {
        "title": "position",
        "range": [at[0] - 0.6, at[-1] + 0.6],
        "tickmode": "array",
        "tickvals": [at[i] for i in shown],
        "ticktext": [tick(tokens[i]) for i in shown],
        "tickangle": 0 if len(shown) <= 8 else -45 if len(shown) <= 24 else -90,
        "tickfont": {"size": TICK_SIZE if len(shown) <= 32 else 9},
    }


def layer_axis(layers: Sequence[int], title: str = "layer", *, margin: float = 0.5) -> dict[str, Any]:
    """Return an axis of layers, with as many numbers as it has room for.

    Args:
        layers: in rising order.
        title: of the axis.
        margin: how far the axis goes beyond them.

    Examples:
        >>> layer_axis(range(81))["tickvals"][:3]
        [0, 5, 10]
    """
    shown = spread(layers, _MOST_LAYERS)
    return {
        "title": title,
        "range": [layers[0] - margin, layers[-1] + margin],
        "tickmode": "array",
        "tickvals": shown,
        "ticktext": [str(layer) for layer in shown],
        "tickangle": 0,
    }
