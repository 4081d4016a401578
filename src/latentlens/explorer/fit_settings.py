"""The settings of fits as plain data, and the layers that a fit is for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from latentlens.errors import InputError
from latentlens.explorer.protocol import Json, SettingError
from latentlens.inputs.shown import shown
from latentlens.readers.form import Panel, Positions, checked

PREFIX = "fit_"
"""Begins their names, some of which questions have too."""

_Count = Annotated[int, Field(ge=1, le=10**6)]
_UP = "a whole number from 1 up"


class FitForm(BaseModel):
    """All settings that fits have; which of them one has, and its own values, its `FitKind` says."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    fit_documents: Annotated[
        int,
        Field(ge=2, le=10**5),
        Panel(
            "Documents",
            "Fit",
            "How many documents at most: the first lines of the file, or passages of the world's own text.",
            says="a whole number from 2 to 100000",
        ),
    ] = 700
    fit_subjects: Annotated[
        str,
        Panel(
            "Subjects",
            "Fit",
            "Names that have the relation, with commas between them; 16 are usual.",
            empty="the world's, if it has this relation",
        ),
    ] = ""
    fit_layers: Annotated[
        Positions,
        Panel(
            "Layers",
            "Fit",
            "Which layers get a map, such as 2, 4.",
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
            "The share that the fit never sees, and is measured on.",
            says="a share between 0 and 1, such as 0.1",
        ),
    ] = 0.1
    fit_ridge: Annotated[
        float,
        Field(ge=0, le=1e9),
        Panel(
            "Ridge",
            "Fit",
            "Keeps the map small; with one, such as 0.1, fewer tokens than the model is wide will do.",
            says="a number of 0 or more, such as 0.1",
        ),
    ] = 0.0
    fit_beta: Annotated[
        float,
        Field(ge=1e-9, le=1e9),
        Panel(
            "Beta",
            "Fit",
            "What the map's matrix is multiplied with; more says more of the subject.",
            says="a number above 0, such as 1",
        ),
    ] = 1.0
    fit_length: Annotated[_Count, Panel("Length", "Fit", "How many vectors the prompt has.", says=_UP)] = 10
    fit_ahead: Annotated[
        _Count,
        Panel("Tokens ahead", "Fit", "How many tokens to come it is trained to predict.", says=_UP),
    ] = 3
    fit_steps: Annotated[_Count, Panel("Steps", "Fit", "How many steps of training.", says=_UP)] = 250
    fit_learning_rate: Annotated[
        float,
        Field(ge=1e-9, le=99.9),
        Panel(
            "Learning rate",
            "Fit",
            "The learning rate of the first step.",
            says="a number above 0 and below 100, such as 0.1",
        ),
    ] = 0.1
    fit_seed: Annotated[
        int, Panel("Seed", "Fit", "The seed of what is held out and drawn, and of the world's text.")
    ] = 0


def fit_values(own: Json, given: Json) -> Json:
    """Return the settings of a fit, by their names without `PREFIX`.

    Args:
        own: what the fit has, with its own values.
        given: those that differ, as a browser sends them.

    Raises:
        SettingError: if the fit has no such setting, or it cannot have this value.
    """
    for key in given:
        if not key.startswith(PREFIX) or key.removeprefix(PREFIX) not in own:
            raise SettingError(key, f"This fit has no setting {shown(key)}.")
    try:
        changed = checked([FitForm], given)
    except InputError as error:
        raise SettingError(error.setting or "question", str(error)) from None
    plain = {key.removeprefix(PREFIX): value for key, value in changed.items()}
    return own | {name: tuple(v) if isinstance(v, list) else v for name, v in plain.items()}


def chosen_layers(layers: Iterable[int], allowed: range) -> tuple[int, ...]:
    """Return layers in order, each once.

    Raises:
        SettingError: if one of them cannot be fitted.
    """
    found = tuple(sorted({*layers}))
    if not {*found} <= {*allowed}:
        raise SettingError(
            f"{PREFIX}layers",
            f"This is fitted for layers {allowed[0]} to {allowed[-1]}; got {', '.join(map(str, found))}.",
        )
    return found


def selected_layer(layer: int | None, allowed: range) -> tuple[int]:
    """Return the selected layer as the only one.

    Raises:
        SettingError: if there is none, or it cannot be fitted.
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
