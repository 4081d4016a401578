"""What transformers' conversion of a GGUF file may leave out, and would make another model without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from math import isclose, prod
from typing import Any

from torch import nn

from latentlens.errors import UnsupportedModel
from latentlens.inputs.shown import short
from latentlens.model.gguf_header import GGUFHeader

_OTHERWISE = (
    "The converted model would compute something else than the file's. Open the model in the hub's own "
    "format (config.json with *.safetensors), or give one of another family."
)

_NAMES: dict[str, tuple[str, ...]] = {
    "attention.head_count": ("num_attention_heads",),
    "attention.head_count_kv": ("num_key_value_heads", "num_kv_heads", "num_attention_heads"),
    "attention.key_length": ("head_dim",),
    "attention.value_length": ("head_dim",),
    "attention.layer_norm_rms_epsilon": ("rms_norm_eps", "norm_eps", "layer_norm_epsilon"),
    "attention.layer_norm_epsilon": ("layer_norm_epsilon", "layer_norm_eps", "norm_epsilon", "norm_eps"),
    "attention.sliding_window": ("sliding_window",),
    "attn_logit_softcapping": ("attn_logit_softcapping",),
    "final_logit_softcapping": ("final_logit_softcapping",),
    "expert_count": ("num_experts", "num_local_experts"),
    "expert_used_count": ("num_experts_per_tok",),
    "use_parallel_residual": ("use_parallel_residual",),
}
"""Key of the file, without the architecture -> the names that transformers' configurations have for it."""

_IN_SHAPES = {
    "block_count",
    "context_length",  # changes no number; a longer prompt is refused by the model's own limit
    "embedding_length",
    "expert_feed_forward_length",
    "expert_shared_feed_forward_length",
    "feed_forward_length",
    "tensor_data_layout",
    "vocab_size",
}
"""Keys that say no more than the shapes of the tensors, which must fit for the weights to load."""


def check_settings(header: GGUFHeader, config: Any) -> None:
    """Refuse a file that says something of its model which the converted configuration does not.

    Args:
        header: the header of the file that was converted.
        config: the configuration that transformers made of it.

    Raises:
        UnsupportedModel: naming the key and both values.
    """
    prefix = f"{header.architecture}."
    for key, value in header.facts.items():
        if not key.startswith(prefix) or value is None:
            continue
        name = key.removeprefix(prefix)
        if name in _IN_SHAPES:
            continue
        known = _KNOWN.get(name)
        if known is None:
            raise UnsupportedModel(
                f"{header.path} says {key} = {short(value, 60)}, which transformers' conversion of GGUF "
                f"files is not known to keep. {_OTHERWISE}"
            )
        found = known(config)
        if not _same(value, found):
            raise UnsupportedModel(
                f"{header.path} says {key} = {short(value, 60)}, and transformers' conversion made "
                f"{short(found, 60)} of it. {_OTHERWISE}"
            )
    _check_attention_scale(header, config)


def _check_attention_scale(header: GGUFHeader, config: Any) -> None:
    """Gemma's scale stands in no file: llama.cpp goes by the sizes, and transformers takes its default."""
    found = getattr(config, "query_pre_attn_scalar", None)
    largest = config.num_hidden_layers in (46, 62)  # Gemma 2 and 3 with 27 billion parameters
    meant = config.hidden_size // config.num_attention_heads if largest else _named("head_dim")(config)
    if found not in (None, meant):
        raise UnsupportedModel(
            f"{header.path} is a model whose attention has the scale (query_pre_attn_scalar) {meant}, and "
            f"transformers' conversion made {found} of it. {_OTHERWISE}"
        )


def check_tensors(header: GGUFHeader, hf_model: nn.Module, in_settings: Collection[str] = ()) -> None:
    """Refuse a file with tensors that the converted model does not have.

    Args:
        header: the header of the file that was converted.
        hf_model: what transformers made of it.
        in_settings: names of tensors whose numbers the model's settings give. Default: none.

    Raises:
        UnsupportedModel: naming tensors that were left out.
    """
    shapes = {name: shape for name, shape in header.shapes.items() if name not in in_settings}
    if getattr(hf_model.config, "tie_word_embeddings", False):
        shapes.pop("output.weight", None)  # a second copy of the embedding
    ours = [tuple(parameter.shape) for parameter in hf_model.parameters()]
    if sum(map(prod, shapes.values())) == sum(map(prod, ours)):
        return
    left = Counter(map(_bare, ours))
    left_out = []
    for name, shape in shapes.items():
        left[_bare(shape)] -= 1
        if left[_bare(shape)] < 0:
            left_out.append(name)
    raise UnsupportedModel(
        f"{header.path} holds {sum(map(prod, shapes.values())):,} numbers, and transformers made a "
        f"{type(hf_model).__name__} with {sum(map(prod, ours)):,} of them: it leaves out "
        f"{', '.join(left_out[:3]) or 'some tensors'}{', ...' if len(left_out) > 3 else ''}. {_OTHERWISE}"
    )


def _bare(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return a shape as it is up to transposition, since some families store matrices the other way round."""
    return tuple(sorted(size for size in shape if size != 1))


def _named(*names: str) -> Callable[[Any], Any]:
    def find(config: Any) -> Any:
        for name in names:
            if getattr(config, name, None) is not None:
                return getattr(config, name)
        if "head_dim" in names:
            return config.hidden_size // config.num_attention_heads
        return None

    return find


def _rotary(config: Any, kind: str) -> dict[str, Any]:
    found = getattr(config, "rope_parameters", None) or {}
    nested = found.get(kind)
    return nested if isinstance(nested, dict) else found


def _rotary_size(config: Any) -> int:
    part = _rotary(config, "full_attention").get("partial_rotary_factor")
    part = part or getattr(config, "partial_rotary_factor", None) or 1.0
    return int(_named("head_dim")(config) * part)


_KNOWN: dict[str, Callable[[Any], Any]] = {
    **{key: _named(*names) for key, names in _NAMES.items()},
    "rope.freq_base": lambda config: _rotary(config, "full_attention").get("rope_theta"),
    "rope.freq_base_swa": lambda config: _rotary(config, "sliding_attention").get("rope_theta"),
    "rope.dimension_count": _rotary_size,
    "rope.scaling.type": lambda config: {"default": "none"}.get(
        rotary := _rotary(config, "full_attention").get("rope_type", "default"), rotary
    ),
    "rope.scaling.factor": lambda config: _rotary(config, "full_attention").get("factor", 1.0),
    "rope.scaling.original_context_length": lambda config: _rotary(config, "full_attention").get(
        "original_max_position_embeddings", config.max_position_embeddings
    ),
    "rope.scaling.finetuned": lambda _: False,
    "attention.causal": lambda _: True,
}


def _same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, list):
        return all(_same(one, theirs) for one in ours)
    if isinstance(ours, float) and isinstance(theirs, (int, float)):
        return isclose(ours, theirs, rel_tol=1e-6)
    return bool(ours == theirs)
