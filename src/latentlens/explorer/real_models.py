"""The line that tells who reads a bundled model of models that others trained."""

from __future__ import annotations

from latentlens.activations.sizes import format_size
from latentlens.catalogue.entry import entries
from latentlens.catalogue.local_models import fetched_directory, how_to_fetch
from latentlens.model.bundled import bundled_names


def real_models_tip(model: str) -> str:
    """Return a line on the real models that are on this machine, or on how to get one.

    Args:
        model: name of the model that the Explorer shows.

    Returns:
        The line, with commands between backticks; empty unless the model is a bundled one.

    Examples:
        >>> real_models_tip("gpt2")
        ''
    """
    known = entries()
    if model not in bundled_names() or not known:
        return ""
    if here := [name for name, entry in known.items() if fetched_directory(entry) is not None]:
        return f"Real models on this machine: {', '.join(f'`Session({name!r})`' for name in here)}"
    name, entry = next(iter(known.items()))
    return (
        f"For a real model: `{how_to_fetch(entry)}` once ({format_size(entry.download_size)}), then "
        f"`Session({name!r})`"
    )
