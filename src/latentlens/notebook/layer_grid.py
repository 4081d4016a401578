"""One position read at every layer and written at every layer: answers by (source layer, target layer)."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

from latentlens._errors import InputError
from latentlens.confidence.flags import LOW_OPTION_MASS
from latentlens.readers.patchscope import Patchscope

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from latentlens.answers.answer import Answer


@dataclasses.dataclass
class LayerGrid:
    """Answers by source layer and target layer, for one position.

    Args:
        reader: what was asked; its own target layer does not count.
        position: which was read.
        source_layers: of the grid, rising.
        target_layers: of the grid, rising.
        answers: by (source layer, target layer); some are missing where the work was stopped.

    Source:
        Ghandeharioun et al. 2024 (arXiv 2401.06102), figures 7 and 12.
    """

    reader: Patchscope
    position: int
    source_layers: list[int]
    target_layers: list[int]
    answers: dict[tuple[int, int], Answer] = dataclasses.field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every cell was answered."""
        return len(self.answers) == len(self.source_layers) * len(self.target_layers)

    def value(self, answer: Answer, option: str | None = None) -> float:
        """Return what the grid draws of an answer: an option's probability, else its excess over controls.

        Without controls it is the confidence.

        Raises:
            KeyError: if the option was not among the options.
        """
        if option is not None:
            return float(answer.option(option).probability)
        return answer.confidence if answer.excess is None else answer.excess

    def best(self, option: str | None = None) -> Answer | None:
        """Return the answer with the highest value; None where there is none.

        Picked after the fact, it is the best of as many as were looked at, and no measurement of its own.
        Answers whose options hold little of the probability do not count.

        Args:
            option: of a forced choice; None for the excess.
        """
        counted = [each for each in self.answers.values() if not _low(each)]
        return max(counted, key=lambda each: self.value(each, option), default=None)

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
        first = next(iter(self.answers.values()))
        if option is not None and option not in [each.text for each in first.options]:
            raise InputError(f"{option!r} was not among the options {[o.text for o in first.options]}.")
        rows = [[self.answers.get((k, to)) for to in self.target_layers] for k in self.source_layers]
        measured = f"p({option})" if option is not None else "excess" if first.controls else "confidence"
        return source_by_target_layer(
            [[math.nan if each is None else self.value(each, option) for each in row] for row in rows],
            self.source_layers,
            self.target_layers,
            low_mass=[[each is not None and _low(each) for each in row] for row in rows],
            texts=[["" if each is None else each.text for each in row] for row in rows],
            measured=measured,
            title=f"position {self.position} {first.token}",
        )

    def __len__(self) -> int:
        return len(self.answers)

    def __repr__(self) -> str:
        size = f"{len(self.source_layers)} source layers × {len(self.target_layers)} target layers"
        done = "" if self.complete else f", stopped after {len(self)}"
        return f"<LayerGrid of position {self.position}, {size}{done}>"


def _low(answer: Answer) -> bool:
    return answer.option_mass is not None and answer.option_mass < LOW_OPTION_MASS
