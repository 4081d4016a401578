"""Vectors to ask about."""

from __future__ import annotations

from typing import Any

from latentlens import (
    Patchscope,
)

PROMPT = "The capital of France is"

READER = Patchscope("The cat x is", max_new_tokens=3)

SCALES = (-2.0, 0.5, 1.0, 3.0)


def drawn(figure: Any, name: str) -> Any:
    """Return a figure's trace by its name."""
    (found,) = (trace for trace in figure.data if trace.name == name)
    return found
