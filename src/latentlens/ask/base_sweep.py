"""The answers to one question, cell by cell, and what can be done with them whatever the cells are."""

from __future__ import annotations

import abc
import dataclasses
import math
import random
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from latentlens._bound import BoundToSession
from latentlens._checked import seed as checked_seed
from latentlens._checked import whole
from latentlens._errors import InputError, MissingError
from latentlens._shown import shown
from latentlens.ask.answer import Answer
from latentlens.ask.best import best_answer
from latentlens.ask.conditions import ConditionQueries
from latentlens.ask.question import Question
from latentlens.ask.source import Cell, Condition
from latentlens.engine.query import Distribution, NextToken
from latentlens.engine.reference import next_logits
from latentlens.engine.run import run

if TYPE_CHECKING:
    import pandas as pd

    from latentlens.readers.reader import Reader


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


class BaseSweep(BoundToSession, abc.ABC):
    """The answers to one question, complete or not.

    Args:
        question: what was asked of every cell.
        answers: by cell; cells are missing where the work was stopped.
    """

    _unshown: tuple[str, ...] = ("target_layer",)
    """Columns of the table that are left out where it is displayed."""

    _instead = "Pickle its answers, dict(sweep.answers), or its table, sweep.to_pandas()."

    def __init__(self, question: Question, answers: dict[Cell, Answer]) -> None:
        self.question = question
        self.answers = answers
        self.fingerprints: tuple[str, str] | None = None
        """Of the model that was read and of the one that answered, when the cells were asked."""

    def _copied(self) -> dict[str, Any]:
        return {**self.__dict__, "answers": dict(self.answers)}

    @property
    @abc.abstractmethod
    def cells(self) -> list[Cell]:
        """All cells, in the order in which they are asked."""

    @abc.abstractmethod
    def _where(self, cell: Cell, answer: Answer) -> dict[str, Any]:
        """Return what the table says of a cell before its answer."""

    def asked(self, cell: Cell) -> tuple[Question, Cell]:
        """Return the question that a cell answers, and the cell of its source."""
        return self.question, cell

    def same(self, other: BaseSweep) -> bool:
        """Return whether the other has the same answers in the same cells, as far as both have them."""
        return type(self) is type(other) and self.question.same(other.question)

    @property
    def reader(self) -> Reader:
        """What was asked."""
        return self.question.reader

    @property
    def complete(self) -> bool:
        """Whether every cell was answered."""
        return len(self.answers) == len(self.cells)

    def __len__(self) -> int:
        return len(self.answers)

    def _check_option(self, option: str | None) -> None:
        if option is not None and (not isinstance(option, str) or option not in self.question.options):
            raise InputError(f"{shown(option)} was not among the options {list(self.question.options)}.")

    def _answer_at(self, cell: Cell) -> Answer:
        """Return a cell's answer.

        Raises:
            MissingError: if the cell was not asked, or not before the work was stopped.
        """
        if cell not in self.answers:
            why = (
                "was not asked" if cell not in self.cells else "was not answered before the work was stopped"
            )
            raise MissingError(
                f"The cell {shown(cell)} {why}. There are answers in {shown([*self.answers])}."
            )
        return self.answers[cell]

    @property
    def _stopped(self) -> str:
        return "" if self.complete else f", stopped after {len(self)} of {len(self.cells)} cells"

    def best(self) -> Answer:
        """Return the answer with the highest excess, flagged as the best of so many cells.

        Picked after the fact it is no measurement of its own: its flag says what picking gives the controls,
        and a calibrated confidence holds for a cell that was chosen beforehand.

        Raises:
            InputError: if no cell was answered.
        """
        return best_answer([self.answers[cell] for cell in self.cells if cell in self.answers])

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a cell: where, what was answered, how sure, and how sure the controls are."""
        import pandas as pd

        answered = [(cell, self.answers[cell]) for cell in self.cells if cell in self.answers]
        frame: pd.DataFrame = pd.DataFrame(
            [{**self._where(cell, answer), **_columns(answer)} for cell, answer in answered]
        )
        return frame

    def verify(self, n: int = 8, *, seed: int = 0) -> Verification:
        """Run some cells again one at a time, with plain hooks and no cache, and compare.

        Args:
            n: how many cells, drawn at random from those answered; those that are not finite are left out.
            seed: of the draw.

        Raises:
            InputError: if no cell was answered.
        """
        n, seed = whole("n", n, least=1), checked_seed("seed", seed)
        answered = [cell for cell in self.cells if cell in self.answers and self.answers[cell].finite]
        if not answered:
            raise InputError(
                "The sweep has no answers to verify, or none that is finite. Run it to the end of at least "
                "one cell."
            )
        cells = random.Random(seed).sample(answered, min(n, len(answered)))  # noqa: S311 - no secret
        model, readout = self.question.session.model, NextToken(1, keep_logits=True)
        queries = [
            ConditionQueries(question).query(place, Condition(), readout)
            for question, place in map(self.asked, cells)
        ]
        worst, same = 0.0, 0
        for asked, result in zip(queries, run(queries, model), strict=True):
            assert isinstance(result.value, Distribution)
            assert result.value.logits is not None
            alone = next_logits(asked, model)
            worst = max(worst, _apart(alone, result.value.logits))
            same += int(alone.argmax()) == result.value.top_ids[0]
        return Verification(worst, tuple(cells), same)

    def _repr_html_(self) -> str:
        frame = self.to_pandas()
        columns = [c for c in frame.columns if not c.startswith("p(") and c not in self._unshown]
        note = "" if self.complete else f"<div>Stopped after {len(self)} of {len(self.cells)} cells.</div>"
        table: str = frame[columns].to_html(index=False, max_rows=40, float_format="{:.2f}".format)
        return note + table


def _apart(one: Tensor, other: Tensor) -> float:
    """Return the largest absolute difference; infinity where one holds NaN, which no comparison would see."""
    # both may rule a token out, and minus infinity less itself is NaN
    apart = torch.where(one == other, torch.zeros_like(one), (one - other).abs())
    return float(apart.nan_to_num(nan=math.inf, posinf=math.inf).max())


def _columns(answer: Answer) -> dict[str, Any]:
    row: dict[str, Any] = {
        "answer": answer.text.strip(),
        "confidence": answer.confidence,
        "excess": answer.excess,
        "option_mass": answer.option_mass,
        "target_layer": answer.target_layer,
        "flags": ", ".join(flag.kind for flag in answer.flags),
    }
    if answer.calibrated_confidence is not None:
        row["calibrated_confidence"] = answer.calibrated_confidence
    kinds = [control.kind for control in answer.controls]
    for i, control in enumerate(answer.controls):
        before = kinds[:i].count(control.kind)
        name = f"{control.kind}_{before + 1}" if before else control.kind
        row[f"{name}_answer"] = control.text.strip()
        row[f"{name}_confidence"] = control.confidence
        row[f"{name}_support"] = control.support
    for option in answer.options:
        row[f"p({option.text})"] = option.probability
    return row
