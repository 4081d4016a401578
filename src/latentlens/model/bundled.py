"""Registry of the models that ship with the package, by name: their directory, prompts and entities."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from latentlens.errors import InputError


@dataclasses.dataclass(frozen=True)
class BundledModel:
    """A model that opens by name without a network, with facts about its training text.

    Args:
        name: name that `Session` opens it by.
        directory: directory with the saved transformers model.
        prompts: dict from preset or relation to a target prompt that suits this model better than the
            paper's.
        entities: dict from entity type, such as "country", to the names of that type; may be empty.
        passages: function of (seed, count) that returns `count` documents like those of its training text.
        subjects: function of a relation such as "The capital of {} is" that returns names to fill in, the
            most common first; an empty list for a relation that is not in its training text.
    """

    name: str
    directory: Path
    prompts: Mapping[str, str]
    entities: Mapping[str, Sequence[str]]
    passages: Callable[[int, int], list[str]]
    subjects: Callable[[str], list[str]]


_loaders: dict[str, Callable[[], BundledModel]] = {}


def register(name: str, load: Callable[[], BundledModel]) -> None:
    """Register a bundled model. The first one registered is the one that `Session()` opens.

    Args:
        name: name that `Session` opens it by.
        load: function that returns the model's description; called once, at the first use of the name.

    Raises:
        InputError: if the name is registered already.
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
        name: name that the user gave; it may also be a hub name or a path.
    """
    load = _loaders.get(name)
    return None if load is None else load()
