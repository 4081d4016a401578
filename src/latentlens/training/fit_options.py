"""The keyword arguments that all fits share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypedDict

from latentlens.display.progress import Progress, check_progress


class FitOptions(TypedDict, total=False):
    """How a fit runs, beside what it fits.

    Args:
        layers: layers whose states are read; None, the default, for all that there can be a fit for.
        held_out: share of the documents, or of a relation's subjects, to hold out, between 0 and 1; only
            those are evaluated on. 0.1 by default, 0.5 for `fit_relation`.
        seed: seed of the split and of all random draws; 0 by default.
        progress: as in `Session.sweep`; counts rows, texts, subjects or steps, those of the evaluation
            included.
    """

    layers: Iterable[int] | None
    held_out: float
    seed: int
    progress: Progress | bool | None


class FitSettings(NamedTuple):
    """What `FitOptions` come to."""

    layers: Iterable[int] | None
    held_out: float
    seed: int
    progress: Progress | bool | None


def fit_settings(options: Mapping[str, Any], *, held_out: float = 0.1) -> FitSettings:
    """Return options with their defaults.

    Args:
        options: as `FitOptions`.
        held_out: the default share to hold out.

    Raises:
        InputError: if `progress` cannot be counted on.
        TypeError: if there is no such option.
    """
    if strays := [name for name in options if name not in FitOptions.__annotations__]:
        names = ", ".join(FitOptions.__annotations__)
        raise TypeError(f"There is no option {strays[0]!r} of a fit; all fits have {names}.")
    check_progress(options.get("progress"))
    return FitSettings(
        options.get("layers"),
        options.get("held_out", held_out),
        options.get("seed", 0),
        options.get("progress"),
    )
