"""What several files of tests of plots/ share."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

import pytest

from drawn_sweeps import READER
from latentlens.activations.trace import Trace
from latentlens.ask.sweep import Sweep
from latentlens.session import Session
from tiny import tiny_model, tiny_tokenizer

OPTIONS = ["Paris", "Lima"]


@pytest.fixture(scope="module")
def trace() -> Trace:
    """Return a trace in which tokens repeat."""
    session = Session((tiny_model("llama"), tiny_tokenizer()))
    return session.run("a a a of of The The capital")


@pytest.fixture(scope="module")
def asked(trace: Trace) -> Sweep:
    """Return a forced choice over every cell, in which no two numbers are equal."""
    sweep = Session(trace.backend).sweep(trace, READER, options=OPTIONS)
    draw = random.Random(0).random
    for cell, answer in sweep.answers.items():
        controls = tuple(
            dataclasses.replace(
                control, confidence=draw(), support=draw(), options=_spread(control.options, draw())
            )
            for control in answer.controls
        )
        sweep.answers[cell] = dataclasses.replace(
            answer, confidence=draw(), controls=controls, options=_spread(answer.options, draw())
        )
    return sweep


def _spread(options: Any, first: float) -> Any:
    one, other = options
    return (
        dataclasses.replace(one, probability=first),
        dataclasses.replace(other, probability=1 - first),
    )
