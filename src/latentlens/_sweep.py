"""Answers over a grid of layers and positions."""

from __future__ import annotations

import dataclasses
import random
from typing import TYPE_CHECKING, Any

from latentlens._answer import Answer
from latentlens._errors import InputError
from latentlens._question import Cell, Question
from latentlens.engine.query import Distribution, NextToken
from latentlens.engine.reference import next_logits
from latentlens.engine.run import run
from latentlens.readers.reader import State, query

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from latentlens.readers.reader import Reader
    from latentlens.trace import Trace


@dataclasses.dataclass(frozen=True)
class Verification:
    """How far the engine is from one plain run a cell.

    Args:
        max_logit_difference: the largest absolute difference of any next-token logit.
        cells: the cells that were run again.
        same_top_token: in how many of them the most probable token is the same.
    """

    max_logit_difference: float
    cells: tuple[Cell, ...]
    same_top_token: int

    def __str__(self) -> str:
        return (
            f"{len(self.cells)} cells run again one at a time: logits differ by at most "
            f"{self.max_logit_difference:.2g}, the top token is the same in {self.same_top_token}."
        )


class Sweep:
    """Answers over a grid.

    Args:
        question: what was asked of every cell.
        layers: of the grid.
        positions: of the grid.
        answers: by (layer, position); cells are missing where the work was stopped.
    """

    def __init__(
        self, question: Question, layers: list[int], positions: list[int], answers: dict[Cell, Answer]
    ) -> None:
        self.question = question
        self.layers = layers
        self.positions = positions
        self.answers = answers

    @property
    def trace(self) -> Trace:
        """The source."""
        return self.question.trace

    @property
    def reader(self) -> Reader:
        """What was asked."""
        return self.question.reader

    @property
    def cells(self) -> list[Cell]:
        """All cells of the grid, layer by layer."""
        return [(layer, position) for layer in self.layers for position in self.positions]

    @property
    def complete(self) -> bool:
        """Whether every cell was answered."""
        return len(self.answers) == len(self.cells)

    def __len__(self) -> int:
        return len(self.answers)

    def __getitem__(self, cell: tuple[int, int | str]) -> Answer:
        """Return the answer at `sweep[layer, position]`."""
        return self.answers[self.trace.layer(cell[0]), self.trace.position(cell[1])]

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a cell: where, what was answered, how sure, and how sure the controls are."""
        import pandas as pd

        rows = []
        for answer in (self.answers[cell] for cell in self.cells if cell in self.answers):
            row: dict[str, Any] = {
                "layer": answer.layer,
                "position": answer.position,
                "token": answer.token,
                "answer": answer.text.strip(),
                "confidence": answer.confidence,
                "excess": answer.excess,
                "option_mass": answer.option_mass,
                "target_layer": answer.target_layer,
                "flags": ", ".join(flag.kind for flag in answer.flags),
            }
            kinds = [control.kind for control in answer.controls]
            for i, control in enumerate(answer.controls):
                before = kinds[:i].count(control.kind)
                name = f"{control.kind}_{before + 1}" if before else control.kind
                row[f"{name}_answer"] = control.text.strip()
                row[f"{name}_confidence"] = control.confidence
                row[f"{name}_support"] = control.support
            for option in answer.options:
                row[f"p({option.text})"] = option.probability
            rows.append(row)
        frame: pd.DataFrame = pd.DataFrame(rows)
        return frame

    def plot(self, *, option: str | None = None) -> go.Figure:
        """Draw the confidence across positions, one line a layer, with the controls' band.

        Args:
            option: of a forced choice, draw the probability of this option instead of the chosen one's.

        Raises:
            InputError: if the option was not given.
        """
        from latentlens.plots import confidence_across_positions

        if option is not None and option not in self.question.options:
            raise InputError(f"{option!r} was not among the options {list(self.question.options)}.")
        return confidence_across_positions(self, option=option)

    def verify(self, n: int = 8, *, seed: int = 0) -> Verification:
        """Run some cells again one at a time, with plain hooks and no cache, and compare.

        Args:
            n: how many cells, drawn at random from those answered.
            seed: of the draw.

        Raises:
            InputError: if no cell was answered.
        """
        answered = [cell for cell in self.cells if cell in self.answers]
        if not answered:
            raise InputError("The sweep has no answers to verify. Run it to the end of at least one cell.")
        cells = random.Random(seed).sample(answered, min(n, len(answered)))  # noqa: S311 - no secret
        model, resid, readout = self.question.session.model, self.trace.resid, NextToken(1, keep_logits=True)
        target = self.reader.target(model, self.trace.token_ids)
        states = [State(resid[k, p], k, p, tuple(resid[k + 1 : k + self.reader.window, p])) for k, p in cells]
        queries = [query(self.reader, target, state, model.n_layers, readout) for state in states]
        worst, same = 0.0, 0
        for asked, result in zip(queries, run(queries, model), strict=True):
            assert isinstance(result.value, Distribution)
            assert result.value.logits is not None
            alone = next_logits(asked, model)
            worst = max(worst, float((alone - result.value.logits).abs().max()))
            same += int(alone.argmax()) == result.value.top_ids[0]
        return Verification(worst, tuple(cells), same)

    def __repr__(self) -> str:
        done = "" if self.complete else f", stopped after {len(self)} of {len(self.cells)} cells"
        size = f"{len(self.layers)} layers × {len(self.positions)} positions"
        return f"<Sweep of {size} with {self.reader!r}{done}>"

    def _repr_html_(self) -> str:
        frame = self.to_pandas()
        columns = [c for c in frame.columns if not c.startswith("p(") and c not in ("target_layer",)]
        note = "" if self.complete else f"<div>Stopped after {len(self)} of {len(self.cells)} cells.</div>"
        table: str = frame[columns].to_html(index=False, max_rows=40, float_format="{:.2f}".format)
        return note + table
