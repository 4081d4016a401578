"""Presets: readers registered under a name, for code and for the Explorer's menu."""

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
    """A named way to make a reader.

    Args:
        name: the preset's name in code and in the Explorer's messages, such as "token_identity".
        label: the text of its button in the Explorer.
        help: one sentence on what the reader shows, for the Explorer.
        build: function that makes the reader. It has a keyword `layer` if the target layer can be chosen, a
            keyword `prompt` if the target prompt can be replaced, and takes first the text of `takes`, or
            the target model for a preset with settings in `settings_form`.
        group: the heading of its button in the Explorer; "Presets" by default.
        takes: the text that `build` needs: "" (default) for none, a "question" with x in it, or a "prompt".
        sample: an example of that text.
        needs: name of a setting that has to be given, and the message for a user who has not given it;
            None (default) for none.
        by_name: whether `session.ask(..., name)` can use it, True by default; False for a preset that
            needs further arguments.
        settings_form: pydantic model of settings that only this preset has, passed to `build` by keyword;
            None (default) for none.
        subject: the type of entity that it applies to, such as "country"; None (default) for any.
        chat: whether the target prompt is a chat, so that the Explorer offers it only for models with a chat
            template; False by default.
        example_reader: a reader with the same settings to show in the options panel, for presets that need a
            model to be built; None (default) otherwise.
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
    settings_form: type[BaseModel] | None = None
    subject: str | None = None
    chat: bool = False
    example_reader: Reader | None = None


PRESETS: dict[str, Preset] = {}
"""All presets by name: those of the papers, and those that a user registered."""


def register(preset: Preset) -> Preset:
    """Add a preset, for use by name in code and in the menu of Explorers opened afterwards.

    A preset of the same name is replaced.

    Args:
        preset: the preset to add.

    Returns:
        The same preset.

    Examples:
        >>> from latentlens.readers.lens import Lens
        >>> register(Preset("my_lens", "My lens", "What would be said next?", Lens)).name
        'my_lens'
        >>> del PRESETS["my_lens"]
    """
    PRESETS[preset.name] = preset
    return preset


def discover() -> None:
    """Import every module of `latentlens.readers`, so that each registers its presets."""
    for module in pkgutil.iter_modules(latentlens.readers.__path__, "latentlens.readers."):
        if module.name not in sys.modules:
            importlib.import_module(module.name)
