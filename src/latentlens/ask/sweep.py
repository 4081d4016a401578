"""Answers over a grid of layers and positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from latentlens._checked import pair
from latentlens.ask.answer import Answer
from latentlens.ask.base_sweep import BaseSweep
from latentlens.ask.question import Question
from latentlens.ask.source import Cell
from latentlens.ask.trace_source import TraceSource

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from latentlens.activations.trace import Trace


class Sweep(BaseSweep):
    """Answers over a grid.

    Args:
        question: what was asked of every cell of a trace.
        layers: of the grid.
        positions: of the grid.
        answers: by (layer, position); cells are missing where the work was stopped.
    """

    def __init__(
        self, question: Question, layers: list[int], positions: list[int], answers: dict[Cell, Answer]
    ) -> None:
        super().__init__(question, answers)
        self.layers = layers
        self.positions = positions

    @property
    def trace(self) -> Trace:
        """The source."""
        assert isinstance(self.question.source, TraceSource)
        return self.question.source.trace

    @property
    def cells(self) -> list[Cell]:
        """All cells of the grid, layer by layer."""
        return [(layer, position) for layer in self.layers for position in self.positions]

    def __getitem__(self, cell: tuple[int, int | str]) -> Answer:
        """Return the answer at `sweep[layer, position]`."""
        layer, position = pair("sweep[layer, position]", cell)
        return self._answer_at((self.trace.layer(layer), self.trace.position(position)))

    def _where(self, cell: Cell, answer: Answer) -> dict[str, Any]:
        layer, position = cell
        return {"layer": layer, "position": position, "token": answer.token}

    def plot(self, *, option: str | None = None) -> go.Figure:
        """Draw the confidence across positions, one line a layer, with the controls' band.

        Args:
            option: of a forced choice, draw the probability of this option instead of the chosen one's.

        Raises:
            InputError: if the option was not given.
        """
        from latentlens.plots import confidence_across_positions

        self._check_option(option)
        return confidence_across_positions(self, option=option)

    def __repr__(self) -> str:
        size = f"{len(self.layers)} layers × {len(self.positions)} positions"
        return f"<Sweep of {size} with {self.reader!r}{self._stopped}>"
