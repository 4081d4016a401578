"""What every reader can do: describe a query."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from jaxtyping import Float
from torch import Tensor

from latentlens.engine.query import Query, Readout, Write
from latentlens.model.language_model import LanguageModel


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

    def target_ids(self, model: LanguageModel) -> tuple[int, ...]:
        """Return the target prompt's tokens, its slots checked."""
        ...

    def writes(
        self, model: LanguageModel, vector: Float[Tensor, " d_source"], layer: int
    ) -> tuple[Write, ...]:
        """Return what is written for a vector that was read at `layer`."""
        ...

    def readout(self, seed: int) -> Readout:
        """Return how a free-text answer is read."""
        ...


def query(
    reader: Reader,
    model: LanguageModel,
    vector: Float[Tensor, " d_source"] | None,
    layer: int,
    readout: Readout,
) -> Query:
    """Return the query of a reader for one vector; with None, that of its null control.

    Args:
        reader: the reader.
        model: the target model.
        vector: what was read from the source, or None to write nothing.
        layer: the layer at which it was read.
        readout: what is read after the target prompt.
    """
    writes = () if vector is None else reader.writes(model, vector, layer)
    return Query(reader.target_ids(model), writes, readout)
