"""A sweep over layers and positions as a heat map."""

from __future__ import annotations

import plotly.graph_objects as go

from latentlens.plots.answer_grid import answer_grid
from latentlens.plots.axes import layer_places
from latentlens.plots.heat_map import layer_by_position
from latentlens.plots.sweep_like import DrawnSweep
from latentlens.plots.sweep_titles import full_title


def layers_by_positions_of_sweep(sweep: DrawnSweep, *, option: str | None = None) -> go.Figure:
    """Draw layer by position: an option's probability, else the excess over the controls.

    Blue cells are over their controls, orange ones below. Without controls the confidence is drawn. Cells
    that were not answered are left out. Where noise was run, cells that are told from it are framed and the
    others pale; the line under the title says how many there are.

    Args:
        sweep: a sweep of one trace over layers and positions, complete or not.
        option: an option of the forced choice, whose probability is drawn.

    Returns:
        A Plotly figure with layers upward and positions to the right.
    """
    by_cell = sweep.along("layer", "position")
    layers, positions = sorted(sweep.axes["layer"]), sorted(sweep.axes["position"])
    places = layer_places(layers)
    rows = [[by_cell.get((layer, position)) for position in positions] for layer in layers]
    values, drawn = answer_grid(rows, option)
    return layer_by_position(
        values,
        places,
        positions,
        [sweep.traces[0].tokens[position] for position in positions],
        layer_names=[str(layer) for layer in layers] if places != layers else None,
        title=full_title(sweep),
        **drawn,
    )
