"""Settings of fits in the Explorer: their form, their check, and the choice of layers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from latentlens.errors import InputError
from latentlens.explorer.protocol import Json, SettingError
from latentlens.inputs.shown import shown
from latentlens.readers.form import Panel, Positions, checked

PREFIX = "fit_"
"""Prefix of their names, since questions have settings of the same names."""

_Count = Annotated[int, Field(ge=1, le=10**6)]
_UP = "a whole number from 1 up"


class FitForm(BaseModel):
    """Form of all settings that fits have; `FitKind.settings` names those of one fit, with its defaults."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    fit_documents: Annotated[
        int,
        Field(ge=2, le=10**5),
        Panel(
            "Documents",
            "Fit",
            "Maximum number of documents: first lines of the file, or passages of the teaching world.",
            says="a whole number from 2 to 100000",
        ),
    ] = 700
    fit_subjects: Annotated[
        str,
        Panel(
            "Subjects",
            "Fit",
            "Names that have the relation, separated by commas; 16 are usual.",
            empty="the teaching world's, if it has them",
        ),
    ] = ""
    fit_layers: Annotated[
        Positions,
        Panel(
            "Layers",
            "Fit",
            "The layers that get a map, such as 2, 4.",
            empty="all",
            says="a list of layers, such as 2, 4",
        ),
    ] = None
    fit_held_out: Annotated[
        float,
        Field(ge=1e-6, le=1 - 1e-6),
        Panel(
            "Held out",
            "Fit",
            "Share of the data that the fit never sees; its quality is measured there.",
            says="a share between 0 and 1, such as 0.1",
        ),
    ] = 0.1
    fit_ridge: Annotated[
        float,
        Field(ge=0, le=1e9),
        Panel(
            "Ridge",
            "Fit",
            "Penalty on a large map; needed, such as 0.1, with fewer tokens than the model is wide.",
            says="a number of 0 or more, such as 0.1",
        ),
    ] = 0.0
    fit_beta: Annotated[
        float,
        Field(ge=1e-9, le=1e9),
        Panel(
            "Beta",
            "Fit",
            "Factor of the map's matrix; the larger, the more the subject counts.",
            says="a number above 0, such as 1",
        ),
    ] = 1.0
    fit_length: Annotated[_Count, Panel("Length", "Fit", "Number of vectors in the prompt.", says=_UP)] = 10
    fit_ahead: Annotated[
        _Count,
        Panel(
            "Tokens ahead",
            "Fit",
            "How many of the following tokens the prompt is trained to predict.",
            says=_UP,
        ),
    ] = 3
    fit_steps: Annotated[_Count, Panel("Steps", "Fit", "Number of training steps.", says=_UP)] = 250
    fit_learning_rate: Annotated[
        float,
        Field(ge=1e-9, le=99.9),
        Panel(
            "Learning rate",
            "Fit",
            "Learning rate of the first training step.",
            says="a number above 0 and below 100, such as 0.1",
        ),
    ] = 0.1
    fit_seed: Annotated[
        int, Panel("Seed", "Fit", "Seed of what is held out and drawn, and of the teaching world's text.")
    ] = 0


def fit_values(defaults: Json, changed_settings: Json) -> Json:
    """Return the settings of a fit, by their names without `PREFIX`.

    Args:
        defaults: the fit's default settings by name.
        changed_settings: the settings that the user changed, with `PREFIX`, as the browser sends them.

    Raises:
        SettingError: if the fit has no such setting, or it cannot have this value.
    """
    for key in changed_settings:
        if not key.startswith(PREFIX) or key.removeprefix(PREFIX) not in defaults:
            raise SettingError(key, f"This fit has no setting {shown(key)}.")
    try:
        changed = checked([FitForm], changed_settings)
    except InputError as error:
        raise SettingError(error.setting or "question", str(error)) from None
    plain = {key.removeprefix(PREFIX): value for key, value in changed.items()}
    return defaults | {name: tuple(v) if isinstance(v, list) else v for name, v in plain.items()}


def chosen_layers(layers: Iterable[int], allowed: range) -> tuple[int, ...]:
    """Return layers sorted, without duplicates.

    Args:
        layers: the layers that the user gave.
        allowed: the layers that can be fitted.

    Raises:
        SettingError: if one of them cannot be fitted.
    """
    chosen = tuple(sorted({*layers}))
    if not {*chosen} <= {*allowed}:
        raise SettingError(
            f"{PREFIX}layers",
            f"This is fitted for layers {allowed[0]} to {allowed[-1]}; got {', '.join(map(str, chosen))}.",
        )
    return chosen


def selected_layer(layer: int | None, allowed: range) -> tuple[int]:
    """Return the selected layer as a tuple of one.

    Args:
        layer: the selected cell's layer; None if no cell is selected.
        allowed: the layers that can be fitted.

    Raises:
        SettingError: if no cell is selected, or its layer cannot be fitted.
    """
    if layer is None:
        raise SettingError("layer", "A learned prompt belongs to one layer. Choose a cell of that layer.")
    if layer not in allowed:
        raise SettingError(
            "layer",
            "A learned prompt reads states that have a block above them. Choose a cell of layers "
            f"{allowed[0]} to {allowed[-1]}.",
        )
    return (layer,)
