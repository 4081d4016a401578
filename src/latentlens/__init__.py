"""latentlens: read language-model activations in words, in Jupyter.

Names load when they are first used, so that importing the package costs neither torch nor transformers.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from latentlens._errors import LatentLensError as LatentLensError
    from latentlens._fit import fit_lens as fit_lens
    from latentlens._fit import fit_mapping as fit_mapping
    from latentlens._fit import fit_relation as fit_relation
    from latentlens._fit import fit_soft_prompt as fit_soft_prompt
    from latentlens.answers.answer import Answer as Answer
    from latentlens.answers.layer_grid import LayerGrid as LayerGrid
    from latentlens.answers.lens_grid import LensGrid as LensGrid
    from latentlens.answers.scale_sweep import ScaleSweep as ScaleSweep
    from latentlens.answers.sweep import Sweep as Sweep
    from latentlens.confidence.calibrator import Calibrator as Calibrator
    from latentlens.confidence.controls import Controls as Controls
    from latentlens.engine.injection import Add as Add
    from latentlens.engine.injection import AddNormMatched as AddNormMatched
    from latentlens.engine.injection import Interpolate as Interpolate
    from latentlens.engine.injection import Replace as Replace
    from latentlens.engine.layer_mappings import LayerMappings as LayerMappings
    from latentlens.engine.mapping import Identity as Identity
    from latentlens.engine.mapping import Rescale as Rescale
    from latentlens.engine.mapping import Zero as Zero
    from latentlens.fitting.soft_prompts import SoftPrompts as SoftPrompts
    from latentlens.grading.case import Case as Case
    from latentlens.grading.graded import Graded as Graded
    from latentlens.grading.grading import calibrate as calibrate
    from latentlens.grading.grading import grade as grade
    from latentlens.notebook.explorer import Explorer as Explorer
    from latentlens.readers.attention import AttentionKnockout as AttentionKnockout
    from latentlens.readers.calibrated import Calibrated as Calibrated
    from latentlens.readers.lens import Lens as Lens
    from latentlens.readers.noise import Noise as Noise
    from latentlens.readers.patchscope import Patchscope as Patchscope
    from latentlens.session import Session as Session
    from latentlens.trace import Trace as Trace
    from latentlens.vectors import Vectors as Vectors

_HOME = {
    "Add": "engine.injection",
    "AddNormMatched": "engine.injection",
    "Answer": "answers.answer",
    "AttentionKnockout": "readers.attention",
    "Calibrated": "readers.calibrated",
    "Calibrator": "confidence.calibrator",
    "Case": "grading.case",
    "Controls": "confidence.controls",
    "Explorer": "notebook.explorer",
    "Graded": "grading.graded",
    "Identity": "engine.mapping",
    "Interpolate": "engine.injection",
    "LatentLensError": "_errors",
    "LayerGrid": "answers.layer_grid",
    "LayerMappings": "engine.layer_mappings",
    "Lens": "readers.lens",
    "LensGrid": "answers.lens_grid",
    "Noise": "readers.noise",
    "Patchscope": "readers.patchscope",
    "Replace": "engine.injection",
    "Rescale": "engine.mapping",
    "ScaleSweep": "answers.scale_sweep",
    "Session": "session",
    "SoftPrompts": "fitting.soft_prompts",
    "Sweep": "answers.sweep",
    "Trace": "trace",
    "Vectors": "vectors",
    "Zero": "engine.mapping",
    "calibrate": "grading.grading",
    "fit_lens": "_fit",
    "fit_mapping": "_fit",
    "fit_relation": "_fit",
    "fit_soft_prompt": "_fit",
    "grade": "grading.grading",
    "presets": "readers.presets",
}

__all__ = [*_HOME]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("latentlens")
    if name not in _HOME:
        raise AttributeError(f"module 'latentlens' has no attribute {name!r}")
    module = importlib.import_module(f"latentlens.{_HOME[name]}")
    value = module if name == "presets" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])


def load_ipython_extension(ipython: Any) -> None:
    """Add the magics %lens and %%lens; called by ``%load_ext latentlens``."""
    from latentlens.notebook import magics

    magics.load(ipython)


def unload_ipython_extension(ipython: Any) -> None:
    """Take the magics out again; called by ``%unload_ext latentlens``."""
    from latentlens.notebook import magics

    magics.unload(ipython)
