"""Heat maps of means over prompts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from latentlens.errors import InputError
from latentlens.plots.heat_map import layer_by_position, source_by_target_layer
from latentlens.plots.prompt_axes import along_prompts, place_of, position_labels, values_along
from latentlens.plots.prompt_means import AcrossPrompts
from latentlens.plots.sweep_like import DrawnSweep
from latentlens.plots.sweep_titles import heat_map_quantity, means_map_title


def heat_map_of_means(sweep: DrawnSweep, axes: Sequence[str], *, option: str | None = None) -> go.Figure:
    """Draw the mean over prompts: an option's probability, else the excess over each prompt's controls.

    Without controls the confidence is drawn. The hover has the interval of the mean and the controls.

    Args:
        sweep: a sweep of several traces, complete or not.
        axes: the rows' axis, "layer", and the columns' axis, "position" or "target_layer".
        option: an option of the forced choice, whose probability is drawn; None (default) for the excess.

    Raises:
        InputError: if there is no answer to draw.
        SelectionError: if positions are counted from both ends of prompts.
    """
    found = along_prompts(sweep, axes, option)
    if not sweep.answers:
        raise InputError("The sweep has no answers to draw. Run it again, and let it answer one cell.")
    rows, columns = (values_along(sweep, name) for name in axes)
    held = [[found[row, column] for column in columns] for row in rows]
    controlled = any(each.excess() is not None for each in found.values())
    quantity = heat_map_quantity(option, controlled=controlled)
    drawn: dict[str, Any] = {
        "low_mass": [[each.low_mass for each in row] for row in held],
        "not_finite": [[bool(each.answers) and not each.finite for each in row] for row in held],
        "quantity": f"{quantity}, mean over prompts",
        "title": means_map_title(sweep, [len(each.finite) for each in itertools.chain(*held)]),
    }
    values = [[_value(each, controlled and option is None) for each in row] for row in held]
    if axes[1] == "position":
        figure = layer_by_position(values, rows, columns, position_labels(sweep, columns), **drawn)
    else:
        figure = source_by_target_layer(values, rows, columns, **drawn)
    hover = [
        [
            held[i][j].hover(f"{place_of(axes[0], row)}, {place_of(axes[1], column)}")
            for j, column in enumerate(columns)
        ]
        for i, row in enumerate(rows)
    ]
    return figure.update_traces({"text": np.array(hover, dtype=object)}, selector={"type": "heatmap"})


def _value(place: AcrossPrompts, controlled: bool) -> float:
    mean = place.excess() if controlled else place.mean()
    return math.nan if mean is None else mean.value
