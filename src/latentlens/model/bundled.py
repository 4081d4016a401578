"""Models that ship with the package: packages register theirs here, and every other room asks by name."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from latentlens.errors import InputError


@dataclasses.dataclass(frozen=True)
class BundledModel:
    """A model that opens by name without a network, and what is known about the text it was trained on.

    Args:
        name: the name that `Session` opens it by.
        directory: its model directory, in the hub's layout.
        prompts: preset or relation -> the target prompt that suits this model better than the paper's own.
        entities: entity type, such as "country" -> the names of that type; empty where none are known.
        passages: called with (seed, count), returns `count` documents of the kind it was trained on.
        subjects: called with a relation such as "The capital of {} is", returns names to fill it with, the
            common ones first; an empty list for a relation that its text does not hold.
    """

    name: str
    directory: Path
    prompts: Mapping[str, str]
    entities: Mapping[str, Sequence[str]]
    passages: Callable[[int, int], list[str]]
    subjects: Callable[[str], list[str]]


_loaders: dict[str, Callable[[], BundledModel]] = {}


def register(name: str, load: Callable[[], BundledModel]) -> None:
    """Make a model known by name. The first one registered is what `Session()` opens.

    Args:
        name: the name that `Session` opens it by.
        load: returns the model's description; called once, when the model is first asked for, so that
            registering costs nothing.

    Raises:
        InputError: if another model has this name.
    """
    if name in _loaders:
        raise InputError(f"A bundled model named {name!r} is registered already. Give this one another name.")
    _loaders[name] = functools.cache(load)


def bundled_names() -> tuple[str, ...]:
    """Return the names of all bundled models, the default one first."""
    return tuple(_loaders)


def bundled(name: str) -> BundledModel | None:
    """Return the bundled model of this name, or None if there is none.

    Args:
        name: the name that the user opened; a hub name or a path is never that of a bundled model.
    """
    load = _loaders.get(name)
    return None if load is None else load()
