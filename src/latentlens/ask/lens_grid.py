"""The top tokens of a lens at every layer and position."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Bool, Float, Int

from latentlens.ask.lens_table import NOT_FINITE, cells_shown, lens_table
from latentlens.display.printable import isolated, printable
from latentlens.display.tables import padded

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


_MOST_COLUMNS = 16
"""Number of positions that a terminal shows."""


@dataclasses.dataclass(frozen=True)
class LensSite:
    """What a lens reads at one site.

    Args:
        layer: the layer.
        position: the position.
        source: the trace's token there, in visible form.
        tokens: the lens's most probable tokens in visible form, best first; "" if they are not finite.
        probs: their probabilities; NaN if they are not finite.
    """

    layer: int
    position: int
    source: str
    tokens: tuple[str, ...]
    probs: tuple[float, ...]


@dataclasses.dataclass(frozen=True, eq=False)
class LensGrid:
    """The top tokens of a lens over layers and positions.

    A notebook shows it as a table of top tokens; `plot` draws it, `to_pandas` gives all k tokens per site.
    Iterating gives its sites, layer by layer, and `len` their number.

    Args:
        layers: the layers that were read, 0 (the embeddings) to L.
        positions: the positions that were read.
        source: the trace's token at each position, in visible form.
        token_ids: ids of the k most probable tokens at each site [layer, position, k], best first; -1 at
            sites that are not `finite`.
        tokens: the same tokens in visible form; "" at sites that are not `finite`.
        probs: their probabilities [layer, position, k] in [0, 1]; NaN at sites that are not `finite`.

    Examples:
        >>> grid = LensGrid([0, 1], [4], ["·is"], np.array([[[7]], [[9]]]), [[["·a"]], [["·Lima"]]],
        ...                 np.array([[[0.2]], [[0.9]]]))
        >>> grid.to_pandas()[["layer", "token", "predicted", "probability"]]
           layer token predicted  probability
        0      0   ·is        ·a          0.2
        1      1   ·is     ·Lima          0.9
    """

    layers: list[int]
    positions: list[int]
    source: list[str]
    token_ids: Int[np.ndarray, "layer position k"]
    tokens: list[list[list[str]]]
    probs: Float[np.ndarray, "layer position k"]

    @property
    def finite(self) -> Bool[np.ndarray, "layer position"]:
        """Whether each site has tokens [layer, position]; False if its state or logits are not finite."""
        finite: Bool[np.ndarray, "layer position"] = ~np.isnan(self.probs).any(axis=-1)
        return finite

    def plot(self, *, title: str = "") -> go.Figure:
        """Draw a heat map of the top token's probability, layers upward, positions to the right.

        Pointing at a site shows its k tokens. Sites that are not `finite` are crossed out.

        Args:
            title: title of the figure; none by default.

        Returns:
            A Plotly figure.
        """
        from latentlens.plots import layer_by_position

        rows, columns = np.argsort(self.layers), np.argsort(self.positions)
        texts = [[self._ranked(i, j) for j in columns.tolist()] for i in rows.tolist()]
        return layer_by_position(
            self.probs[:, :, 0][np.ix_(rows, columns)],
            [self.layers[i] for i in rows],
            [self.positions[j] for j in columns],
            [self.source[j] for j in columns],
            not_finite=~self.finite[np.ix_(rows, columns)],
            texts=texts,
            quantity="likeliest token's probability",
            title=title,
        )

    def to_pandas(self) -> pd.DataFrame:
        """Return one row for each layer, position and rank.

        Returns:
            A table with the columns layer, position, token (the trace's), rank (1 is the most probable),
            predicted (the lens's token, in visible form), token_id and probability. At sites that are not
            `finite`, `predicted` is "", `token_id` -1 and `probability` NaN.
        """
        import pandas as pd

        rows = [
            (layer, position, self.source[j], k + 1, self.tokens[i][j][k], token_id, self.probs[i, j, k])
            for i, layer in enumerate(self.layers)
            for j, position in enumerate(self.positions)
            for k, token_id in enumerate(self.token_ids[i, j].tolist())
        ]
        names = ["layer", "position", "token", "rank", "predicted", "token_id", "probability"]
        frame: pd.DataFrame = pd.DataFrame(rows, columns=names)
        return frame

    def _ranked(self, i: int, j: int) -> str:
        """Return the tokens of a site with their probabilities in percent, the most probable first."""
        ranked = zip(self.tokens[i][j], self.probs[i, j].tolist(), strict=True)
        return ", ".join(f"{token} {100 * p:.0f}" for token, p in ranked) if self.finite[i, j] else ""

    def __len__(self) -> int:
        return len(self.layers) * len(self.positions)

    def __iter__(self) -> Iterator[LensSite]:
        """Iterate over the sites, layer by layer."""
        for i, layer in enumerate(self.layers):
            for j, position in enumerate(self.positions):
                tokens, probs = self.tokens[i][j], self.probs[i, j].tolist()
                yield LensSite(layer, position, self.source[j], tuple(tokens), tuple(probs))

    def __repr__(self) -> str:
        finite, few = self.finite, self.positions[:_MOST_COLUMNS]
        lines = [
            f"{layer:>3}  "
            + "  ".join(
                padded(isolated(printable(row[j][0])[:10]) if finite[i, j] else NOT_FINITE, 10)
                for j in range(len(few))
            )
            for i, (layer, row) in reversed(list(enumerate(zip(self.layers, self.tokens, strict=True))))
        ]
        more = f", the first {len(few)} of {len(self.positions)}" if len(few) < len(self.positions) else ""
        return "\n".join([f"top token by layer (rows) and position (columns{more})", *lines])

    def _repr_html_(self) -> str:
        row = {layer: i for i, layer in enumerate(self.layers)}
        column = {position: i for i, position in enumerate(self.positions)}

        def reading(layer: int, position: int) -> tuple[list[str], list[float]]:
            i, j = row[layer], column[position]
            return self.tokens[i][j], self.probs[i, j].tolist()

        layers, positions, note = cells_shown(self.layers, self.positions)
        return str(lens_table(layers, positions, [self.source[column[p]] for p in positions], reading, note))
