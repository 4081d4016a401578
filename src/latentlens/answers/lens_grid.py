"""What a lens reads at every cell of a grid."""

from __future__ import annotations

import dataclasses

import numpy as np
from jaxtyping import Float, Int

from latentlens.answers.lens_table import lens_table


@dataclasses.dataclass(frozen=True, eq=False)
class LensGrid:
    """The top tokens of a lens over layers and positions.

    Args:
        layers: of the grid's rows.
        positions: of its columns.
        source: the trace's token at each position, in visible form.
        token_ids: the k most probable tokens of each cell, best first.
        tokens: the same, in visible form.
        probs: their probabilities.
    """

    layers: list[int]
    positions: list[int]
    source: list[str]
    token_ids: Int[np.ndarray, "layer position k"]
    tokens: list[list[list[str]]]
    probs: Float[np.ndarray, "layer position k"]

    def __repr__(self) -> str:
        lines = [
            f"{layer:>3}  " + "  ".join(f"{cell[0][:10]:<10}" for cell in row)
            for layer, row in reversed(list(zip(self.layers, self.tokens, strict=True)))
        ]
        return "\n".join(["top token by layer (rows) and position (columns)", *lines])

    def _repr_html_(self) -> str:
        row = {layer: i for i, layer in enumerate(self.layers)}
        column = {position: i for i, position in enumerate(self.positions)}

        def reading(layer: int, position: int) -> tuple[list[str], list[float]]:
            i, j = row[layer], column[position]
            return self.tokens[i][j], self.probs[i, j].tolist()

        return lens_table(self.layers, self.positions, self.source, reading)
