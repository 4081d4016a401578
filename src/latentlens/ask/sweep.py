"""A sweep: the answers to one question over layers, positions, target layers, scales, prompts or vectors."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.activations.bound_to_model import BoundToModel
from latentlens.activations.joined_layers import JoinedLayers
from latentlens.activations.trace import Trace, real_layer
from latentlens.activations.vectors import Vectors
from latentlens.ask.answer import Answer, not_an_option
from latentlens.ask.best import best_answer
from latentlens.ask.conditions import ConditionQueries
from latentlens.ask.question import Question
from latentlens.ask.source import Condition, Coords, Item, groups
from latentlens.ask.sweep_table import sweep_table
from latentlens.ask.sweep_view import sweep_html
from latentlens.ask.verification import Verification, verify
from latentlens.engine.query import Distribution, NextToken
from latentlens.errors import InputError, MissingError, SelectionError
from latentlens.inputs.did_you_mean import did_you_mean
from latentlens.inputs.numbers import integer, number
from latentlens.inputs.numbers import seed as checked_seed
from latentlens.inputs.shown import shown
from latentlens.model.dtype_choice import checked_dtype
from latentlens.readers.reader import Reader

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


_OPTIONAL_AXES = ("prompt", "vector", "position", "layer", "target_layer", "scale")
"""Axes of one value that `sweep[...]` may leave out, in the order in which they are left out."""

_ROWS_OF_LOGITS = 64
"""Number of queries per batch in `Sweep.logits`, which bounds the logits held beside the result."""


class Sweep(BoundToModel):
    """The answers to one question over named axes; some answers may be missing.

    A sweep of a trace has the axes layer and position, then target_layer and scale if they were given; a
    sweep of several traces has the axis prompt before them. A sweep of vectors has the axes vector and scale.
    `sweep[...]` takes one value for each axis, or one for each axis that has several values:
    `sweep[2, "France"]`, `sweep[0.5]`, and `sweep[(4, 6), -1]` for layers that were read together. Iterating
    gives the answers in the order in which they were asked.

    Args:
        question: the question that was asked.
        axes: values of each axis by name. Not every combination has to exist, since prompts differ in length.
        items: the source of each answer, with its coordinates along the axes.
        traces: the traces that were read, by prompt number; empty (default) for vectors.
        vectors: the vectors that were read; None (default) for traces.
    """

    _pickle_instead = "Pickle its answers, dict(sweep.answers), or its table, sweep.to_pandas()."

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
        """Answers by coordinates along the axes; incomplete if the sweep was stopped."""
        self.fingerprints: tuple[str, ...] | None = None
        """Fingerprints of the other models that were read, then of the model that answered; None before."""
        self._by_coords = {item.coords: item for item in self.items}

    def _copied(self) -> dict[str, Any]:
        return {**self.__dict__, "answers": dict(self.answers)}

    @property
    def cells(self) -> list[Coords]:
        """The coordinates of all items along the axes, in the order in which they are asked."""
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
    def layers(self) -> list[int] | list[JoinedLayers]:
        """The source layers of the sweep; combinations of layers where some were read together."""
        return list(self.axes.get("layer", ()))

    @property
    def positions(self) -> list[int]:
        """The positions of the sweep."""
        return list(self.axes.get("position", ()))

    @property
    def target_layers(self) -> list[int]:
        """The target layers of the sweep; empty if the reader's own was used."""
        return list(self.axes.get("target_layer", ()))

    @property
    def scales(self) -> list[float]:
        """The scales of the sweep; empty if none were given."""
        return list(self.axes.get("scale", ()))

    def same(self, other: Sweep) -> bool:
        """Return whether two sweeps ask the same at their common coordinates, and have some in common."""
        # the items' readers are compared below, so the question's reader does not count
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
            SelectionError: if an axis has no such value, or the number of values does not fit the axes.
            MissingError: if the item was not asked, or the sweep was stopped before it.
        """
        values = list(key) if isinstance(key, tuple) else [key]
        names = list(self.axes)
        left_out = [name for name in _OPTIONAL_AXES if len(self.axes.get(name, ())) == 1]
        spare = len(names) - len(values)
        if not 0 <= spare <= len(left_out):
            raise SelectionError(
                f"sweep[{shown(key)}] names {len(values)} value{'' if len(values) == 1 else 's'}. The axes "
                f"are {', '.join(f'{name} ({len(self.axes[name])})' for name in names)}; give one for "
                "each, or for each that has several."
            )
        wanted = dict(zip([name for name in names if name not in left_out[:spare]], values, strict=True))
        coords: Coords = ()
        for name in names:
            value = wanted.get(name, self.axes[name][0])
            coords += (self._coordinate(name, value, coords),)
        return self._answer_at(coords)

    def _coordinate(self, name: str, value: Any, before: Coords) -> Any:
        """Return the coordinate along an axis of a user's value, such as a negative layer or a token text."""
        if name in ("layer", "position") and self.traces:
            trace = self.traces[before[0] if "prompt" in self.axes else 0]
            if name == "layer":
                return self._layer(trace, value)
            from_the_start = trace.position(value)
            # Over several traces an axis may count from the end, where no number is that of the same token.
            from_the_end = from_the_start - len(trace)
            asked_so = isinstance(value, int) and value < 0
            candidates = (from_the_end, from_the_start) if asked_so else (from_the_start, from_the_end)
            return next((at for at in candidates if at in self.axes[name]), from_the_start)
        if name == "target_layer":
            return real_layer(value, self.question.backend.n_layers)
        if name == "vector":
            return self.vectors[value].names[0]
        if name == "scale":
            value = number("A scale", value, error=SelectionError)
        elif name == "prompt":
            count = len(self.traces)
            value = integer("prompt", value, least=-count, most=count - 1) % count
        if value not in self.axes[name]:
            raise SelectionError(
                f"{name.capitalize()} {shown(value)} was not asked; there are {shown([*self.axes[name]])}."
            )
        return value

    def _layer(self, trace: Trace, value: Any) -> int | JoinedLayers:
        several = isinstance(value, (tuple, list))
        if not isinstance(self.axes["layer"][0], JoinedLayers):
            return trace.layer(value)
        return JoinedLayers(map(trace.layer, value if several else [value]))

    def _answer_at(self, coords: Coords) -> Answer:
        if coords not in self.answers:
            stopped = coords in self._by_coords
            reason = "was not answered before the work was stopped" if stopped else "was not asked"
            raise MissingError(
                f"The cell {shown(coords)} {reason}. There are answers in {shown([*self.answers])}."
            )
        return self.answers[coords]

    def best(self) -> Answer:
        """Return the answer with the highest excess, flagged as the best of N.

        Picking the maximum makes it look good even by chance: compare with the controls' maxima, which the
        flag names. Its calibrated confidence is too high, since that holds for a site chosen beforehand.

        Raises:
            InputError: if no item was answered.
        """
        return best_answer(list(self))

    def to_pandas(self) -> pd.DataFrame:
        """Return a table with one row per answer: coordinates, text, confidence, controls and options."""
        return sweep_table(self.axes, self.answers, [cell for cell in self.cells if cell in self.answers])

    def logits(self) -> Float[Tensor, "*axes vocab"]:
        """Return the model's next-token logits after each target prompt, as one tensor.

        The queries run again, without controls. The tensor has one dimension per axis, then the vocabulary,
        in float32 on the CPU: 4 bytes × items × vocabulary, such as 39 MB for 192 items of GPT-2. It is NaN
        at combinations that do not exist, such as positions beyond the end of a shorter prompt.

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
        logits = torch.full([*shape, backend.vocab_size], math.nan, dtype=torch.float32, device="cpu")
        index_of = [{value: i for i, value in enumerate(values)} for values in self.axes.values()]
        for reader, group in groups(self.items):
            conditions = ConditionQueries(self.question, reader, [item.source for item in group])
            shared = backend.shared()
            for start in range(0, len(group), _ROWS_OF_LOGITS):
                part = group[start : start + _ROWS_OF_LOGITS]
                queries = [conditions.query(item, Condition(), readout) for item in part]
                for item, result in zip(part, backend.run(queries, shared=shared), strict=True):
                    assert isinstance(result.value, Distribution)
                    assert result.value.logits is not None
                    at = tuple(axis[value] for axis, value in zip(index_of, item.coords, strict=True))
                    logits[at] = result.value.logits.float().cpu()
        return logits

    def verify(self, n: int = 8, *, seed: int = 0, dtype: str | torch.dtype | None = None) -> Verification:
        """Run some items again one at a time, with plain hooks and no cache, and compare the logits.

        Args:
            n: number of items, drawn at random from the finite answers; 8 by default.
            seed: random seed of the draw; 0 by default.
            dtype: a torch dtype or its name, such as "float32", in which the items are run again from the
                source prompt on: what a model in bfloat16 is off by. Its checkpoint is loaded once more, and
                a model that was handed in is copied and converted, for this comparison only. None
                (default): the model as it is, which shows what the engine is off by.

        Returns:
            The largest difference of a logit, how often the top token is the same, and the mean KL
            divergence.

        Raises:
            InputError: if there is no finite answer.
            ModelError: if the dtype is no floating-point one, or the model's weights are not what they were
                when it was opened.
            UnsupportedModel: if the model cannot be had in this dtype.
        """
        wanted = checked_dtype(dtype)
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
        return verify(self.question, drawn, wanted)

    def plot(self, *, option: str | None = None) -> go.Figure:
        """Draw the sweep, with its controls.

        A sweep over layers and positions is a heat map of the excess over the controls, and so is one over
        layers and target layers; one over the layers of one position, or the positions of one layer, shows
        the confidence across them; a sweep over scales has one line per vector. A sweep over several prompts
        shows the mean over prompts with its 95 % t interval, across one axis, or as a heat map of two. Where
        noise was run, what is not told from it is drawn small or pale.

        Args:
            option: an option of the forced choice whose probability is drawn; None (default) draws each
                answer's confidence or, in heat maps, its excess.

        Returns:
            A Plotly figure.

        Raises:
            InputError: if the text was not among the options, or there is no answer to draw.
            SelectionError: if more axes have several values than the figure can show, or the prompts were not
                asked at the same places, so that there is no mean over them.
        """
        from latentlens import plots

        if option is not None and (not isinstance(option, str) or option not in self.question.options):
            raise InputError(not_an_option(option, self.question.options))
        if len(self.traces) > 1:
            return plots.mean_over_prompts(self, option=option)
        if "target_layer" in self.axes:
            return plots.target_layers_of_sweep(self, option=option)
        if "scale" in self.axes:
            return plots.confidence_across_scales(self, option=option)
        if len(self.axes["layer"]) == 1:
            return plots.confidence_across_positions(self, option=option)
        if len(self.axes["position"]) == 1:
            return plots.confidence_at_one_position(self, option=option)
        return plots.layers_by_positions_of_sweep(self, option=option)

    def along(self, *names: str) -> dict[Coords, Answer]:
        """Return the answers by their coordinates along some of the axes.

        Args:
            names: names of the axes, such as "layer"; the other axes must have one value each.

        Raises:
            SelectionError: if another axis has several values, or there is no axis of such a name.
        """
        if strays := [name for name in names if name not in self.axes]:
            near = did_you_mean(strays[0], self.axes)
            raise SelectionError(
                f"There is no axis {strays[0]!r}; the axes are {', '.join(self.axes)}.{near}"
            )
        others = [name for name, values in self.axes.items() if name not in names and len(values) > 1]
        if others:
            raise SelectionError(
                f"{' × '.join(names)} is one of several planes: {', '.join(others)} has several values, too. "
                "Sweep over one of them, or take the table: sweep.to_pandas()."
            )
        order = [list(self.axes).index(name) for name in names]
        return {tuple(cell[i] for i in order): answer for cell, answer in self.answers.items()}

    def _repr_html_(self) -> str:
        answers = {cell: self.answers[cell] for cell in self.cells if cell in self.answers}
        return str(sweep_html(str(self.reader.title), self._size, self.axes, answers, len(self.items)))

    def __repr__(self) -> str:
        stopped = "" if self.complete else f", stopped after {len(self)} of {len(self.items)} cells"
        return f"<Sweep of {self._size} with {self.reader!r}{stopped}>"

    @property
    def _size(self) -> str:
        counts = [(len(values), name.replace("_", " ")) for name, values in self.axes.items()]
        return " × ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in counts)
