"""Reproduction code and provenance of an answer."""

from __future__ import annotations

import dataclasses
import functools
import importlib.metadata
from collections.abc import Mapping
from typing import Any

from latentlens.ask.question import Question
from latentlens.ask.source import Source
from latentlens.engine.backend import Backend
from latentlens.readers.reader import Reader, Target
from latentlens.scoring.controls import NO_CONTROLS, Controls

IN_CODE = (
    "Add",
    "AddNormMatched",
    "AttentionKnockout",
    "Calibrated",
    "Calibrator",
    "ChatPrompt",
    "Controls",
    "Decoder",
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
"""Public names that can occur in the repr of a reader or of controls, and have to be imported."""

_FITTED = {
    "<DecoderWeights": "Decoder.load(path).weights",
    "<LayerMappings": "LayerMappings.load(path)",
    "<SoftPrompt": "SoftPrompts.load(path).at(layer)",
}
"""Beginning of the repr of fitted objects, which is not code, and the code to put in its place."""


class Code:
    """Python code that reproduces a question's answers.

    Args:
        question: the question.
        reader: the reader of the items: the question's, or the same one with another target layer.
    """

    def __init__(self, question: Question, reader: Reader) -> None:
        question = dataclasses.replace(question, reader=reader)
        self._backend, self._question_code = question.backend, question.code
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
            if f"{name}(" in self._question_code + self._settings
            or any(f"{name}.{made}(" in self._question_code for made in ("from_dict", "load"))
        ]
        self._note = "".join(
            f"# What was fitted cannot stand here: save it, and write {instead} in place of <...>.\n"
            for printed, instead in _FITTED.items()
            if printed in self._question_code
        )

    def of(self, source: Source) -> str:
        """Return the code for the answer about one source."""
        others = list(dict.fromkeys(model for model, _ in source.models if model is not self._backend))
        sessions = {"session": self._backend, **dict(zip(("source", "minus"), others, strict=False))}
        call = source.call({model: name for name, model in sessions.items()}.__getitem__)
        names = [*self._names, *(["Selection"] if "(Selection(" in call.ask_code else [])]
        before = f"from latentlens import {', '.join(sorted([*names, 'Session']))}\n{self._import}\n"
        before += "".join(f"{name} = {model.code}\n" for name, model in sessions.items())
        before += _loading(source, {model: name for name, model in sessions.items()})
        ask_line = f"answer = {call.ask_code}, {self._question_code}{call.settings}{self._settings})"
        return f"{before}{call.made}\n{self._note}{ask_line}"


def _loading(source: Source, sessions: Mapping[Backend, str]) -> str:
    """Return the lines that load the adapters that were on; a sentence for one without a file."""
    lines = []
    for model, name in source.models:
        adapter = None if name is None else model.loaded_adapter(name)
        if adapter is None:
            continue
        load, kind = f"{sessions[model]}.backend.load_adapter", type(adapter).__name__
        if adapter.code is None:
            lines.append(
                f"# The adapter {name} was not loaded from a file: save it, and put "
                f"{load}({kind}.load(path)) here.\n"
            )
        else:
            lines.append(f"from {type(adapter).__module__} import {kind}\n{load}({adapter.code})\n")
    return "".join(dict.fromkeys(lines))


def provenance(question: Question, reader: Reader, target: Target) -> dict[str, Any]:
    """Return the provenance that all answers of a question share: model, target, seed, versions.

    Args:
        question: the question.
        reader: the reader of the items.
        target: the reader's target prompt.
    """
    backend = question.backend
    plain = {
        "model": backend.name,
        "fingerprint": backend.fingerprint(),
        "adapter": reader.adapter,
        "target_ids": list(target.token_ids),
        "reader": dataclasses.replace(question, reader=reader).code,
        "controls": repr(question.controls),
        "samples": question.samples,
        "seed": question.seed,
        "versions": dict(_versions()),
    }
    plain |= reader.record(backend)
    if backend.dtype_choice is not None:
        plain["dtype_choice"] = dataclasses.asdict(backend.dtype_choice)
    return plain


def _import_of(reader: Reader) -> str:
    """Return the line that imports a reader's class from a user's module; empty for latentlens's own."""
    kind = type(reader)
    if kind.__module__.startswith("latentlens."):
        return ""
    if kind.__module__ == "__main__":
        return f"# {kind.__name__} is a class of your own: define it first.\n"
    return f"from {kind.__module__} import {kind.__name__}\n"


@functools.cache
def _versions() -> tuple[tuple[str, str], ...]:
    # cached, since reading them from disk takes longer than a short answer
    packages = ("latentlens", "torch", "transformers", "transformer-lens")
    return tuple((name, importlib.metadata.version(name)) for name in packages)
