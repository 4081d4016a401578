"""Sweeps to draw, and the parts of a figure."""

from __future__ import annotations

from typing import Any

import numpy as np

from latentlens.activations.selection import Site
from latentlens.ask.answer import Answer
from latentlens.ask.selection_source import SelectionSource
from latentlens.ask.source import Item
from latentlens.ask.sweep import Sweep
from latentlens.readers.patchscope import Patchscope

READER = Patchscope("The capital of x is", max_new_tokens=2)


def part(sweep: Sweep, layers: list[int], *, without: tuple[tuple[int, int], ...] = ()) -> Sweep:
    """Return some layers of a sweep, as if it had been stopped before certain cells."""
    answers = {
        cell: answer for cell, answer in sweep.answers.items() if cell[0] in layers and cell not in without
    }
    return made(sweep, layers, sweep.positions, answers)


def made(
    sweep: Sweep, layers: list[int], positions: list[int], answers: dict[Any, Answer], trace: Any = None
) -> Sweep:
    """Return a sweep of the same question over other layers and positions, with these answers."""
    trace = sweep.trace if trace is None else trace
    axes = {"layer": tuple(layers), "position": tuple(positions)}
    items = [
        Item(SelectionSource(trace, [Site(layer, p)]), sweep.reader, (layer, p))
        for layer in layers
        for p in positions
    ]
    found = Sweep(sweep.question, axes, items, traces=[trace])
    found.answers.update(answers)
    return found


def drawn(figure: Any, name: str) -> Any:
    """Return a figure's trace by its name."""
    (found,) = (trace for trace in figure.data if trace.name == name)
    return found


GRID = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
