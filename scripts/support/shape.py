"""Make a family's configuration small: the same structure in four layers that are 32 wide."""

from __future__ import annotations

from typing import Any

LAYERS = 4
VOCABULARY = 320
CONTEXT = 256

_NUMBERS: dict[str, int] = {
    # widths
    **dict.fromkeys(("hidden_size", "d_model", "n_embd", "embedding_size", "hidden_size_global"), 32),
    **dict.fromkeys(("word_embed_proj_dim", "attention_hidden_size", "emb_dim", "dim_model_base"), 32),
    **dict.fromkeys(("intermediate_size", "ffn_dim", "ffn_hidden_size", "n_inner", "dff", "dim_ff"), 64),
    **dict.fromkeys(("decoder_ffn_dim", "encoder_ffn_dim", "d_inner", "intermediate_size_mlp"), 64),
    **dict.fromkeys(("dense_intermediate_size", "shared_intermediate_size"), 64),
    **dict.fromkeys(("moe_intermediate_size", "shared_expert_intermediate_size"), 32),
    **dict.fromkeys(("shared_experts_intermediate_size", "expert_ffn_hidden_size"), 32),
    **dict.fromkeys(("moe_shared_expert_intermediate_size", "mlp_dim"), 32),
    # layers
    **dict.fromkeys(("num_hidden_layers", "n_layer", "n_layers", "num_layers", "num_blocks"), LAYERS),
    **dict.fromkeys(("decoder_layers", "num_decoder_layers"), LAYERS),
    **dict.fromkeys(("encoder_layers", "num_encoder_layers", "depth", "num_layers_per_stack"), 2),
    "max_window_layers": 2,
    "first_k_dense_replace": 1,
    "num_kv_shared_layers": 2,
    "num_global_layers": 2,
    "num_nextn_predict_layers": 0,
    # heads
    **dict.fromkeys(("num_attention_heads", "n_head", "n_heads", "num_heads", "attention_heads"), 4),
    **dict.fromkeys(("decoder_attention_heads", "encoder_attention_heads", "index_n_heads"), 4),
    **dict.fromkeys(("num_encoder_attention_heads", "num_decoder_attention_heads"), 4),
    **dict.fromkeys(("swa_num_attention_heads", "linear_num_heads"), 4),
    **dict.fromkeys(("head_dim", "v_head_dim", "qk_nope_head_dim", "qk_rope_head_dim", "kv_channels"), 8),
    **dict.fromkeys(("swa_head_dim", "swa_v_head_dim", "global_head_dim", "d_kv", "dim_head"), 8),
    **dict.fromkeys(("attention_head_dim", "linear_head_dim", "query_pre_attn_scalar", "d_rel"), 8),
    "index_head_dim": 16,
    "qk_head_dim": 16,
    "rotary_dim": 4,
    # windows, shorter than the prompts
    **dict.fromkeys(("sliding_window", "window_size", "sliding_window_size", "local_attention"), 5),
    **dict.fromkeys(("attention_chunk_size", "attention_window_size", "swa_window_size"), 5),
    "index_topk": 5,
    # experts
    **dict.fromkeys(("num_experts", "n_routed_experts", "num_local_experts", "moe_num_experts"), 4),
    **dict.fromkeys(("num_experts_per_tok", "num_experts_per_token", "moe_k", "moe_topk"), 2),
    **dict.fromkeys(("n_group", "num_expert_group", "topk_group", "zero_expert_num", "top_k_experts"), 2),
    # ranks
    **dict.fromkeys(("kv_lora_rank", "q_lora_rank", "o_lora_rank", "hc_lowrank", "laurel_rank"), 16),
    "gated_norm_rank": 4,
    # recurrences and convolutions
    **dict.fromkeys(("mamba_d_state", "state_size", "ssm_state_size"), 8),
    **dict.fromkeys(("time_step_rank", "mamba_dt_rank"), 4),
    **dict.fromkeys(("mamba_n_heads", "mamba_num_heads", "linear_num_value_heads"), 4),
    **dict.fromkeys(("mamba_d_head", "mamba_head_dim", "n_mamba_heads"), 16),
    **dict.fromkeys(("linear_num_key_heads", "n_groups", "mamba_n_groups", "mamba_ngroups"), 2),
    **dict.fromkeys(("linear_key_head_dim", "linear_value_head_dim"), 8),
    "mamba_d_ssm": 64,
    **dict.fromkeys(("chunk_size", "mamba_chunk_size"), 8),
    # positions
    **dict.fromkeys(("max_position_embeddings", "n_positions", "n_ctx", "model_max_length"), CONTEXT),
    **dict.fromkeys(("max_seq_len", "max_sequence_length", "max_target_positions"), CONTEXT),
    # tokens
    **dict.fromkeys(("vocab_size", "vocab_size_per_layer_input", "decoder_vocab_size"), VOCABULARY),
    "unpadded_vocab_size": VOCABULARY,
    "hidden_size_per_layer_input": 8,
}
"""Name of a setting -> its small value, for every family and at every depth of the configuration."""

