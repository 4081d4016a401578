"""Readers by name: what is registered can be asked for by it, and stands in the Explorer's menu."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import sys
from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel

import latentlens.readers
from latentlens.readers.reader import Reader

Takes = Literal["", "question", "prompt"]


@dataclasses.dataclass(frozen=True)
class Preset:
    """A reader that has a name.

    Args:
        name: the name, in code and in the Explorer's messages.
        label: the name on a button.
        help: one sentence on what it reads.
        build: makes the reader. It takes the target layer by `layer`, where that can be chosen, and by
            `prompt` another target prompt, where it has one; the text first, where it takes one; the
            target model first, where it needs that.
        group: the heading that it stands under in the Explorer.
        takes: the text that it needs: none, a "question" with x in it, or a whole "prompt".
        sample: an example of that text.
        needs: the setting without which it reads nothing, and what to tell a user who has not given it.
        by_name: whether `session.ask(..., name)` can ask it; only what needs nothing beside its name.
        own: settings that are only its own, by whose names `build` takes their values.
        like: a reader with the same settings, where making the reader itself takes a model; None otherwise.
    """

    name: str
    label: str
    help: str
    build: Callable[..., Reader]
    group: str = "Presets"
    takes: Takes = ""
    sample: str = ""
    needs: tuple[str, str] | None = None
    by_name: bool = True
    own: type[BaseModel] | None = None
    like: Reader | None = None


PRESETS: dict[str, Preset] = {}
"""Every preset by name, those of the papers and those that were registered."""


def register(preset: Preset) -> Preset:
    """Give a reader a name: in code, and in the menu of Explorers that are shown from now on.

    A preset of the same name is replaced.

    Args:
        preset: the name and what makes the reader.

    Returns:
        The preset.

    Examples:
        >>> from latentlens.readers.lens import Lens
        >>> register(Preset("my_lens", "My lens", "What would be said next?", Lens)).name
        'my_lens'
        >>> del PRESETS["my_lens"]
    """
    PRESETS[preset.name] = preset
    return preset


def discover() -> None:
    """Import every module of `latentlens.readers`, each of which registers its own presets."""
    for module in pkgutil.iter_modules(latentlens.readers.__path__, "latentlens.readers."):
        if module.name not in sys.modules:
            importlib.import_module(module.name)
