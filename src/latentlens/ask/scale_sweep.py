"""Answers about vectors at several scales."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from latentlens._checked import number, pair
from latentlens._errors import SelectionError
from latentlens._shown import shown
from latentlens.ask.answer import Answer
from latentlens.ask.base_sweep import BaseSweep
from latentlens.ask.question import Question
from latentlens.ask.source import Cell
from latentlens.ask.vectors_source import VectorSource

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from latentlens.activations.vectors import Vectors


class ScaleSweep(BaseSweep):
    """Answers about vectors of one's own, each at several scales.

    Which scale reads best is for the reader of the table to say: the most confident of n answers is the best
    of n, and no longer a measurement of confidence.

    Args:
        question: what was asked of every vector.
        answers: by cell, which is the vectors' layer and the place, vector by vector; cells are missing where
            the work was stopped.
    """

    def __init__(self, question: Question, answers: dict[Cell, Answer]) -> None:
        super().__init__(question, answers)

    @property
    def _source(self) -> VectorSource:
        assert isinstance(self.question.source, VectorSource)
        return self.question.source

    @property
    def vectors(self) -> Vectors:
        """The source."""
        return self._source.vectors

    @property
    def scales(self) -> tuple[float, ...]:
        """Each once, in the order given."""
        return self._source.scales

    @property
    def cells(self) -> list[Cell]:
        """Every vector at every scale, vector by vector."""
        return self._source.cells

    def __getitem__(self, key: float | tuple[str, float]) -> Answer:
        """Return the answer at `sweep[scale]`, of several vectors at `sweep[name, scale]`.

        Raises:
            SelectionError: if there is no such vector or scale, or the name is missing among several.
            MissingError: if it was not answered before the work was stopped.
        """
        if isinstance(key, tuple):
            name, scale = pair("sweep[scale] or sweep[name, scale]", key)
        elif len(self.vectors) == 1:
            name, scale = self.vectors.names[0], key
        else:
            raise SelectionError(
                f"There are {len(self.vectors)} vectors. Name one: sweep[{self.vectors.names[0]!r}, "
                f"{shown(key)}]."
            )
        scale = number("A scale", scale, error=SelectionError)
        if scale not in self.scales:
            raise SelectionError(f"Scale {shown(scale)} was not asked; there are {list(self.scales)}.")
        place = self.vectors.names.index(self.vectors[name].names[0]) * len(self.scales)
        return self._answer_at((self.vectors.layer, place + self.scales.index(scale)))

    def relative_norm(self, answer: Answer) -> float:
        """Return how long the scaled vector is, before the mapping, in units of what stood in its slot.

        Args:
            answer: one of the sweep's; of several slots the last counts, as it was just before the write.

        Returns:
            The ratio; NaN where nothing was written, or into a slot that held zero.
        """
        norm = abs(answer.provenance["scale"]) * float(answer.provenance["norm"])
        slots = answer.provenance["receipt"]["norms_before"]
        return norm / slots[-1] if slots and slots[-1] else math.nan

    def _where(self, cell: Cell, answer: Answer) -> dict[str, Any]:
        vector, scale = self._source.split(cell)
        return {
            "vector": self.vectors.names[vector],
            "scale": scale,
            "norm": abs(scale) * self.vectors.norms[vector],
            "relative_norm": self.relative_norm(answer),
        }

    def plot(self, *, option: str | None = None) -> go.Figure:
        """Draw the confidence across scales, one line a vector, with the controls' band.

        Args:
            option: of a forced choice, draw the probability of this option instead of the chosen one's.

        Raises:
            InputError: if the option was not given.
        """
        from latentlens.plots import confidence_across_scales

        self._check_option(option)
        return confidence_across_scales(self, option=option)

    def __repr__(self) -> str:
        names = [repr(name) for name in self.vectors.names]
        which = names[0] if len(names) == 1 else f"{len(names)} vectors"
        return f"<ScaleSweep of {which} × {len(self.scales)} scales with {self.reader!r}{self._stopped}>"
