"""The report on a teaching model: every ability that the lessons rely on, measured on held-out cases."""

from __future__ import annotations

from latentlens.experiments.world_report.report import STAGES, measure

__all__ = ["STAGES", "measure"]
