"""What every reader can do: describe a query."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from jaxtyping import Float
from torch import Tensor

from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Query, Readout, Write
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.model.language_model import LanguageModel


@dataclasses.dataclass(frozen=True)
class Target:
    """A reader's target prompt as a model's tokens.

    Args:
        token_ids: the prompt.
        slots: the absolute positions that are written; None for the position at which the state was read.
        writes: what is written in every run of the target, the controls' included, such as noise.
        text: the prompt, None if it was not given as a text.
    """

    token_ids: tuple[int, ...]
    slots: tuple[int, ...] | None
    writes: tuple[Write, ...] = ()
    text: str | None = None

    def slots_for(self, state: State) -> tuple[int, ...]:
        """Return the positions that are written for a state."""
        return (state.position,) if self.slots is None else self.slots


@dataclasses.dataclass(frozen=True, eq=False)
class State:
    """A hidden state that is read.

    Args:
        vector: h.
        layer: the layer l at which it was read.
        position: the position i at which it was read.
        above: the states of the same position at the layers above, for readers that write several.
    """

    vector: Float[Tensor, " d_source"]
    layer: int
    position: int = 0
    above: tuple[Float[Tensor, " d_source"], ...] = ()


@dataclasses.dataclass(frozen=True)
class Edits:
    """What a reader does to its target prompt for one state."""

    writes: tuple[Write, ...] = ()
    knockouts: tuple[Knockout, ...] = ()


@runtime_checkable
class Reader(Protocol):
    """A description of how one state of the residual stream becomes an answer.

    Readers are values: hashable, comparable, with a repr that is the code that makes them.
    """

    @property
    def one_token(self) -> bool:
        """Whether the reader reads a single next token and cannot say more."""
        ...

    @property
    def window(self) -> int:
        """At how many layers, from the one asked for, the reader uses the state of a position."""
        ...

    @property
    def fitted(self) -> LayerMappings | None:
        """The fitted mappings that the reader uses, which belong to certain models; None for none."""
        ...

    def layers(self, n_layers: int) -> Sequence[int]:
        """Return the layers that can be asked about, in order."""
        ...

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the layer l* into which a vector from `layer` is written."""
        ...

    def placeholder_visible(self, target_layer: int, n_layers: int) -> bool:
        """Return whether later tokens can see, below l*, a placeholder that stood in the slot."""
        ...

    def target(self, model: LanguageModel, source_ids: Sequence[int] = ()) -> Target:
        """Return the target prompt, its slots found and checked.

        Args:
            model: the target model.
            source_ids: the source prompt's tokens, for readers that write into the source itself.
        """
        ...

    def edits(self, target: Target, state: State, n_layers: int) -> Edits:
        """Return what is done to the target for a state.

        Args:
            target: what `target` gave.
            state: what was read.
            n_layers: of the target model.
        """
        ...

    def readout(self, seed: int) -> Readout:
        """Return how a free-text answer is read."""
        ...


def query(reader: Reader, target: Target, state: State | None, n_layers: int, readout: Readout) -> Query:
    """Return a reader's query for one state; with None, that of its null control.

    Args:
        reader: the reader.
        target: what `reader.target` gave for the model that will run it.
        state: what was read from the source, or None to leave the target as it is.
        n_layers: of the target model.
        readout: what is read after the target prompt.
    """
    if state is None:
        return Query(target.token_ids, target.writes, readout)
    edits = reader.edits(target, state, n_layers)
    return Query(target.token_ids, (*target.writes, *edits.writes), readout, edits.knockouts)
