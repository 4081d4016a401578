"""Rows to train and test decoders with: questions about the activations of texts and chats, with answers."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from latentlens.training.data.behaviour_rows import ModelVariant as ModelVariant
    from latentlens.training.data.behaviour_rows import VariantBehaviour as VariantBehaviour
    from latentlens.training.data.classification_rows import Classification as Classification
    from latentlens.training.data.context_rows import ContextPrediction as ContextPrediction
    from latentlens.training.data.decoder_row import DecoderRow as DecoderRow
    from latentlens.training.data.judge_free_rows import DocumentCuts as DocumentCuts
    from latentlens.training.data.judge_free_rows import NextTokenOptions as NextTokenOptions
    from latentlens.training.data.latentqa_items import LatentQAItem as LatentQAItem
    from latentlens.training.data.latentqa_items import make_latentqa as make_latentqa
    from latentlens.training.data.latentqa_items import read_latentqa as read_latentqa
    from latentlens.training.data.latentqa_rows import LatentQA as LatentQA
    from latentlens.training.data.mixing import mix as mix
    from latentlens.training.data.model_samples import sampled_replies as sampled_replies
    from latentlens.training.data.model_samples import sampled_texts as sampled_texts
    from latentlens.training.data.own_chats import OwnChats as OwnChats
    from latentlens.training.data.relation_rows import RelationRows as RelationRows
    from latentlens.training.data.relation_rows import SubjectFact as SubjectFact
    from latentlens.training.data.row_dataset import from_dataset as from_dataset
    from latentlens.training.data.row_dataset import to_dataset as to_dataset
    from latentlens.training.data.row_generator import RowGenerator as RowGenerator
    from latentlens.training.data.row_splits import check_no_leaks as check_no_leaks
    from latentlens.training.data.row_splits import leaks as leaks

_MODULES = {
    "Classification": "classification_rows",
    "ContextPrediction": "context_rows",
    "DecoderRow": "decoder_row",
    "DocumentCuts": "judge_free_rows",
    "LatentQA": "latentqa_rows",
    "LatentQAItem": "latentqa_items",
    "ModelVariant": "behaviour_rows",
    "NextTokenOptions": "judge_free_rows",
    "OwnChats": "own_chats",
    "RelationRows": "relation_rows",
    "RowGenerator": "row_generator",
    "SubjectFact": "relation_rows",
    "VariantBehaviour": "behaviour_rows",
    "check_no_leaks": "row_splits",
    "from_dataset": "row_dataset",
    "leaks": "row_splits",
    "make_latentqa": "latentqa_items",
    "mix": "mixing",
    "read_latentqa": "latentqa_items",
    "sampled_replies": "model_samples",
    "sampled_texts": "model_samples",
    "to_dataset": "row_dataset",
}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
