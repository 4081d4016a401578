"""latentlens: read language-model activations in words, in Jupyter.

The public names are imported when they are first used, so `import latentlens` loads neither torch nor
transformers.
"""

from __future__ import annotations

import functools
import importlib
import logging
from typing import TYPE_CHECKING, Any

from latentlens.notebook.views import provide_explorer

if TYPE_CHECKING:
    from latentlens.activations.selection import Selection as Selection
    from latentlens.activations.trace import Trace as Trace
    from latentlens.activations.vectors import Vectors as Vectors
    from latentlens.ask.answer import Answer as Answer
    from latentlens.ask.calibrated import Calibrated as Calibrated
    from latentlens.ask.lens_grid import LensGrid as LensGrid
    from latentlens.ask.sweep import Sweep as Sweep
    from latentlens.catalogue.fetching import fetch as fetch
    from latentlens.decoder_files.reconstructor import Reconstructor as Reconstructor
    from latentlens.display.progress import Progress as Progress
    from latentlens.engine.injection import Add as Add
    from latentlens.engine.injection import AddNormMatched as AddNormMatched
    from latentlens.engine.injection import Interpolate as Interpolate
    from latentlens.engine.injection import Replace as Replace
    from latentlens.errors import CacheWarning as CacheWarning
    from latentlens.errors import Cancelled as Cancelled
    from latentlens.errors import DecoderError as DecoderError
    from latentlens.errors import InputError as InputError
    from latentlens.errors import LatentLensError as LatentLensError
    from latentlens.errors import MappingError as MappingError
    from latentlens.errors import MissingError as MissingError
    from latentlens.errors import ModelError as ModelError
    from latentlens.errors import NotFinite as NotFinite
    from latentlens.errors import NotPicklable as NotPicklable
    from latentlens.errors import PromptError as PromptError
    from latentlens.errors import SelectionError as SelectionError
    from latentlens.errors import SessionClosed as SessionClosed
    from latentlens.errors import SourceTextWarning as SourceTextWarning
    from latentlens.errors import StaleTrace as StaleTrace
    from latentlens.errors import TargetPromptError as TargetPromptError
    from latentlens.errors import TokenizerError as TokenizerError
    from latentlens.errors import TourError as TourError
    from latentlens.errors import UnsupportedModel as UnsupportedModel
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
    from latentlens.readers.chat_prompt import ChatPrompt as ChatPrompt
    from latentlens.readers.decoder import Decoder as Decoder
    from latentlens.readers.lens import Lens as Lens
    from latentlens.readers.noise import Noise as Noise
    from latentlens.readers.patchscope import Patchscope as Patchscope
    from latentlens.readers.preset import Preset as Preset
    from latentlens.readers.reader import Reader as Reader
    from latentlens.readers.target_prompts import SourcePrompt as SourcePrompt
    from latentlens.readers.target_prompts import TextPrompt as TextPrompt
    from latentlens.replies.reply import Reply as Reply
    from latentlens.scoring.controls import Controls as Controls
    from latentlens.session import Session as Session
    from latentlens.training.fit import fit_lens as fit_lens
    from latentlens.training.fit import fit_mapping as fit_mapping
    from latentlens.training.fit import fit_relation as fit_relation
    from latentlens.training.fit import fit_soft_prompt as fit_soft_prompt
    from latentlens.training.graded_prompts import PromptChoice as PromptChoice
    from latentlens.training.prompt_choice import choose_prompt as choose_prompt
    from latentlens.training.soft_prompts import SoftPrompts as SoftPrompts
    from latentlens.training.steering.mean_difference import contrastive_pairs as contrastive_pairs
    from latentlens.training.steering.mean_difference import mean_difference as mean_difference
    from latentlens.training.steering.steer import steer as steer
    from latentlens.training.steering.steer_in_slot import SLOT_CANDIDATES as SLOT_CANDIDATES
    from latentlens.training.steering.steer_in_slot import SlotCandidate as SlotCandidate
    from latentlens.training.steering.steer_in_slot import steer_in_slot as steer_in_slot
    from latentlens.training.steering.steering_lora import SteeringLora as SteeringLora
    from latentlens.training.steering.steering_vectors import SteeringVectors as SteeringVectors

