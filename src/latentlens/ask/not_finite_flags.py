"""Flags of answers and controls that do not exist because an activation or logits are NaN or infinite."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from latentlens.ask.source import Place
from latentlens.engine.not_finite import dtype_name, remedy
from latentlens.engine.query import Generation, Result
from latentlens.readers.reader import State
from latentlens.scoring.flags import Flag

KIND = "not finite"
"""Kind of the flag on an answer that is not finite."""

CONTROL = "control not finite"
"""Kind of the flag on an answer with a control that is not finite."""


def not_finite_flag(
    place: Place, states: Sequence[State], results: Sequence[Result], dtypes: tuple[torch.dtype, torch.dtype]
) -> Flag:
    """Return the flag of an answer that is not finite: what is NaN or infinite, where, and what to do.

    Args:
        place: layer, position and name of the source.
        states: the activations that were read.
        results: the engine's results for them.
        dtypes: dtype of the source model, and dtype of the model that answers.
    """
    source_dtype, answering = map(dtype_name, dtypes)
    for state in states:
        # a vector comes from no text
        which = f"position {state.position} {place.name!r}" if place.text else f"vector {place.name!r}"
        for layer, vector in enumerate((state.vector, *state.above), state.layer):
            if bad := int((~vector.isfinite()).sum()):
                return Flag(
                    KIND,
                    f"Layer {layer}, {which} holds no state: {bad} of {len(vector)} numbers are NaN or "
                    f"infinite in {source_dtype}. {remedy(dtypes[0])}",
                )
    where = f"L{str(place)[1:]}"
    if not all(result.receipt.finite for result in results):
        return Flag(
            KIND,
            f"{where} has a state, but what the mapping and the injection make of it is NaN or infinite in "
            f"{answering}, in which it is written. Give a smaller scale, another mapping or injection, or "
            "open the model that answers with dtype='float32'.",
        )
    broken = next((result.value for result in results if not result.value.finite), None)
    if broken is None:
        return Flag(KIND, f"{where} has no answer: none of the options can follow the target prompt at all.")
    after = ""
    if isinstance(broken, Generation) and broken.token_ids:
        after = f" and {len(broken.token_ids)} tokens of an answer ({broken.text.strip()!r})"
    return Flag(
        KIND,
        f"{where} has a state, but the model that answers has no next token after the target prompt{after}: "
        f"its logits hold NaN or infinity in {answering}. {remedy(dtypes[1])}",
    )


def control_not_finite_flags(kinds: Sequence[str]) -> tuple[Flag, ...]:
    """Return the flag of an answer some of whose controls are not finite; nothing if all are finite.

    Args:
        kinds: kinds of the controls that are not finite, such as "random".
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
