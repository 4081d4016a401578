"""A trace as the source of a question."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from latentlens._errors import InputError
from latentlens.activations.trace import Trace
from latentlens.ask.source import Call, Cell, Condition, Place
from latentlens.readers.reader import Reader, State, Target
from latentlens.scoring.controls import Controls, another_position, random_vector

if TYPE_CHECKING:
    from latentlens.session import Session


class TraceSource:
    """The cells of a trace.

    Args:
        trace: which.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace

    @property
    def session(self) -> Session:
        """The trace's own."""
        return self.trace.session

    @property
    def key(self) -> str:
        """The trace's content key."""
        return self.trace.key

    @property
    def token_ids(self) -> Sequence[int]:
        """The prompt's."""
        return self.trace.token_ids

    def states(self, reader: Reader, target: Target, controls: Controls, seed: int) -> TraceStates:
        """Return the trace's states, as many layers of each as the reader reads.

        Raises:
            InputError: if the text control is asked of a reader that writes into the source itself.
        """
        if controls.text and target.slots is None:
            raise InputError(
                "The text control puts the source text in the placeholder's place, and this reader writes "
                "into the source prompt itself. Leave out text=True."
            )
        return TraceStates(self.trace, reader.window, controls, seed)

    def place(self, cell: Cell) -> Place:
        """Return the token, and the text up to it."""
        trace, (_, position) = self.trace, cell
        text = self.session.model.tokenizer.decode(trace.token_ids[: position + 1])
        return Place(position, trace.tokens[position], text)

    def facts(self, cell: Cell) -> dict[str, Any]:
        """Return the model that ran the prompt, and its tokens."""
        del cell
        return self._facts

    @functools.cached_property
    def _facts(self) -> dict[str, Any]:
        key = self.trace.trace_key
        ids = list(self.trace.token_ids)
        return {"source_fingerprint": key.fingerprint, "dtype": key.dtype, "token_ids": ids}

    def call(self, cell: Cell, owner: str) -> Call:
        """Return the line that runs the prompt, and the call."""
        layer, position = cell
        made = f"trace = {self.trace.code.replace('session.', f'{owner}.', 1)}"
        return Call(made, f"session.ask(trace, {layer}, {position}")


class TraceStates:
    """A trace's states, and those of its controls.

    Args:
        trace: which.
        window: how many layers of a position are read.
        controls: which are run.
        seed: of what they draw.
    """

    def __init__(self, trace: Trace, window: int, controls: Controls, seed: int) -> None:
        self._trace, self._window, self._seed = trace, window, seed
        self._resid = trace.resid
        bos = trace.session.model.tokenizer.hf.bos_token_id
        # The first token's state is like no other in many models; shuffling it in would test that.
        self._shuffled = [p for p, token in enumerate(trace.token_ids) if p or token != bos]
        self._other = None if controls.prompt is None else trace.session.run(controls.prompt)

    def at(self, cell: Cell, arm: Condition) -> State:
        """Return the cell's states, random ones, another position's or another prompt's."""
        layer, position = cell
        resid, read = self._resid, position
        if arm.kind == "shuffled":
            read = another_position(self._shuffled, seed=self._seed, position=position)
        elif arm.kind == "prompt":
            assert self._other is not None
            resid, read = self._other.resid, min(position, len(self._other) - 1)
        vectors = list(resid[layer : layer + self._window, read])
        if arm.kind == "random":
            vectors = [
                random_vector(vector, seed=self._seed, layer=layer + k, position=position, draw=arm.draw)
                for k, vector in enumerate(vectors)
            ]
        # Written where the cell's own state would be, whatever it is.
        return State(vectors[0], layer, position, tuple(vectors[1:]))

    def text_ids(self, cell: Cell) -> Sequence[int]:
        """Return the prompt's tokens up to the cell's own."""
        return self._trace.token_ids[: cell[1] + 1]
