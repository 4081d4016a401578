"""The rows that a recipe's data section names: read from a file or directory, or written by generators."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator
from typing import Any

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.shown import short
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.data.row_dataset import from_dataset
from latentlens.training.decoders.decoder_recipe import DecoderRecipe
from latentlens.training.decoders.task_registry import task


def recipe_rows(recipe: DecoderRecipe, reads: Backend, work: Progress) -> list[DecoderRow]:
    """Return the rows of a recipe's data.

    Args:
        recipe: the recipe, with a path or tasks.
        reads: backend of the model that is read.
        work: counts the rows that are written.

    Raises:
        InputError: if the recipe names no data or an unknown task, or they cannot be read.
    """
    if recipe.data.path is not None:
        return read_rows(pathlib.Path(recipe.data.path))
    if not recipe.data.tasks:
        raise InputError(
            "The recipe names no data. Give data.path, the path of rows, or data.tasks, such as "
            '{"world/entity" = 2000}; or pass rows to train().'
        )
    generators = {name: task(name) for name in recipe.data.tasks}
    found: list[DecoderRow] = []
    for name, generator in generators.items():
        found += generator.rows(reads, "train", recipe.data.tasks[name], recipe.seed, progress=work)
        if n := recipe.data.validation:
            found += generator.rows(reads, "validation", n, recipe.seed, progress=work)
    return found


def read_rows(path: pathlib.Path) -> list[DecoderRow]:
    """Return rows from a directory of `datasets`, a JSON file with a list, or one with a row on each line.

    Args:
        path: the file or directory.

    Raises:
        InputError: if it cannot be read, or a row in it cannot be used.
    """
    try:
        if path.is_dir():
            from datasets import load_from_disk

            return from_dataset(load_from_disk(str(path)))
        return from_dataset(_records(path))
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"{path} cannot be read as rows ({short(error)}). Give a directory that Dataset.save_to_disk "
            "wrote, a JSON file with a list of rows, or one with a row on each line."
        ) from error


def _records(path: pathlib.Path) -> Iterator[Any]:
    text = path.read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        yield from json.loads(text)
    else:
        yield from (json.loads(line) for line in text.splitlines() if line.strip())