_PUBLIC_MODULES = {
    "Add": "engine.injection",
    "AddNormMatched": "engine.injection",
    "Answer": "ask.answer",
    "AttentionKnockout": "readers.attention",
    "CacheWarning": "errors",
    "Calibrated": "ask.calibrated",
    "Calibrator": "evaluation.calibrator",
    "Cancelled": "errors",
    "Case": "evaluation.case",
    "ChatPrompt": "readers.chat_prompt",
    "Controls": "scoring.controls",
    "Decoder": "readers.decoder",
    "DecoderError": "errors",
    "Explorer": "explorer.explorer",
    "Graded": "evaluation.graded",
    "Identity": "mappings.mapping",
    "InputError": "errors",
    "Interpolate": "engine.injection",
    "LatentLensError": "errors",
    "LayerMappings": "mappings.layer_mappings",
    "Lens": "readers.lens",
    "LensGrid": "ask.lens_grid",
    "MappingError": "errors",
    "MissingError": "errors",
    "ModelError": "errors",
    "Noise": "readers.noise",
    "NotFinite": "errors",
    "NotPicklable": "errors",
    "Patchscope": "readers.patchscope",
    "Preset": "readers.preset",
    "Progress": "display.progress",
    "PromptChoice": "training.graded_prompts",
    "PromptError": "errors",
    "Reader": "readers.reader",
    "Reconstructor": "decoder_files.reconstructor",
    "Replace": "engine.injection",
    "Reply": "replies.reply",
    "Rescale": "mappings.mapping",
    "SelectionError": "errors",
    "Selection": "activations.selection",
    "Session": "session",
    "SessionClosed": "errors",
    "SoftPrompts": "training.soft_prompts",
    "SourcePrompt": "readers.target_prompts",
    "SourceTextWarning": "errors",
    "StaleTrace": "errors",
    "SLOT_CANDIDATES": "training.steering.steer_in_slot",
    "SlotCandidate": "training.steering.steer_in_slot",
    "SteeringLora": "training.steering.steering_lora",
    "SteeringVectors": "training.steering.steering_vectors",
    "Sweep": "ask.sweep",
    "TargetPromptError": "errors",
    "TextPrompt": "readers.target_prompts",
    "TokenizerError": "errors",
    "TourError": "errors",
    "Trace": "activations.trace",
    "UnsupportedModel": "errors",
    "Vectors": "activations.vectors",
    "Zero": "mappings.mapping",
    "calibrate": "evaluation.grading",
    "choose_prompt": "training.prompt_choice",
    "contrastive_pairs": "training.steering.mean_difference",
    "fetch": "catalogue.fetching",
    "fit_lens": "training.fit",
    "fit_mapping": "training.fit",
    "fit_relation": "training.fit",
    "fit_soft_prompt": "training.fit",
    "grade": "evaluation.grading",
    "mean_difference": "training.steering.mean_difference",
    "presets": "readers.presets",
    "steer": "training.steering.steer",
    "steer_in_slot": "training.steering.steer_in_slot",
}

__all__ = [*_PUBLIC_MODULES]


def _register_bundled() -> None:
    """Register the models that ship with the package or can be fetched; each is loaded when it is opened."""
    from latentlens.model.bundled import (
        BundledModel,
        FetchableModel,
        register,
        register_catalogue,
        register_real_names,
    )

    def load_registration(name: str) -> BundledModel:
        from latentlens.world.registration import bundled_model

        return bundled_model(name)

    for name in ("world-small", "world-base"):
        register(name, functools.partial(load_registration, name))

    def catalogue() -> dict[str, FetchableModel]:
        from latentlens.catalogue.local_models import fetchable_models

        return fetchable_models()

    register_catalogue(catalogue)

    def real_names() -> dict[str, list[str]]:
        from latentlens.real_world.rows import names_by_kind

        return names_by_kind()

    register_real_names(real_names)


def _register_tasks() -> None:
    """Let recipes of decoders name the tasks of the rooms above training/."""
    from latentlens.training.decoders.task_registry import register_tasks

    def world_tasks() -> dict[str, Any]:
        from latentlens.world.decoder_tasks import decoder_tasks

        return dict(decoder_tasks())

    def real_world_tasks() -> dict[str, Any]:
        from latentlens.real_world.real_decoder_tasks import real_decoder_tasks

        return dict(real_decoder_tasks())

    register_tasks(world_tasks)
    register_tasks(real_world_tasks)


_register_bundled()
_register_tasks()

# A library logs nothing by default; the command line and the notebook extension add handlers.
logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("latentlens")
    if name not in _PUBLIC_MODULES:
        raise AttributeError(f"module 'latentlens' has no attribute {name!r}")
    module = importlib.import_module(f"latentlens.{_PUBLIC_MODULES[name]}")
    value = module if name == "presets" else getattr(module, name)
    globals()[name] = value
    return value


def _explorer(session: Any, trace: Any, *, vectors: Any = None) -> Any:
    from latentlens.explorer.explorer import Explorer

    return Explorer(session, trace, vectors=vectors)


provide_explorer(_explorer)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC_MODULES])


def load_ipython_extension(ipython: Any) -> None:
    """Register the IPython magics %lens and %%lens; called by ``%load_ext latentlens``."""
    from latentlens.explorer import magics

    magics.load(ipython)


def unload_ipython_extension(ipython: Any) -> None:
    """Remove the IPython magics; called by ``%unload_ext latentlens``."""
    from latentlens.explorer import magics

    magics.unload(ipython)
