"""What is said where NaN or infinity stands in the place of a state, or of a next-token distribution."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from latentlens.ask.source import Place
from latentlens.engine.not_finite import dtype_name, remedy
from latentlens.engine.query import Generation, Result
from latentlens.readers.reader import State
from latentlens.scoring.flags import Flag

KIND = "not finite"
"""Of the flag on a cell that has no answer."""

CONTROL = "control not finite"
"""Of the flag on an answer that lacks a control."""


def why(
    place: Place, states: Sequence[State], results: Sequence[Result], dtypes: tuple[torch.dtype, torch.dtype]
) -> Flag:
    """Return the flag of a cell that has no answer: what is not finite, where, and what to do.

    Args:
        place: of the cell.
        state: which was read.
        results: what the engine gave for it.
        dtypes: of the model that was read, and of the one that answers.
    """
    own, answering = map(dtype_name, dtypes)
    for state in states:
        # a vector comes from no text
        which = f"position {state.position} {place.name!r}" if place.text else f"vector {place.name!r}"
        for layer, vector in enumerate((state.vector, *state.above), state.layer):
            if bad := int((~vector.isfinite()).sum()):
                return Flag(
                    KIND,
                    f"Layer {layer}, {which} holds no state: {bad} of {len(vector)} numbers are NaN or "
                    f"infinite in {own}. {remedy(dtypes[0])}",
                )
    where = f"L{str(place)[1:]}"
    if not all(result.receipt.finite for result in results):
        return Flag(
            KIND,
            f"{where} has a state, but what the mapping and the injection make of it is NaN or infinite in "
            f"{answering}, in which it is written. Give a smaller scale, another mapping or injection, or "
            "open the model that answers with dtype='float32'.",
        )
    said = next((result.value for result in results if not result.value.finite), None)
    if said is None:
        return Flag(KIND, f"{where} has no answer: none of the options can follow the target prompt at all.")
    after = ""
    if isinstance(said, Generation) and said.token_ids:
        after = f" and {len(said.token_ids)} tokens of an answer ({said.text.strip()!r})"
    return Flag(
        KIND,
        f"{where} has a state, but the model that answers has no next token after the target prompt{after}: "
        f"its logits hold NaN or infinity in {answering}. {remedy(dtypes[1])}",
    )


def without(kinds: Sequence[str]) -> tuple[Flag, ...]:
    """Return the flag of an answer that lacks controls, none where it lacks none.

    Args:
        kinds: of the controls that it lacks.
    """
    if not kinds:
        return ()
    listed = ", ".join(
        f"{kind} ({kinds.count(kind)})" if kinds.count(kind) > 1 else kind for kind in dict.fromkeys(kinds)
    )
    return (
        Flag(
            CONTROL,
            f"No number for these controls, and so none to compare with: {listed}. What they write, or what "
            "the model makes of it, is NaN or infinite.",
        ),
    )
