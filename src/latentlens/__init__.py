"""latentlens: read language-model activations in words, in Jupyter.

Names load when they are first used, so that importing the package costs neither torch nor transformers.
"""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from latentlens._errors import CacheWarning as CacheWarning
    from latentlens._errors import Cancelled as Cancelled
    from latentlens._errors import InputError as InputError
    from latentlens._errors import LatentLensError as LatentLensError
    from latentlens._errors import MappingError as MappingError
    from latentlens._errors import MissingError as MissingError
    from latentlens._errors import ModelError as ModelError
    from latentlens._errors import NotFinite as NotFinite
    from latentlens._errors import NotPicklable as NotPicklable
    from latentlens._errors import PromptError as PromptError
    from latentlens._errors import SelectionError as SelectionError
    from latentlens._errors import SessionClosed as SessionClosed
    from latentlens._errors import SourceTextWarning as SourceTextWarning
    from latentlens._errors import StaleTrace as StaleTrace
    from latentlens._errors import TargetPromptError as TargetPromptError
    from latentlens._errors import TokenizerError as TokenizerError
    from latentlens._errors import TourError as TourError
    from latentlens._errors import UnsupportedModel as UnsupportedModel
    from latentlens.activations.trace import Trace as Trace
    from latentlens.activations.vectors import Vectors as Vectors
    from latentlens.ask.answer import Answer as Answer
    from latentlens.ask.layer_grid import LayerGrid as LayerGrid
    from latentlens.ask.lens_grid import LensGrid as LensGrid
    from latentlens.ask.scale_sweep import ScaleSweep as ScaleSweep
    from latentlens.ask.sweep import Sweep as Sweep
    from latentlens.engine.injection import Add as Add
    from latentlens.engine.injection import AddNormMatched as AddNormMatched
    from latentlens.engine.injection import Interpolate as Interpolate
    from latentlens.engine.injection import Replace as Replace
    from latentlens.evaluation.calibrator import Calibrator as Calibrator
    from latentlens.evaluation.case import Case as Case
    from latentlens.evaluation.graded import Graded as Graded
    from latentlens.evaluation.grading import calibrate as calibrate
    from latentlens.evaluation.grading import grade as grade
    from latentlens.explorer.explorer import Explorer as Explorer
    from latentlens.mappings.layer_mappings import LayerMappings as LayerMappings
    from latentlens.mappings.mapping import Identity as Identity
    from latentlens.mappings.mapping import Rescale as Rescale
    from latentlens.mappings.mapping import Zero as Zero
    from latentlens.readers.attention import AttentionKnockout as AttentionKnockout
    from latentlens.readers.calibrated import Calibrated as Calibrated
    from latentlens.readers.lens import Lens as Lens
    from latentlens.readers.noise import Noise as Noise
    from latentlens.readers.patchscope import Patchscope as Patchscope
    from latentlens.scoring.controls import Controls as Controls
    from latentlens.session import Session as Session
    from latentlens.training.fit import fit_lens as fit_lens
    from latentlens.training.fit import fit_mapping as fit_mapping
    from latentlens.training.fit import fit_relation as fit_relation
    from latentlens.training.fit import fit_soft_prompt as fit_soft_prompt
    from latentlens.training.soft_prompts import SoftPrompts as SoftPrompts

_HOME = {
    "Add": "engine.injection",
    "AddNormMatched": "engine.injection",
    "Answer": "ask.answer",
    "AttentionKnockout": "readers.attention",
    "CacheWarning": "_errors",
    "Calibrated": "readers.calibrated",
    "Calibrator": "evaluation.calibrator",
    "Cancelled": "_errors",
    "Case": "evaluation.case",
    "Controls": "scoring.controls",
    "Explorer": "explorer.explorer",
    "Graded": "evaluation.graded",
    "Identity": "mappings.mapping",
    "InputError": "_errors",
    "Interpolate": "engine.injection",
    "LatentLensError": "_errors",
    "LayerGrid": "ask.layer_grid",
    "LayerMappings": "mappings.layer_mappings",
    "Lens": "readers.lens",
    "LensGrid": "ask.lens_grid",
    "MappingError": "_errors",
    "MissingError": "_errors",
    "ModelError": "_errors",
    "Noise": "readers.noise",
    "NotFinite": "_errors",
    "NotPicklable": "_errors",
    "Patchscope": "readers.patchscope",
    "PromptError": "_errors",
    "Replace": "engine.injection",
    "Rescale": "mappings.mapping",
    "ScaleSweep": "ask.scale_sweep",
    "SelectionError": "_errors",
    "Session": "session",
    "SessionClosed": "_errors",
    "SoftPrompts": "training.soft_prompts",
    "SourceTextWarning": "_errors",
    "StaleTrace": "_errors",
    "Sweep": "ask.sweep",
    "TargetPromptError": "_errors",
    "TokenizerError": "_errors",
    "TourError": "_errors",
    "Trace": "activations.trace",
    "UnsupportedModel": "_errors",
    "Vectors": "activations.vectors",
    "Zero": "mappings.mapping",
    "calibrate": "evaluation.grading",
    "fit_lens": "training.fit",
    "fit_mapping": "training.fit",
    "fit_relation": "training.fit",
    "fit_soft_prompt": "training.fit",
    "grade": "evaluation.grading",
    "presets": "readers.presets",
}

__all__ = [*_HOME]

# silent unless whoever imports it asks to hear: the command line and notebooks do
logging.getLogger(__name__).addHandler(logging.NullHandler())


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
