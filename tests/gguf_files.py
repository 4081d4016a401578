"""Small GGUF files, written with the gguf package from transformers models, as llama.cpp's converter does."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable, Mapping
from typing import Any

import gguf
import numpy as np
import torch
from transformers import PreTrainedModel, PreTrainedTokenizerFast

CHAT = "{% for m in messages %}{{ '<|' + m['role'] + '|>' + m['content'] + '\n' }}{% endfor %}"

_ARCHITECTURES = {
    "llama": gguf.MODEL_ARCH.LLAMA,
    "qwen2": gguf.MODEL_ARCH.QWEN2,
    "gemma3_text": gguf.MODEL_ARCH.GEMMA3,
}
_TOKEN, _CONTROL, _BYTE = 1, 3, 6


def write_gguf(
    path: pathlib.Path,
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast | None = None,
    *,
    kind: gguf.GGMLQuantizationType = gguf.GGMLQuantizationType.F32,
    facts: Mapping[str, Any] | None = None,
    tensors: Mapping[str, np.ndarray] | None = None,
    leave_out: tuple[str, ...] = (),
    split_rule: str = "gpt-2",
    adds_bos: bool = True,
) -> pathlib.Path:
    """Write a model as a GGUF file and return its path.

    Args:
        path: where the file is written; one that is there is replaced.
        model: a tiny llama, qwen2 or gemma3_text.
        tokenizer: a byte-level one; None for sentencepiece's pieces of gemma.
        kind: how matrices are stored.
        facts: more keys, under the architecture's name, or other values of those that are written.
        tensors: more tensors.
        leave_out: names of tensors that are not written.
        split_rule: the name of the rule that cuts text.
        adds_bos: whether the tokenizer puts a beginning-of-sequence token before texts.
    """
    config = model.config
    arch = _ARCHITECTURES[config.model_type]
    writer = gguf.GGUFWriter(path, gguf.MODEL_ARCH_NAMES[arch])
    rotary = config.rope_parameters
    said: dict[str, Any] = {
        "context_length": config.max_position_embeddings,
        "block_count": config.num_hidden_layers,
        "embedding_length": config.hidden_size,
        "feed_forward_length": config.intermediate_size,
        "attention.head_count": config.num_attention_heads,
        "attention.head_count_kv": config.num_key_value_heads,
        "attention.layer_norm_rms_epsilon": float(config.rms_norm_eps),
        "rope.freq_base": float(rotary.get("full_attention", rotary)["rope_theta"]),
        "vocab_size": config.vocab_size,
    }
    if config.model_type == "gemma3_text":
        said |= {"attention.key_length": config.head_dim, "attention.value_length": config.head_dim}
        said["attention.sliding_window"] = config.sliding_window
    for key, value in (said | dict(facts or {})).items():
        add: Callable[[str, Any], None] = {int: writer.add_uint32, float: writer.add_float32}.get(
            type(value), writer.add_string
        )
        add(f"{gguf.MODEL_ARCH_NAMES[arch]}.{key}", value)
    _add_tokenizer(writer, tokenizer, split_rule, adds_bos)
    names = gguf.get_tensor_name_map(arch, config.num_hidden_layers)
    for name, tensor in model.state_dict().items():
        stem, _, suffix = name.rpartition(".")
        theirs = f"{names.get_name(stem)}.{suffix}"
        if theirs in leave_out or (theirs == "output.weight" and config.tie_word_embeddings):
            continue
        _add_tensor(writer, theirs, _as_llama_cpp(config, theirs, tensor).numpy(), kind)
    for name, array in (tensors or {}).items():
        _add_tensor(writer, name, array, gguf.GGMLQuantizationType.F32)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def quantised(model: PreTrainedModel, kind: gguf.GGMLQuantizationType) -> PreTrainedModel:
    """Give a model's matrices the values that they have once they were stored as `kind`, in place."""
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            if tensor.dim() > 1:
                theirs = "blk.0.attn_q.weight" if "q_proj" in name else "blk.0.attn_k.weight"
                is_rotated = "q_proj" in name or "k_proj" in name
                array = _as_llama_cpp(model.config, theirs, tensor) if is_rotated else tensor
                stored = torch.from_numpy(gguf.dequantize(gguf.quantize(array.numpy(), kind), kind))
                tensor.copy_(_back(model.config, theirs, stored) if is_rotated else stored)
    return model


def _heads(config: Any, name: str) -> int:
    return int(config.num_attention_heads if ".attn_q." in name else config.num_key_value_heads)


def _as_llama_cpp(config: Any, name: str, tensor: torch.Tensor) -> torch.Tensor:
    if config.model_type == "llama" and (".attn_q." in name or ".attn_k." in name):
        halves = tensor.reshape(_heads(config, name), 2, -1, *tensor.shape[1:])
        return halves.swapaxes(1, 2).reshape(tensor.shape).contiguous()
    if config.model_type == "gemma3_text" and name.endswith("norm.weight"):
        return tensor + 1
    return tensor


def _back(config: Any, name: str, tensor: torch.Tensor) -> torch.Tensor:
    if config.model_type != "llama":
        return tensor
    pairs = tensor.reshape(_heads(config, name), -1, 2, *tensor.shape[1:])
    return pairs.swapaxes(1, 2).reshape(tensor.shape)


def _add_tensor(
    writer: gguf.GGUFWriter, name: str, array: np.ndarray, kind: gguf.GGMLQuantizationType
) -> None:
    if array.ndim < 2 or kind == gguf.GGMLQuantizationType.F32:
        writer.add_tensor(name, array.astype(np.float32))
    elif kind == gguf.GGMLQuantizationType.F16:
        writer.add_tensor(name, array.astype(np.float16))
    else:
        writer.add_tensor(name, gguf.quantize(array.astype(np.float32), kind), raw_dtype=kind)


def _add_tokenizer(
    writer: gguf.GGUFWriter, tokenizer: PreTrainedTokenizerFast | None, split_rule: str, adds_bos: bool
) -> None:
    writer.add_chat_template(CHAT)
    writer.add_add_bos_token(adds_bos)
    writer.add_tokenizer_pre(split_rule)
    if tokenizer is None:
        pieces = PIECES
        writer.add_tokenizer_model("llama")
        writer.add_token_scores([-float(i) for i in range(len(pieces))])
        writer.add_bos_token_id(2)
        writer.add_eos_token_id(1)
        writer.add_pad_token_id(0)
        writer.add_unk_token_id(3)
    else:
        plain = json.loads(tokenizer.backend_tokenizer.to_str())["model"]
        pieces = sorted(plain["vocab"], key=plain["vocab"].__getitem__)
        writer.add_tokenizer_model("gpt2")
        writer.add_token_merges(
            [merge if isinstance(merge, str) else " ".join(merge) for merge in plain["merges"]]
        )
        writer.add_bos_token_id(0)
        writer.add_eos_token_id(1)
        writer.add_pad_token_id(2)
    writer.add_token_list(pieces)
    writer.add_token_types(
        [
            _CONTROL
            if piece[0] == "<" and piece[-1] == ">" and len(piece) > 3 and piece[:3] != "<0x"
            else _BYTE
            if piece[:3] == "<0x"
            else _TOKEN
            for piece in pieces
        ]
    )


PIECES = [
    *("<pad>", "<eos>", "<bos>", "<unk>"),
    *(f"<0x{i:02X}>" for i in range(256)),
    *("▁", *"abcdefghijklmnopqrstuvwxyz", "th", "the", "▁the", "an", "▁an", "is", "▁is"),
]
