"""Pick the best of several answers, and flag it as a best of N."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from latentlens.ask.answer import Answer
from latentlens.errors import NotFinite
from latentlens.scoring.best_of import BestOf
from latentlens.scoring.flags import LOW_OPTION_MASS


def low_mass(answer: Answer) -> bool:
    """Return whether the option mass is so low that the options' probabilities mean little."""
    return answer.option_mass is not None and answer.option_mass < LOW_OPTION_MASS


def _lost_its_controls(answer: Answer) -> bool:
    """Return whether an answer has no control because none was finite."""
    return not answer.controls and any(flag.kind == "control not finite" for flag in answer.flags)


def best_answer(answers: Sequence[Answer]) -> Answer:
    """Return the answer with the highest excess, or without controls with the highest confidence.

    Args:
        answers: answers to one question about several sites. Left out are answers that are not finite; empty
            ones, unless all are; those with low option mass, unless all have; and those whose controls are
            all not finite, unless all are.

    Returns:
        The answer with the flag "best-of-N", which names the controls' maxima; the numbers are in
        `provenance["best_of"]`. A single answer is returned unchanged.

    Raises:
        InputError: if there are no answers.
        NotFinite: if no answer is finite.
    """
    finite = [answer for answer in answers if answer.finite]
    if answers and not finite:
        raise NotFinite(
            f"None of the {len(answers)} answers is finite. The first: {answers[0].flags[0].message}"
        )
    answers = [answer for answer in finite if not answer.empty] or finite
    answers = [answer for answer in answers if not low_mass(answer)] or answers
    answers = [answer for answer in answers if not _lost_its_controls(answer)] or answers
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
