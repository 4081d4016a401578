"""The keyword arguments that `Session.ask` and `Session.sweep` share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from latentlens.ask.question import ConfidenceMap, Question
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.did_you_mean import did_you_mean
from latentlens.inputs.sequences import as_texts
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Reader
from latentlens.scoring.controls import Controls, as_controls


class QuestionOptions(TypedDict, total=False):
    """Options of a question beside the reader; keyword arguments of `Session.ask` and `Session.sweep`.

    Args:
        options: the possible answers of a forced choice; None (default) for free text. An empty list is
            refused.
        samples: number of answers to sample, at the reader's temperature, or at 1 where that is 0. The most
            frequent one is the answer, and its share the confidence. 0 (default) for one greedy answer.
        controls: True (default) for the null control and one random vector, False for none, or for example
            `Controls(random=5, text=True)`.
        seed: random seed of the controls and of sampling; 0 by default.
        progress: True, False, or a `Progress` to count on and to cancel with; None, the default, for a bar in
            notebooks and terminals if it takes longer than a second.
    """

    options: Sequence[str] | None
    samples: int
    controls: bool | Controls
    seed: int
    progress: Progress | bool | None


_ONE_SITE = " A question asks at one site; session.sweep takes several, as lists."
_SEVERAL = " A sweep takes lists: layers=[2, 3], positions=[-1], target_layers=range(9), scales=[1, 2]."
_ONE_OF_ITS_OWN = (
    " session.ask takes the site before the reader, and a Patchscope its target layer: "
    "session.ask(trace, 2, -1, Patchscope(prompt, layer=3))."
)
_AXES = {
    **dict.fromkeys(("layers", "positions", "target_layers", "scales"), _ONE_SITE),
    **dict.fromkeys(("layer", "position", "target_layer"), _ONE_OF_ITS_OWN + _SEVERAL),
    "scale": _SEVERAL,
}
"""What is said of an axis by a name that this call does not take; a single site is no option of any call."""


def question_of(
    reader: Reader, backend: Backend, calibrator: ConfidenceMap | None, question_options: Mapping[str, Any]
) -> Question:
    """Return the question of a reader and the user's options.

    Args:
        reader: the reader to ask.
        backend: the model that answers.
        calibrator: calibrator fitted for the reader; None for none.
        question_options: keyword arguments as in `QuestionOptions`.

    Raises:
        InputError: if a value cannot be used.
        TypeError: if there is no option of such a name.
    """
    if strays := [name for name in question_options if name not in QuestionOptions.__annotations__]:
        names = QuestionOptions.__annotations__
        near = _AXES.get(strays[0]) or did_you_mean(strays[0], names)
        raise TypeError(
            f"There is no option {strays[0]!r} of a question; there are {', '.join(names)}.{near}"
        )
    choices = _choices(question_options.get("options"))
    controls = as_controls(question_options.get("controls", True))
    return Question(
        reader,
        backend,
        choices,
        question_options.get("samples", 0),
        controls,
        question_options.get("seed", 0),
        calibrator,
    )


def _choices(given: Any) -> tuple[str, ...]:
    choices = as_texts(given, "options", "['Paris', 'Rome']")
    if given is not None and not choices:
        # a filter that left nothing over would be a free answer that looks like a choice
        raise InputError(
            f"options has nothing to choose from; got {shown(given)}. Give texts, such as ['Paris', 'Rome'], "
            "or leave it out (options=None) for a free answer."
        )
    return choices
