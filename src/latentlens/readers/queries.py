"""What the engine runs for a reader: its target prompt on a model, and its query for one selection."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.activations.selection import Site
from latentlens.engine.backend import Backend
from latentlens.engine.query import Query, Readout
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Edits, Reader, State, Target


def target_on(
    reader: Reader, model: Backend, source_ids: Sequence[int] = (), sites: Sequence[Site] = ()
) -> Target:
    """Return a reader's target prompt on a model that is ready to run it, with the reader's adapter loaded.

    Args:
        reader: the reader.
        model: the model that answers.
        source_ids: the source prompt's token ids; empty by default.
        sites: the layer and position of each activation that is read for one answer; empty (default) for one
            activation of any layer.

    Raises:
        InputError: if the reader cannot be used with this model.
    """
    reader.prepare(model)
    with model.using(reader.adapter):
        return reader.target(model, source_ids, sites)


def query(
    reader: Reader, target: Target, states: Sequence[State] | None, n_layers: int, readout: Readout
) -> Query:
    """Return the engine's query for one selection of activations, or for the null control.

    Args:
        reader: the reader of the activations.
        target: the target prompt that `reader.target` returned for the model that runs the query.
        states: the selected activations; None for the null control, which writes no activation.
        n_layers: the target model's number of blocks.
        readout: what is computed after the target prompt: generated text, next tokens or scores.

    Raises:
        InputError: if the reader does not take this number of activations at once.
    """
    if states is None:
        return _query(reader, target, Edits(), readout)
    if not reader.takes(len(states)):
        raise InputError(
            f"{shown(reader)} does not read {len(states)} activations at once. Ask about one site at a time, "
            "or give a reader that takes as many, such as a Patchscope with that number of placeholders."
        )
    return _query(reader, target, reader.edits(target, states, n_layers), readout)


def _query(reader: Reader, target: Target, edits: Edits, readout: Readout) -> Query:
    return Query(
        target.token_ids,
        (*target.writes, *edits.writes),
        readout,
        edits.knockouts,
        adapter=reader.adapter,
        position_ids=target.position_ids,
    )
