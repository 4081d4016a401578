"""Registry of the models that open by name: those that ship with the package or are fetched once."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from latentlens.errors import InputError
from latentlens.model.tokenizer import ChatMessages


@dataclasses.dataclass(frozen=True)
class BundledModel:
    """A model that opens by name without a network, with facts about its training text.

    Args:
        name: name that `Session` opens it by.
        directory: directory with the saved transformers model.
        prompts: dict from preset or relation to a target prompt that suits this model better than the
            paper's: a text, or a chat's messages.
        entities: dict from entity type, such as "country", to the names of that type; may be empty.
        passages: function of (seed, count) that returns `count` documents like those of its training text;
            None where there are none on this machine.
        decoders: dict from a decoder's name, such as "oracle", to its directory; may be empty.
        recipes: dict from a decoder's name to the file of the recipe that trains it; may be empty.
        subjects: function of a relation such as "The capital of {} is" that returns names to fill in, the
            most common first; an empty list for a relation that is not in its training text.
    """

    name: str
    directory: Path
    prompts: Mapping[str, str | ChatMessages]
    entities: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    passages: Callable[[int, int], list[str]] | None = None
    decoders: Mapping[str, Path] = dataclasses.field(default_factory=dict)
    recipes: Mapping[str, Path] = dataclasses.field(default_factory=dict)
    subjects: Callable[[str], list[str]] = lambda _: []


@dataclasses.dataclass(frozen=True)
class FetchableModel:
    """A model that opens by name once it was fetched.

    Args:
        missing: returns what to do where it is not on this machine, and None where it is.
        load: returns its description; called only where it is on this machine.
    """

    missing: Callable[[], str | None]
    load: Callable[[], BundledModel]


_loaders: dict[str, Callable[[], BundledModel]] = {}
_real_names: list[Callable[[], Mapping[str, Sequence[str]]]] = []
_catalogues: list[Callable[[], Mapping[str, FetchableModel]]] = []


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


def register_real_names(load: Callable[[], Mapping[str, Sequence[str]]]) -> None:
    """Make names of the real world known, for models that were trained on text of it.

    Args:
        load: returns the names by entity type, such as "country"; called when they are first asked for.
    """
    _real_names.append(functools.cache(load))


def entity_names(model: str) -> dict[str, list[str]]:
    """Return the names of entities that a model may know, by type: those of its own world, or real ones.

    Args:
        model: name of the model.
    """
    own = None if model not in _loaders else bundled(model)
    if own is not None:
        return {kind: [*names] for kind, names in own.entities.items()}
    found: dict[str, list[str]] = {}
    for load in _real_names:
        for kind, names in load().items():
            found.setdefault(kind, []).extend(names)
    return found


def register_catalogue(models: Callable[[], Mapping[str, FetchableModel]]) -> None:
    """Make models known that open by name once they were fetched.

    Args:
        models: returns them by name; called when a model that does not ship is first asked for.
    """
    _catalogues.append(functools.cache(models))


def bundled_names() -> tuple[str, ...]:
    """Return the names of all models that ship with the package, the default one first."""
    return tuple(_loaders)


def fetchable_names() -> tuple[str, ...]:
    """Return the names of all models that can be fetched."""
    return tuple(_fetchable())


def bundled(name: str) -> BundledModel | None:
    """Return the bundled or fetched model of this name, or None if there is none on this machine.

    Args:
        name: name that the user gave; it may also be a hub name or a path.
    """
    if name in _loaders:
        return _loaders[name]()
    found = _fetchable().get(name)
    return None if found is None or found.missing() is not None else found.load()


def shipped_decoder(name: str) -> Path | None:
    """Return the directory of a decoder that ships with a model, or None if there is none of this name.

    Args:
        name: the model's name and the decoder's, such as "world-small/oracle".
    """
    model, _, decoder = name.partition("/")
    found = bundled(model) if decoder else None
    return None if found is None else found.decoders.get(decoder)


def shipped_with(model: str) -> tuple[Path, ...]:
    """Return the directories of the decoders that ship with a model.

    Args:
        model: name that it opens by; nothing ships with any other.
    """
    found = bundled(model)
    return () if found is None else tuple(found.decoders.values())


def shipped_recipe(name: str) -> Path | None:
    """Return the recipe of a decoder that ships with a model, or None if there is none of this name.

    Args:
        name: the model's name and the decoder's, such as "world-small/oracle".
    """
    model, _, decoder = name.partition("/")
    found = bundled(model) if decoder else None
    return None if found is None else found.recipes.get(decoder)


def decoders_in(home: Path, recipes: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """Return the decoders and the recipes that stand in a package's directories.

    Args:
        home: directory with a directory for each decoder.
        recipes: directory with a TOML file for each recipe.
    """
    there = {path.parent.name: path.parent for path in sorted(home.glob("*/decoder.json"))}
    return there, {path.stem: path for path in sorted(recipes.glob("*.toml"))}


def missing(name: str) -> str | None:
    """Return what to do to have a model that can be fetched and was not, or None for any other name.

    Args:
        name: the name that the user opened.
    """
    found = _fetchable().get(name)
    return None if name in _loaders or found is None else found.missing()


def _fetchable() -> dict[str, FetchableModel]:
    return {name: model for models in _catalogues for name, model in models().items()}
