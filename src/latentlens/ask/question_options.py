"""The keyword arguments that `Session.ask` and `Session.sweep` share."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from latentlens.ask.question import ConfidenceMap, Question
from latentlens.engine.backend import Backend
from latentlens.engine.run import Progress
from latentlens.inputs.sequences import as_texts
from latentlens.readers.reader import Reader
from latentlens.scoring.controls import Controls, as_controls


class QuestionOptions(TypedDict, total=False):
    """How a question is asked, beside the reader.

    Args:
        options: answers of a forced choice; left out or None for free text.
        samples: number of answers sampled at temperature 1: what most of them say is the answer, the share of
            them that say it the confidence. 0, the default, for one greedy answer.
        controls: True, the default, also asks with nothing and with a random vector of the same norm; False
            with none; or for example Controls(random=5, text=True).
        seed: seed of the controls, and of sampling; 0 by default.
        on_progress: called with (items answered, items in all).
        cancel: an event; when set, the work stops with Cancelled.
    """

    options: Sequence[str] | None
    samples: int
    controls: bool | Controls
    seed: int
    on_progress: Progress | None
    cancel: threading.Event | None


def question_of(
    reader: Reader, backend: Backend, calibrator: ConfidenceMap | None, how: Mapping[str, Any]
) -> Question:
    """Return the question that options make.

    Args:
        reader: the reader that is asked.
        backend: the model that answers.
        calibrator: fitted for the reader, or None.
        how: as `QuestionOptions`.

    Raises:
        InputError: if an option cannot be used.
        TypeError: if there is no such option.
    """
    if strays := [name for name in how if name not in QuestionOptions.__annotations__]:
        names = ", ".join(QuestionOptions.__annotations__)
        raise TypeError(f"There is no option {strays[0]!r} of a question; there are {names}.")
    choices = as_texts(how.get("options"), "options", "['Paris', 'Rome']")
    controls = as_controls(how.get("controls", True))
    return Question(reader, backend, choices, how.get("samples", 0), controls, how.get("seed", 0), calibrator)


def running(how: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that say how the work reports and stops."""
    return {name: how.get(name) for name in ("on_progress", "cancel")}
