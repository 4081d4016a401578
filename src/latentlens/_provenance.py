"""What an answer is made from: the lines that give it again, and everything that could change it."""

from __future__ import annotations

import importlib.metadata
from typing import Any

from latentlens._question import Question
from latentlens.confidence.controls import NO_CONTROLS, Controls
from latentlens.readers.reader import Target

IN_CODE = (
    "Add",
    "AddNormMatched",
    "AttentionKnockout",
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


def code_around(question: Question) -> tuple[str, str]:
    """Return the lines that give an answer again, before and after the cell.

    Args:
        question: what was asked.
    """
    trace, session, reader = question.trace, question.session, repr(question.reader)
    changed = [
        ("options", list(question.options), []),
        ("samples", question.samples, 0),
        ("controls", question.controls if question.controls != NO_CONTROLS else False, Controls()),
        ("seed", question.seed, 0),
    ]
    given = "".join(f", {name}={value!r}" for name, value, usual in changed if value != usual)
    names = [name for name in IN_CODE if f"{name}(" in reader + given]
    own = trace.session is session
    source = "" if own else f"source = {trace.session.code}\n"
    before = (
        f"from latentlens import {', '.join(sorted([*names, 'Session']))}\n\n"
        f"session = {session.code}\n{source}"
        f"trace = {trace.code if own else trace.code.replace('session.', 'source.', 1)}\n"
        "answer = session.ask(trace, "
    )
    return before, f", {reader}{given})"


def provenance(question: Question, target: Target) -> dict[str, Any]:
    """Return models, fingerprints, tokens, seed and versions, as plain data.

    Args:
        question: what was asked.
        target: the target prompt that it was asked with.
    """
    trace, model = question.trace, question.session.model
    packages = ("latentlens", "torch", "transformers", "transformer-lens")
    return {
        "model": model.name,
        "fingerprint": model.fingerprint(),
        "source_model": trace.session.model.name,
        "source_fingerprint": trace.trace_key.fingerprint,
        "processing": model.processing,
        "dtype": trace.trace_key.dtype,
        "token_ids": list(trace.token_ids),
        "target_ids": list(target.token_ids),
        "reader": repr(question.reader),
        "controls": repr(question.controls),
        "samples": question.samples,
        "seed": question.seed,
        "versions": {name: importlib.metadata.version(name) for name in packages},
    }
