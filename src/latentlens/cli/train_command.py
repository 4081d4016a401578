"""What `latentlens train` does: it trains a decoder from a recipe, and prints how that went."""

from __future__ import annotations

import pathlib

import typer
from rich.console import Console

from latentlens.display.printable import for_rich
from latentlens.training.decoders.processes import Processes
from latentlens.training.decoders.recipe_file import read_recipe
from latentlens.training.decoders.train_decoder import train


def train_decoder(
    recipe: pathlib.Path,
    out: pathlib.Path | None,
    console: Console,
    errors: Console,
    *,
    controls: bool,
    resume: bool,
) -> None:
    """Train a decoder, and print its figures beside those of its controls.

    Args:
        recipe: path of the recipe.
        out: directory for what is written; None for one of the decoder's name.
        console: where the figures are printed.
        errors: where a stop is told.
        controls: whether the controls are trained too.
        resume: whether to go on from checkpoints.

    Raises:
        typer.Exit: with 130 if it was interrupted; its state is then kept.
    """
    plan = read_recipe(recipe)
    place, first = pathlib.Path(plan.name) if out is None else out, Processes().is_first
    try:
        found = train(plan, out=place, controls=controls, resume=resume, progress=None if first else False)
    except KeyboardInterrupt:
        errors.print(
            f"Stopped. The state is kept in {for_rich(str(place))}; the same command goes on from there."
        )
        raise typer.Exit(130) from None
    if first:
        console.print(for_rich(repr(found)))
        console.print(f"Decoder.load({for_rich(repr(str(place / 'decoder')))}) loads it.")
