"""Files of a decoder's adapter: PEFT's own two, the vectors of each layer, or the weights of attention."""

from __future__ import annotations

import pathlib

from latentlens.adapters.adapter import Adapter
from latentlens.adapters.attention_weights import AttentionAdapter
from latentlens.adapters.layer_vectors import VectorAdapter
from latentlens.adapters.lora import LoraAdapter
from latentlens.errors import DecoderError, InputError

PEFT_CONFIG, PEFT_WEIGHTS = "adapter_config.json", "adapter_model.safetensors"
VECTORS, ATTENTION = "layer_vectors.safetensors", "attention_weights.safetensors"


def write_adapter(directory: pathlib.Path, adapter: Adapter) -> None:
    """Write an adapter's files into a decoder's directory.

    Args:
        directory: directory of the decoder.
        adapter: the adapter.

    Raises:
        DecoderError: if it is of a kind that has no file.
    """
    if isinstance(adapter, LoraAdapter):
        adapter.save(directory)
    elif isinstance(adapter, VectorAdapter):
        adapter.save(directory / VECTORS)
    elif isinstance(adapter, AttentionAdapter):
        adapter.save(directory / ATTENTION)
    else:
        raise DecoderError(
            f"A decoder's adapter {adapter!r} cannot be saved. Those that can are LoraAdapter, VectorAdapter "
            "and AttentionAdapter."
        )


def read_adapter(directory: pathlib.Path) -> Adapter | None:
    """Return the adapter of a decoder's directory; None if it has none.

    Args:
        directory: directory of the decoder.

    Raises:
        DecoderError: if a file is missing or damaged, or there are adapters of two kinds.
    """
    names = {PEFT_CONFIG: "lora", PEFT_WEIGHTS: "lora", VECTORS: "vectors", ATTENTION: "attention"}
    found = {kind for name, kind in names.items() if (directory / name).is_file()}
    if len(found) > 1:
        raise DecoderError(
            f"{directory} has adapters of {len(found)} kinds ({', '.join(sorted(found))}), and a decoder has "
            "one. Take out the files of the others, and save it again."
        )
    try:
        if "lora" in found:
            return LoraAdapter.load(directory)
        if "vectors" in found:
            return VectorAdapter.load(directory / VECTORS)
        return AttentionAdapter.load(directory / ATTENTION) if found else None
    except InputError as error:
        raise DecoderError(str(error)) from error
