"""Plotly figures of sweeps, lenses, calibrations and trainings; they work offline and upload nothing."""

from latentlens.plots.across_layers import across_layers
from latentlens.plots.across_positions import confidence_across_positions
from latentlens.plots.across_prompts import mean_over_prompts
from latentlens.plots.across_scales import confidence_across_scales
from latentlens.plots.export import save
from latentlens.plots.figure import CONFIG, PrivateFigure
from latentlens.plots.heat_map import layer_by_position, source_by_target_layer
from latentlens.plots.layers_by_positions import layers_by_positions_of_sweep
from latentlens.plots.one_position import confidence_at_one_position
from latentlens.plots.reliability_diagram import reliability_diagram
from latentlens.plots.target_layers import target_layers_of_sweep
from latentlens.plots.template import TEMPLATE
from latentlens.plots.training_losses import training_losses

__all__ = [
    "CONFIG",
    "TEMPLATE",
    "PrivateFigure",
    "across_layers",
    "confidence_across_positions",
    "confidence_across_scales",
    "confidence_at_one_position",
    "layer_by_position",
    "layers_by_positions_of_sweep",
    "mean_over_prompts",
    "reliability_diagram",
    "save",
    "source_by_target_layer",
    "target_layers_of_sweep",
    "training_losses",
]
