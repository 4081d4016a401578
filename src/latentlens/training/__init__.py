"""Everything that is fitted or trained: lenses, maps, relations, soft prompts, and decoders (`train`)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from latentlens.training.decoders.decoder_recipe import DecoderRecipe as DecoderRecipe
    from latentlens.training.decoders.train_decoder import TrainedDecoder as TrainedDecoder
    from latentlens.training.decoders.train_decoder import train as train

_MODULES = {
    "DecoderRecipe": "decoders.decoder_recipe",
    "TrainedDecoder": "decoders.train_decoder",
    "train": "decoders.train_decoder",
}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
