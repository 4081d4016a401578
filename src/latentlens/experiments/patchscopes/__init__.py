"""The experiments of the Patchscopes paper (arXiv 2401.06102), on real facts or the teaching world's."""

from __future__ import annotations

from latentlens.experiments.patchscopes.attributes import ATTRIBUTES
from latentlens.experiments.patchscopes.calibration_experiment import CALIBRATION
from latentlens.experiments.patchscopes.cross_model import CROSS_MODEL
from latentlens.experiments.patchscopes.entity_resolution import ENTITY_RESOLUTION
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome, Verdict
from latentlens.experiments.patchscopes.multi_hop import MULTI_HOP
from latentlens.experiments.patchscopes.next_token import NEXT_TOKEN
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.patchscopes.well_known import WELL_KNOWN

__all__ = ["EXPERIMENTS", "Experiment", "ExperimentOutcome", "Study", "Verdict"]

EXPERIMENTS: tuple[Experiment, ...] = (
    NEXT_TOKEN,
    ATTRIBUTES,
    ENTITY_RESOLUTION,
    WELL_KNOWN,
    CROSS_MODEL,
    MULTI_HOP,
    CALIBRATION,
)
"""Every experiment, in the order in which they run."""
