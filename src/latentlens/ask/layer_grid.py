"""One position read at several layers and written at several layers."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

from latentlens._checked import pair
from latentlens._errors import InputError
from latentlens.activations.trace import real_layer
from latentlens.ask.answer import Answer
from latentlens.ask.base_sweep import BaseSweep
from latentlens.ask.best import low_mass
from latentlens.ask.question import Question
from latentlens.ask.source import Cell
from latentlens.readers.patchscope import Patchscope

if TYPE_CHECKING:
    import plotly.graph_objects as go


class LayerGrid(BaseSweep):
    """Answers by source layer and target layer, for one position.

    Args:
        question: what was asked; its reader is a Patchscope, whose own target layer does not count.
        position: which was read.
        source_layers: of the grid.
        target_layers: of the grid.
        answers: by (source layer, target layer); some are missing where the work was stopped.

    Raises:
        InputError: if the reader has no target layer to choose.

    Source:
        Ghandeharioun et al. 2024 (arXiv 2401.06102), figures 7 and 12.
    """

    _unshown = ()

    def __init__(
        self,
        question: Question,
        position: int,
        source_layers: list[int],
        target_layers: list[int],
        answers: dict[Cell, Answer],
    ) -> None:
        if not isinstance(question.reader, Patchscope) or question.reader.fitted is not None:
            raise InputError(
                f"{question.reader!r} has no target layer to choose. A layer grid is asked with a Patchscope "
                "without fitted maps, such as a question: 'The capital of x is'."
            )
        # Two grids that differ in the reader's own target layer alone are the same.
        reader = dataclasses.replace(question.reader, layer=None)
        super().__init__(dataclasses.replace(question, reader=reader), answers)
        self.position = position
        self.source_layers = source_layers
        self.target_layers = target_layers

    @property
    def cells(self) -> list[Cell]:
        """All pairs of (source layer, target layer), one target layer after the other."""
        return [(source, target) for target in self.target_layers for source in self.source_layers]

    def asked(self, cell: Cell) -> tuple[Question, Cell]:
        """Return the question at a pair's target layer, and the cell at its source layer."""
        source, target = cell
        reader = self.question.reader
        assert isinstance(reader, Patchscope)
        at = dataclasses.replace(self.question, reader=dataclasses.replace(reader, layer=target))
        return at, (source, self.position)

    def same(self, other: BaseSweep) -> bool:
        """Return whether the other is a grid of the same question and position."""
        return super().same(other) and isinstance(other, LayerGrid) and self.position == other.position

    def __getitem__(self, cell: Cell) -> Answer:
        """Return the answer at `grid[source layer, target layer]`."""
        source, target = pair("grid[source layer, target layer]", cell)
        read, written = self.question.source.session.model, self.question.session.model
        return self._answer_at((real_layer(source, read.n_layers), real_layer(target, written.n_layers)))

    def _where(self, cell: Cell, answer: Answer) -> dict[str, Any]:
        source, target = cell
        return {"layer": source, "target_layer": target, "position": answer.position, "token": answer.token}

    def value(self, answer: Answer, option: str | None = None) -> float:
        """Return what the grid draws of an answer: an option's probability, else its excess over controls.

        Without controls it is the confidence. NaN where the answer is not finite, or controls were asked for
        and none of them is, for then there is nothing to stand over.

        Raises:
            KeyError: if the option was not among the options.
        """
        if option is not None:
            return float(answer.option(option).probability)
        if answer.excess is not None:
            return answer.excess
        return math.nan if self.question.controls.kinds else answer.confidence

    def plot(self, *, option: str | None = None) -> go.Figure:
        """Draw the grid as a heat map.

        Args:
            option: of a forced choice, draw the probability of this option.

        Raises:
            InputError: if there is no answer, or the option was not given.
        """
        from latentlens.plots import source_by_target_layer

        if not self.answers:
            raise InputError("The grid has no answers to draw. Run it again, and let it answer one cell.")
        self._check_option(option)
        first = next(
            (each for each in self.answers.values() if each.finite), next(iter(self.answers.values()))
        )
        rows = [[self.answers.get((k, to)) for to in self.target_layers] for k in self.source_layers]
        measured = f"p({option})" if option is not None else "excess" if first.controls else "confidence"
        return source_by_target_layer(
            [[math.nan if each is None else self.value(each, option) for each in row] for row in rows],
            self.source_layers,
            self.target_layers,
            low_mass=[[each is not None and low_mass(each) for each in row] for row in rows],
            not_finite=[[each is not None and not each.finite for each in row] for row in rows],
            texts=[["" if each is None else each.text for each in row] for row in rows],
            measured=measured,
            title=f"position {self.position} {first.token}",
        )

    def __repr__(self) -> str:
        size = f"{len(self.source_layers)} source layers × {len(self.target_layers)} target layers"
        return f"<LayerGrid of position {self.position}, {size}{self._stopped}>"
