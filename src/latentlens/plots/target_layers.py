"""A sweep over source and target layers as a heat map."""

from __future__ import annotations

import plotly.graph_objects as go

from latentlens.errors import InputError
from latentlens.plots.answer_grid import answer_grid
from latentlens.plots.axes import layer_places
from latentlens.plots.heat_map import source_by_target_layer
from latentlens.plots.sweep_like import DrawnSweep
from latentlens.plots.sweep_titles import full_title


def target_layers_of_sweep(sweep: DrawnSweep, *, option: str | None = None) -> go.Figure:
    """Draw source layer by target layer: an option's probability, else the excess over the controls.

    Without controls the confidence is drawn.

    Args:
        sweep: a sweep of one position over layers and target layers, complete or not.
        option: an option of the forced choice, whose probability is drawn.

    Raises:
        InputError: if there is no answer to draw.
    """
    by_cell = sweep.along("layer", "target_layer")
    if not by_cell:
        raise InputError("The sweep has no answers to draw. Run it again, and let it answer one cell.")
    layers, targets = sorted(sweep.axes["layer"]), sorted(sweep.axes["target_layer"])
    places = layer_places(layers)
    answers = list(by_cell.values())
    first = next((each for each in answers if each.finite), answers[0])
    rows = [[by_cell.get((layer, target)) for target in targets] for layer in layers]
    values, drawn = answer_grid(rows, option)
    place = f"position {first.position} {first.name}" if first.position is not None else first.name
    return source_by_target_layer(
        values,
        places,
        targets,
        source_names=[str(layer) for layer in layers] if places != layers else None,
        title=f"{place}: {full_title(sweep)}",
        **drawn,
    )