_KEEP = ("label2id", "id2label", "rope_parameters", "rope_scaling")
_TOKENS = {"bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 2}


def small(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the changes that make a model of a family's default settings small.

    Settings that are None, False or 0 stay so; a number of key-value heads equal to the number of heads stays
    equal to it; lists with one entry per layer keep every kind of entry.

    Args:
        settings: settings of the configuration, from `to_dict()`; nested configurations are made small too.
    """
    changed: dict[str, Any] = {}
    was = _layers_of(settings)
    kept = _kept_layers(settings, was)
    for name, value in settings.items():
        if name in _KEEP or value is None or isinstance(value, bool):
            continue
        if isinstance(value, dict) and value and name not in ("quantization_config", "per_layer_config"):
            if inner := small(value):
                changed[name] = {**value, **inner} if not name.endswith("config") else inner
        elif isinstance(value, (list, tuple)) and was and len(value) == was:
            changed[name] = [value[i] for i in kept]
        elif isinstance(value, int) and value and name in _NUMBERS:
            changed[name] = min(value, _NUMBERS[name]) if name.endswith("layers") else _NUMBERS[name]
    changed.update(_key_value_heads(settings))
    if "vocab_size" in settings or "bos_token_id" in settings:
        changed.update({name: value for name, value in _TOKENS.items() if name in settings})
    return changed


def _layers_of(settings: dict[str, Any]) -> int:
    names = ("num_hidden_layers", "n_layer", "n_layers", "num_layers", "decoder_layers")
    return next((value for name in names if isinstance(value := settings.get(name), int)), 0)


def _kept_layers(settings: dict[str, Any], was: int) -> list[int]:
    """Return which layers' entries are kept: the first of each kind, then others from the beginning."""
    lists = [v for v in settings.values() if isinstance(v, (list, tuple)) and len(v) == was]
    kinds = [tuple(map(str, (v[i] for v in lists))) for i in range(was)]
    first = [i for i in range(was) if kinds[i] not in kinds[:i]][:LAYERS]
    rest = [i for i in range(was) if i not in first]
    return sorted([*first, *rest[: LAYERS - len(first)]])


def _key_value_heads(settings: dict[str, Any]) -> dict[str, int]:
    changed = {}
    for name, of in (
        ("num_key_value_heads", "num_attention_heads"),
        ("num_kv_heads", "num_attention_heads"),
        ("swa_num_key_value_heads", "swa_num_attention_heads"),
        ("num_global_key_value_heads", "num_attention_heads"),
    ):
        value, heads = settings.get(name), settings.get(of)
        if isinstance(value, int) and isinstance(heads, int):
            changed[name] = 4 if value == heads else 1 if value == 1 else 2
    return changed
