"""What an answer is made from: the lines that give it again, and everything that could change it."""

from __future__ import annotations

import functools
import importlib.metadata
from typing import Any

from latentlens.ask.question import Question
from latentlens.ask.source import Cell
from latentlens.readers.reader import Target
from latentlens.scoring.controls import NO_CONTROLS, Controls

IN_CODE = (
    "Add",
    "AddNormMatched",
    "AttentionKnockout",
    "Calibrated",
    "Controls",
    "Identity",
    "Interpolate",
    "Lens",
    "Noise",
    "Patchscope",
    "Replace",
    "Rescale",
    "Zero",
)
"""Public names that the repr of a reader or of controls may hold."""

_FITTED = {"<LayerMappings": "LayerMappings.load(path)", "<SoftPrompt": "SoftPrompts.load(path).at(layer)"}
"""How what was fitted begins where it is printed, which is no code, and what to write in its place."""


class Code:
    """The lines that give a question's answers again.

    Args:
        question: what was asked.
    """

    def __init__(self, question: Question) -> None:
        session, self._source, reader = question.session, question.source, repr(question.reader)
        changed = [
            ("options", list(question.options), []),
            ("samples", question.samples, 0),
            ("controls", question.controls if question.controls != NO_CONTROLS else False, Controls()),
            ("seed", question.seed, 0),
        ]
        given = "".join(f", {name}={value!r}" for name, value, usual in changed if value != usual)
        names = [name for name in IN_CODE if f"{name}(" in reader + given]
        own = self._source.session is session
        self._owner = "session" if own else "source"
        self._before = (
            f"from latentlens import {', '.join(sorted([*names, 'Session']))}\n\nsession = {session.code}\n"
        ) + ("" if own else f"source = {self._source.session.code}\n")
        self._reader, self._given = reader, given
        self._note = "".join(
            f"# What was fitted cannot stand here: save it, and write {instead} in place of <...>.\n"
            for printed, instead in _FITTED.items()
            if printed in reader
        )

    def of(self, cell: Cell) -> str:
        """Return the lines for one cell."""
        call = self._source.call(cell, self._owner)
        asked = f"answer = {call.asked}, {self._reader}{call.settings}{self._given})"
        return f"{self._before}{call.made}\n{self._note}{asked}"


def provenance(question: Question, target: Target) -> dict[str, Any]:
    """Return what all answers share of models, fingerprints, tokens, seed and versions, as plain data.

    Args:
        question: what was asked.
        target: the target prompt that it was asked with.
    """
    model = question.session.model
    return {
        "model": model.name,
        "fingerprint": model.fingerprint(),
        "source_model": question.source.session.model.name,
        "processing": model.processing,
        "target_ids": list(target.token_ids),
        "reader": repr(question.reader),
        "controls": repr(question.controls),
        "samples": question.samples,
        "seed": question.seed,
        "versions": dict(_versions()),
    }


@functools.cache
def _versions() -> tuple[tuple[str, str], ...]:
    # Read from the disk, which takes longer than a short answer.
    packages = ("latentlens", "torch", "transformers", "transformer-lens")
    return tuple((name, importlib.metadata.version(name)) for name in packages)
