"""Many short trainings of a decoder that differ in one thing, to see what its reading depends on."""

from __future__ import annotations

from latentlens.experiments.patchscopes.experiment import Experiment
from latentlens.experiments.short_trainings.by_kinds import BY_KINDS
from latentlens.experiments.short_trainings.by_layers import BY_LAYERS
from latentlens.experiments.short_trainings.by_rows import BY_ROWS

__all__ = ["SHORT_TRAININGS"]

SHORT_TRAININGS: tuple[Experiment, ...] = (BY_LAYERS, BY_ROWS, BY_KINDS)
"""Every experiment, in the order in which they run."""
