"""Answers to one question over named axes."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.activations.bound_to_session import BoundToModel
from latentlens.activations.trace import Trace, real_layer
from latentlens.activations.vectors import Vectors
from latentlens.ask.answer import Answer
from latentlens.ask.best import best_answer
from latentlens.ask.conditions import ConditionQueries
from latentlens.ask.question import Question
from latentlens.ask.source import Condition, Coords, Item, groups
from latentlens.ask.sweep_table import sweep_table
from latentlens.ask.verification import Verification, verify
from latentlens.engine.query import Distribution, NextToken
from latentlens.errors import InputError, MissingError, SelectionError
from latentlens.inputs.numbers import integer, number
from latentlens.inputs.numbers import seed as checked_seed
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Reader

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


_LEFT_OUT = ("prompt", "vector", "position", "layer", "target_layer", "scale")
"""In this order axes of one value are left out where `sweep[...]` names fewer values than there are axes."""

_ROWS_OF_LOGITS = 64
"""So many rows of integer logits are held beside the tensor that they go into."""


class Sweep(BoundToModel):
    """The answers to one question over named axes, complete or not.

    A sweep of a trace has the axes layer and position, and target_layer and scale where those were given; of
    several traces prompt comes first; of vectors the axes are vector and scale. `sweep[...]` takes one value
    for each axis, or for those alone that have several: `sweep[2, "France"]`, `sweep[0.5]`.

    Iterating gives the answers, in the order in which they were asked.

    Args:
        question: what was asked.
        axes: values of each axis by name; not every combination need exist, for prompts differ in length.
        items: what is read for each answer, with its coordinates along the axes.
        traces: the traces that were read, by prompt number; empty for vectors.
        vectors: the vectors that were read; None for traces.
    """

    _instead = "Pickle its answers, dict(sweep.answers), or its table, sweep.to_pandas()."

    def __init__(
        self,
        question: Question,
        axes: dict[str, tuple[Any, ...]],
        items: Sequence[Item],
        *,
        traces: Sequence[Trace] = (),
        vectors: Vectors | None = None,
    ) -> None:
        self.question, self.axes, self.items = question, axes, list(items)
        self.traces, self._vectors = tuple(traces), vectors
        self.answers: dict[Coords, Answer] = {}
        """By coordinates along the axes; some are missing where the work was stopped."""
        self.fingerprints: tuple[str, ...] | None = None
        """Of the models that were read and of the one that answered, when the items were asked."""
        self._by_coords = {item.coords: item for item in self.items}

    def _copied(self) -> dict[str, Any]:
        return {**self.__dict__, "answers": dict(self.answers)}

    @property
    def cells(self) -> list[Coords]:
        """The coordinates of all items, in the order in which they are asked."""
        return list(self._by_coords)

    @property
    def reader(self) -> Reader:
        """The reader that was asked."""
        return self.question.reader

    @property
    def trace(self) -> Trace:
        """The trace that was read.

        Raises:
            SelectionError: if there are several, or vectors were read.
        """
        if len(self.traces) != 1:
            raise SelectionError(f"This sweep is over {len(self.traces)} traces. They are in sweep.traces.")
        return self.traces[0]

    @property
    def vectors(self) -> Vectors:
        """The vectors that were read.

        Raises:
            SelectionError: if traces were read.
        """
        if self._vectors is None:
            raise SelectionError("This sweep is over traces, which are in sweep.traces.")
        return self._vectors

    @property
    def layers(self) -> list[int]:
        """The layers of the sweep."""
        return list(self.axes.get("layer", ()))

    @property
    def positions(self) -> list[int]:
        """The positions of the sweep."""
        return list(self.axes.get("position", ()))

    @property
    def target_layers(self) -> list[int]:
        """The target layers of the sweep; empty where the reader's own was used."""
        return list(self.axes.get("target_layer", ()))

    @property
    def scales(self) -> list[float]:
        """The scales of the sweep; empty where none were given."""
        return list(self.axes.get("scale", ()))

    def same(self, other: Sweep) -> bool:
        """Return whether the other has the same answers wherever both have cells, of which there are some."""
        # With target layers of the sweep's own, that of the reader itself does not count.
        question = dataclasses.replace(self.question, reader=other.question.reader)
        if not question.same(other.question) or tuple(self.axes) != tuple(other.axes):
            return False
        if any(
            self.axes[name] != other.axes[name] for name in self.axes if name not in ("layer", "position")
        ):
            return False
        theirs = other._by_coords
        common = [(item, theirs[coords]) for coords, item in self._by_coords.items() if coords in theirs]
        return bool(common) and all(
            one.source.key == two.source.key and one.reader == two.reader for one, two in common
        )

    @property
    def complete(self) -> bool:
        """Whether every item was answered."""
        return len(self.answers) == len(self.items)

    def __len__(self) -> int:
        return len(self.answers)

    def __iter__(self) -> Iterator[Answer]:
        return (self.answers[cell] for cell in self.cells if cell in self.answers)

    def __getitem__(self, key: Any) -> Answer:
        """Return the answer at one value for each axis, or for each axis that has several values.

        Raises:
            SelectionError: if there is no such value, or the number of values is another.
            MissingError: if the item was not asked, or not before the work was stopped.
        """
        given = list(key) if isinstance(key, tuple) else [key]
        names = list(self.axes)
        left_out = [name for name in _LEFT_OUT if len(self.axes.get(name, ())) == 1]
        spare = len(names) - len(given)
        if not 0 <= spare <= len(left_out):
            raise SelectionError(
                f"sweep[{shown(key)}] names {len(given)} value{'' if len(given) == 1 else 's'}. The axes are "
                f"{', '.join(f'{name} ({len(self.axes[name])})' for name in names)}; give one for each, or "
                "for each that has several."
            )
        wanted = dict(zip([name for name in names if name not in left_out[:spare]], given, strict=True))
        coords: Coords = ()
        for name in names:
            value = wanted.get(name, self.axes[name][0])
            coords += (self._coordinate(name, value, coords),)
        return self._answer_at(coords)

    def _coordinate(self, name: str, value: Any, before: Coords) -> Any:
        """Return a value of an axis as the sweep names it: a layer from 0, a token's position."""
        if name in ("layer", "position") and self.traces:
            trace = self.traces[before[0] if "prompt" in self.axes else 0]
            return trace.layer(value) if name == "layer" else trace.position(value)
        if name == "target_layer":
            return real_layer(value, self.question.backend.n_layers)
        if name == "vector":
            return self.vectors[value].names[0]
        if name == "scale":
            value = number("A scale", value, error=SelectionError)
        elif name == "prompt":
            value = integer("prompt", value, least=0, most=len(self.traces) - 1)
        if value not in self.axes[name]:
            raise SelectionError(
                f"{name.capitalize()} {shown(value)} was not asked; there are {shown([*self.axes[name]])}."
            )
        return value

    def _answer_at(self, coords: Coords) -> Answer:
        if coords not in self.answers:
            asked = coords in self._by_coords
            why = "was not answered before the work was stopped" if asked else "was not asked"
            raise MissingError(
                f"The cell {shown(coords)} {why}. There are answers in {shown([*self.answers])}."
            )
        return self.answers[coords]

    def best(self) -> Answer:
        """Return the answer with the highest excess, flagged as the best of so many items.

        Picked after the fact it is no measurement of its own: its flag says what picking gives the controls,
        and a calibrated confidence holds for an item that was chosen beforehand.

        Raises:
            InputError: if no item was answered.
        """
        return best_answer(list(self))

    def to_pandas(self) -> pd.DataFrame:
        """Return one row for each answer: its coordinates, the answer, its confidence and its controls."""
        return sweep_table(self.axes, self.answers, [cell for cell in self.cells if cell in self.answers])

    def logits(self) -> Float[Tensor, "*axes vocab"]:
        """Return the model's next-token logits after each target prompt, as one tensor.

        The queries run again, without controls. The tensor has one dimension for each axis, then the
        vocabulary, in float32 on the CPU: 4 bytes × items × vocabulary, such as 39 MB for 192 items of GPT-2.
        It is NaN where a combination was not asked, as beyond the end of a shorter prompt.

        Returns:
            Logits [*axes, vocab]; `logits().softmax(-1)` are probabilities.

        Examples:
            >>> from latentlens import Session
            >>> session = Session()
            >>> sweep = session.sweep(session.run("France"), "The capital of x is", layers=[1, 2])
            >>> tuple(sweep.logits().shape) == (2, 2, session.backend.vocab_size)
            True
        """
        backend, readout = self.question.backend, NextToken(1, keep_logits=True)
        shape = [len(values) for values in self.axes.values()]
        found = torch.full([*shape, backend.vocab_size], math.nan, dtype=torch.float32, device="cpu")
        place = [{value: i for i, value in enumerate(values)} for values in self.axes.values()]
        for reader, group in groups(self.items):
            conditions = ConditionQueries(self.question, reader, [item.source for item in group])
            shared = backend.shared()
            for start in range(0, len(group), _ROWS_OF_LOGITS):
                part = group[start : start + _ROWS_OF_LOGITS]
                queries = [conditions.query(item, Condition(), readout) for item in part]
                for item, result in zip(part, backend.run(queries, shared=shared), strict=True):
                    assert isinstance(result.value, Distribution)
                    assert result.value.logits is not None
                    at = tuple(axis[value] for axis, value in zip(place, item.coords, strict=True))
                    found[at] = result.value.logits.float().cpu()
        return found

    def verify(self, n: int = 8, *, seed: int = 0) -> Verification:
        """Run some items again one at a time, with plain hooks and no cache, and compare.

        Args:
            n: number of items, drawn at random from those answered; those that are not finite are left out.
            seed: seed of the draw.

        Raises:
            InputError: if no item was answered.
        """
        n, seed = integer("n", n, least=1), checked_seed("seed", seed)
        answered = [
            item for item in self.items if item.coords in self.answers and self.answers[item.coords].finite
        ]
        if not answered:
            raise InputError(
                "The sweep has no answers to verify, or none that is finite. Run it to the end of at least "
                "one cell."
            )
        drawn = random.Random(seed).sample(answered, min(n, len(answered)))  # noqa: S311 - no secret
        return verify(self.question, drawn)

    def plot(self, *, option: str | None = None) -> go.Figure:
        """Draw the sweep, with its controls.

        Source layer by target layer it is a heat map; over scales one line for each vector; else the
        confidence across positions, one line for each layer.

        Args:
            option: an option of the forced choice, whose probability is drawn instead of the confidence in
                each answer.

        Raises:
            InputError: if the option was not given, or there is no answer to draw.
            SelectionError: if more axes have several values than the figure can draw.
        """
        from latentlens import plots

        if option is not None and (not isinstance(option, str) or option not in self.question.options):
            raise InputError(f"{shown(option)} was not among the options {list(self.question.options)}.")
        if "target_layer" in self.axes:
            return plots.target_layers_of_sweep(self, option=option)
        if "scale" in self.axes:
            return plots.confidence_across_scales(self, option=option)
        return plots.confidence_across_positions(self, option=option)

    def along(self, *names: str) -> dict[Coords, Answer]:
        """Return the answers by their coordinates along some axes.

        Args:
            names: axes; the others must have one value each.

        Raises:
            SelectionError: if another axis has several values, or there is no axis of a name.
        """
        if strays := [name for name in names if name not in self.axes]:
            raise SelectionError(f"There is no axis {strays[0]!r}; the axes are {', '.join(self.axes)}.")
        others = [name for name, values in self.axes.items() if name not in names and len(values) > 1]
        if others:
            raise SelectionError(
                f"{' × '.join(names)} is one of several planes: {', '.join(others)} has several values, too. "
                "Sweep over one of them, or take the table: sweep.to_pandas()."
            )
        order = [list(self.axes).index(name) for name in names]
        return {tuple(cell[i] for i in order): answer for cell, answer in self.answers.items()}

    def _repr_html_(self) -> str:
        frame = self.to_pandas()
        hidden = () if "target_layer" in self.axes else ("target_layer",)
        columns = [c for c in frame.columns if not c.startswith("p(") and c not in hidden]
        note = "" if self.complete else f"<div>Stopped after {len(self)} of {len(self.items)} cells.</div>"
        table: str = frame[columns].to_html(index=False, max_rows=40, float_format="{:.2f}".format)
        return note + table

    def __repr__(self) -> str:
        size = " × ".join(f"{len(values)} {name.replace('_', ' ')}s" for name, values in self.axes.items())
        stopped = "" if self.complete else f", stopped after {len(self)} of {len(self.items)} cells"
        return f"<Sweep of {size} with {self.reader!r}{stopped}>"
