"""What every reader can do: describe a query."""

from __future__ import annotations

import dataclasses
from typing import Protocol, runtime_checkable

from jaxtyping import Float
from torch import Tensor

from latentlens.engine.query import Query, Readout, Write
from latentlens.model.language_model import LanguageModel


@dataclasses.dataclass(frozen=True)
class Target:
    """A reader's target prompt as a model's tokens.

    Args:
        token_ids: the prompt.
        slots: the absolute positions that are written.
    """

    token_ids: tuple[int, ...]
    slots: tuple[int, ...]


@runtime_checkable
class Reader(Protocol):
    """A description of how one vector of the residual stream becomes an answer.

    Readers are values: hashable, comparable, with a repr that is the code that makes them.
    """

    @property
    def one_token(self) -> bool:
        """Whether the reader reads a single next token and cannot say more."""
        ...

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the layer l* into which a vector from `layer` is written."""
        ...

    def target(self, model: LanguageModel) -> Target:
        """Return the target prompt, its slots found and checked."""
        ...

    def write(self, slots: tuple[int, ...], vector: Float[Tensor, " d_source"], target_layer: int) -> Write:
        """Return what is written for a vector."""
        ...

    def readout(self, seed: int) -> Readout:
        """Return how a free-text answer is read."""
        ...


def query(
    reader: Reader,
    target: Target,
    vector: Float[Tensor, " d_source"] | None,
    target_layer: int,
    readout: Readout,
) -> Query:
    """Return a reader's query for one vector; with None, that of its null control.

    Args:
        reader: the reader.
        target: what `reader.target` gave for the model that will run it.
        vector: what was read from the source, or None to write nothing.
        target_layer: where it is written.
        readout: what is read after the target prompt.
    """
    writes = () if vector is None else (reader.write(target.slots, vector, target_layer),)
    return Query(target.token_ids, writes, readout)
