"""Reproduction code and provenance of an answer."""

from __future__ import annotations

import dataclasses
import functools
import importlib.metadata
from typing import Any

from latentlens.ask.question import Question
from latentlens.ask.source import Source
from latentlens.readers.reader import Reader, Target
from latentlens.scoring.controls import NO_CONTROLS, Controls

IN_CODE = (
    "Add",
    "AddNormMatched",
    "AttentionKnockout",
    "Calibrated",
    "Calibrator",
    "Controls",
    "Identity",
    "Interpolate",
    "Lens",
    "Noise",
    "Patchscope",
    "Replace",
    "Rescale",
    "SourcePrompt",
    "TextPrompt",
    "Zero",
)
"""Public names that the repr of a reader or of controls may hold."""

_FITTED = {"<LayerMappings": "LayerMappings.load(path)", "<SoftPrompt": "SoftPrompts.load(path).at(layer)"}
"""How what was fitted begins where it is printed, which is no code, and what to write in its place."""


class Code:
    """The lines that give a question's answers again.

    Args:
        question: what was asked.
        reader: the reader of the items: the question's, or the same one writing at another layer.
    """

    def __init__(self, question: Question, reader: Reader) -> None:
        question = dataclasses.replace(question, reader=reader)
        self._backend, self._asked = question.backend, question.code
        self._import = _import_of(reader)
        changed = [
            ("options", list(question.options), []),
            ("samples", question.samples, 0),
            ("controls", question.controls if question.controls != NO_CONTROLS else False, Controls()),
            ("seed", question.seed, 0),
        ]
        self._settings = "".join(f", {name}={value!r}" for name, value, usual in changed if value != usual)
        self._names = [
            name
            for name in IN_CODE
            if f"{name}(" in self._asked + self._settings or f"{name}.from_dict(" in self._asked
        ]
        self._note = "".join(
            f"# What was fitted cannot stand here: save it, and write {instead} in place of <...>.\n"
            for printed, instead in _FITTED.items()
            if printed in self._asked
        )

    def of(self, source: Source) -> str:
        """Return the lines for one source."""
        own = source.backend is self._backend
        call = source.call("session" if own else "source")
        names = [*self._names, *(["Selection"] if "(Selection(" in call.asked else [])]
        before = (
            f"from latentlens import {', '.join(sorted([*names, 'Session']))}\n{self._import}\n"
            f"session = {self._backend.code}\n"
        ) + ("" if own else f"source = {source.backend.code}\n")
        asked = f"answer = {call.asked}, {self._asked}{call.settings}{self._settings})"
        return f"{before}{call.made}\n{self._note}{asked}"


def provenance(question: Question, reader: Reader, target: Target) -> dict[str, Any]:
    """Return what all answers share of the model, tokens, seed and versions, as plain data.

    Args:
        question: what was asked.
        reader: the reader of the items.
        target: the target prompt that it was asked with.
    """
    backend = question.backend
    plain = {
        "model": backend.name,
        "fingerprint": backend.fingerprint(),
        "target_ids": list(target.token_ids),
        "reader": dataclasses.replace(question, reader=reader).code,
        "controls": repr(question.controls),
        "samples": question.samples,
        "seed": question.seed,
        "versions": dict(_versions()),
    }
    if question.calibrator is not None:
        plain["calibrated_on"] = question.calibrator.summary
    return plain


def _import_of(reader: Reader) -> str:
    """Return the line that imports a reader's class where it is none of latentlens's own."""
    kind = type(reader)
    if kind.__module__.startswith("latentlens."):
        return ""
    if kind.__module__ == "__main__":
        return f"# {kind.__name__} is a class of your own: define it first.\n"
    return f"from {kind.__module__} import {kind.__name__}\n"


@functools.cache
def _versions() -> tuple[tuple[str, str], ...]:
    # Read from the disk, which takes longer than a short answer.
    packages = ("latentlens", "torch", "transformers", "transformer-lens")
    return tuple((name, importlib.metadata.version(name)) for name in packages)
