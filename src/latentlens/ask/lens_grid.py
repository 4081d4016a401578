"""What a lens reads at every cell of a grid."""

from __future__ import annotations

import dataclasses

import numpy as np
from jaxtyping import Bool, Float, Int

from latentlens._printable import printable
from latentlens.ask.lens_table import NOT_FINITE, lens_table


@dataclasses.dataclass(frozen=True, eq=False)
class LensGrid:
    """The top tokens of a lens over layers and positions.

    Args:
        layers: of the grid's rows.
        positions: of its columns.
        source: the trace's token at each position, in visible form.
        token_ids: the k most probable tokens of each cell, best first; -1 where the lens reads nothing,
            because the state, or what the lens makes of it, is NaN or infinite.
        tokens: the same, in visible form; "" where the lens reads nothing.
        probs: their probabilities; NaN where the lens reads nothing.
    """

    layers: list[int]
    positions: list[int]
    source: list[str]
    token_ids: Int[np.ndarray, "layer position k"]
    tokens: list[list[list[str]]]
    probs: Float[np.ndarray, "layer position k"]

    @property
    def finite(self) -> Bool[np.ndarray, "layer position"]:
        """Where the lens reads something: False where there is NaN or infinity to read."""
        finite: Bool[np.ndarray, "layer position"] = ~np.isnan(self.probs).any(axis=-1)
        return finite

    def __repr__(self) -> str:
        finite = self.finite
        lines = [
            f"{layer:>3}  "
            + "  ".join(
                f"{printable(cell[0])[:10] if finite[i, j] else NOT_FINITE:<10}" for j, cell in enumerate(row)
            )
            for i, (layer, row) in reversed(list(enumerate(zip(self.layers, self.tokens, strict=True))))
        ]
        return "\n".join(["top token by layer (rows) and position (columns)", *lines])

    def _repr_html_(self) -> str:
        row = {layer: i for i, layer in enumerate(self.layers)}
        column = {position: i for i, position in enumerate(self.positions)}

        def reading(layer: int, position: int) -> tuple[list[str], list[float]]:
            i, j = row[layer], column[position]
            return self.tokens[i][j], self.probs[i, j].tolist()

        return lens_table(self.layers, self.positions, self.source, reading)
