"""Sends a training's figures to experiment trackers, those that accelerate knows, if any are named."""

from __future__ import annotations

import contextlib
import pathlib
from collections.abc import Callable, Iterator
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import short
from latentlens.training.decoders.decoder_recipe import DecoderRecipe

OnStep = Callable[[int, dict[str, float]], None]


@contextlib.contextmanager
def trackers(
    recipe: DecoderRecipe, place: pathlib.Path | None, *, first: bool
) -> Iterator[Callable[[str], OnStep]]:
    """Open the recipe's trackers, and give the function that makes a run's listener.

    Args:
        recipe: recipe that names the trackers.
        place: directory for those that write files; None for the one in which the program runs.
        first: whether this process reports; others do not.

    Raises:
        InputError: if accelerate knows no tracker of a name, or it is not installed.
    """
    opened: list[Any] = []
    if recipe.trackers and first:
        from accelerate.tracking import LOGGER_TYPE_TO_CLASS

        for name in recipe.trackers:
            if name not in LOGGER_TYPE_TO_CLASS:
                known = ", ".join(LOGGER_TYPE_TO_CLASS)
                raise InputError(f"accelerate knows no tracker {name!r}. It knows {known}.")
            kind = LOGGER_TYPE_TO_CLASS[name]
            try:
                made = (
                    kind(recipe.name, logging_dir=str(place or "."))
                    if kind.requires_logging_directory
                    else kind(recipe.name)
                )
                made.start()
            except Exception as error:  # a tracker is another project's code, and may not be installed
                raise InputError(
                    f"The tracker {name!r} cannot be used: {short(error)}. Install what it needs, or leave "
                    "it out of `trackers`."
                ) from error
            opened.append(made)

    def listener(run: str) -> OnStep:
        def tell(step: int, figures: dict[str, float]) -> None:
            for each in opened:
                each.log({f"{run}/{name}": value for name, value in figures.items()}, step=step)

        return tell

    try:
        yield listener
    finally:
        for each in opened:
            each.finish()
