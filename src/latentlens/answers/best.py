"""The best of several answers, marked as what it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from latentlens.answers.answer import Answer
from latentlens.confidence.best_of import BestOf


def best_answer(answers: Sequence[Answer]) -> Answer:
    """Return the answer with the highest excess, or without controls the surest one, flagged as picked.

    Args:
        answers: to one question about several cells.

    Returns:
        The answer with the flag "best-of-N", which says what the best of as many controls is; the numbers are
        in `provenance["best_of"]`. One answer alone is returned as it is.

    Raises:
        InputError: if there is none.
    """
    controlled = all(answer.controls for answer in answers)
    scores = [
        answer.confidence if answer.excess is None or not controlled else answer.excess for answer in answers
    ]
    kinds = dict.fromkeys(control.kind for answer in answers for control in answer.controls)
    controls: dict[str, list[float]] = {
        kind: [control.confidence for answer in answers if (control := answer.control(kind)) is not None]
        for kind in kinds
    }
    best = BestOf.of(scores, controls, by="excess" if controlled else "confidence")
    picked = answers[best.index]
    if best.n == 1:
        return picked
    return dataclasses.replace(
        picked,
        flags=(*picked.flags, best.flag),
        provenance={**picked.provenance, "best_of": best.to_dict()},
    )
