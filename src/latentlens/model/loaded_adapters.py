"""Adapters that are loaded beside a model: they are attached to twins, and the model has none of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Protocol

from torch import nn

from latentlens.errors import InputError
from latentlens.model.adapters import BASE, adapter_names
from latentlens.model.parts import Parts


class AttachedAdapter(Protocol):
    """Weights that change what a model computes, and that put themselves into a twin of it."""

    @property
    def name(self) -> str:
        """Name of the adapter, unique among those of the model."""
        ...

    @property
    def digest(self) -> str:
        """Hash of the weights as they are now."""
        ...

    def attach(self, module: nn.Module, parts: Parts) -> None:
        """Change a twin so that it computes with the adapter.

        Args:
            module: the twin; its weights are shared with the user's model, and must not be written to.
            parts: the twin's modules by role.
        """
        ...


class LoadedAdapters:
    """The adapters that were loaded beside a model, by name; each is kept until all who loaded it unload it.

    Examples:
        >>> LoadedAdapters().names
        frozenset()
    """

    def __init__(self) -> None:
        self._by_name: dict[str, AttachedAdapter] = {}
        self._loads: dict[str, int] = {}
        """How often each was loaded and not unloaded again."""

    @property
    def names(self) -> frozenset[str]:
        """Their names."""
        return frozenset(self._by_name)

    @contextlib.contextmanager
    def adding(self, adapter: AttachedAdapter, model: Any) -> Iterator[None]:
        """Add an adapter, or count it once more; that is undone if the block raises an error.

        Args:
            adapter: the adapter.
            model: the user's model, whose own adapters must have other names.

        Raises:
            InputError: if the model has an adapter of this name.
        """
        name = adapter.name
        if name == BASE or name in adapter_names(model):
            raise InputError(f"The model has an adapter {name!r} of its own. Give that another name in PEFT.")
        self._by_name.setdefault(name, adapter)
        self._loads[name] = self._loads.get(name, 0) + 1
        try:
            yield
        except BaseException:
            self.remove(name)
            raise

    def get(self, name: str) -> AttachedAdapter | None:
        """Return the adapter of a name, or None."""
        return self._by_name.get(name)

    def state(self, name: str) -> str:
        """Return a hash of an adapter's weights as they are now; empty for one that was not loaded."""
        adapter = self._by_name.get(name)
        return "" if adapter is None else f" {adapter.digest}"

    def remove(self, name: str) -> bool:
        """Undo one loading, and return whether no adapter of this name is there now."""
        self._loads[name] = self._loads.get(name, 0) - 1
        if self._loads[name] <= 0:
            del self._loads[name]
            self._by_name.pop(name, None)
        return name not in self._by_name
