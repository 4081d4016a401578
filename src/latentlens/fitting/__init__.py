"""Fit mappings from a corpus: between a model's layers, to its last one, or to another model's."""

from __future__ import annotations

from latentlens.fitting.corpus import Corpus, split
from latentlens.fitting.gradient import fit_translators
from latentlens.fitting.least_squares import fit_least_squares

__all__ = ["Corpus", "fit_least_squares", "fit_translators", "split"]
