"""A sweep over layers and positions as a heat map."""

from __future__ import annotations

import plotly.graph_objects as go

from latentlens.plots.answer_points import has_low_option_mass, plotted_excess, verdict_of
from latentlens.plots.axes import layer_places
from latentlens.plots.heat_map import layer_by_position
from latentlens.plots.sweep_like import DrawnSweep
from latentlens.plots.sweep_titles import full_title, heat_map_quantity


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
    controlled = any(each.excess is not None for each in by_cell.values())
    quantity = heat_map_quantity(option, controlled=controlled)
    rows = [[by_cell.get((layer, position)) for position in positions] for layer in layers]
    return layer_by_position(
        [[plotted_excess(each, option, controlled=controlled) for each in row] for row in rows],
        places,
        positions,
        [sweep.traces[0].tokens[position] for position in positions],
        layer_names=[str(layer) for layer in layers] if places != layers else None,
        low_mass=[[each is not None and has_low_option_mass(each) for each in row] for row in rows],
        not_finite=[[each is not None and not each.finite for each in row] for row in rows],
        texts=[["" if each is None else each.text for each in row] for row in rows],
        verdicts=None if option is not None else [[verdict_of(each) for each in row] for row in rows],
        quantity=quantity,
        title=full_title(sweep),
    )
