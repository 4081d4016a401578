"""The tasks that a recipe can name: each makes rows. Those of other rooms are registered by name alone."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from latentlens.errors import MissingError

if TYPE_CHECKING:
    from latentlens.training.data.row_generator import RowGenerator

_LOADERS: list[Callable[[], Mapping[str, RowGenerator]]] = []


def register_tasks(load: Callable[[], Mapping[str, RowGenerator]]) -> None:
    """Let recipes name some tasks.

    Args:
        load: function that returns what makes each task's rows, by the task's name; called when a recipe
            first names a task.
    """
    _LOADERS.append(load)


def tasks() -> dict[str, RowGenerator]:
    """Return what makes the rows of each task that a recipe can name, by the task's name."""
    return {name: generator for load in _LOADERS for name, generator in load().items()}


def task(name: str) -> RowGenerator:
    """Return what makes the rows of a task.

    Args:
        name: name of the task.

    Raises:
        MissingError: if no task has this name.

    Examples:
        >>> task("world/entity").name
        'world/entity'
    """
    known = tasks()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(map(repr, known))}."
        raise MissingError(f"There is no task {name!r}. {hint}")
    return known[name]
