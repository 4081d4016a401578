"""Exceptions of families to the rules for small shapes, and the configurations that are tried."""

from __future__ import annotations

from typing import Any

from transformers import AutoConfig

Changes = dict[str, Any]

_HEADS: Changes = {"num_key_value_heads": 2, "head_dim": 8}
_DECODER: Changes = {"is_decoder": True}

FIXES: dict[str, Changes] = {
    **dict.fromkeys(
        (
            *("bert", "bert-generation", "big_bird", "camembert", "data2vec-text", "electra", "ernie"),
            *("megatron-bert", "rembert", "roberta", "roberta-prelayernorm", "roformer", "xlm-roberta"),
            "xlm-roberta-xl",
        ),
        _DECODER,
    ),
    "blt": {"encoder_hash_byte_group_vocab": 500},
    "cohere_compass_text": {
        "layer_types": ["full_attention", "sliding_attention"] * 2,
        "rope_parameters": {
            kind: {"rope_type": "default", "rope_theta": 10000.0}
            for kind in ("full_attention", "sliding_attention")
        },
    },
    "dbrx": {
        "attn_config": {"rope_theta": 10000.0, "kv_n_heads": 2, "clip_qkv": 8.0},
        "ffn_config": {"ffn_hidden_size": 64},
    },
    "deepseek_v2": {"num_experts_per_tok": 2, "n_routed_experts": 4},
    "dots1": {
        "n_routed_experts": 4,
        "n_shared_experts": 1,
        "num_experts_per_tok": 2,
        "n_group": 1,
        "topk_group": 1,
    },
    "dots3_note": {
        "text_config": {"per_layer_config": {}, "head_dim": 16},
        "vision_config": {
            "adapter_in_dim": 32,
            "adapter_out_dim": 32,
            "head_dim": 8,
            "per_layer_config": {},
            "mlp_layer_types": ["dense", "dense", "sparse", "sparse"],
        },
        "audio_config": {"adapter_input_size": 32, "adapter_out_dim": 32, "downsample_hidden_size": 8},
    },
    "dots3_note_text": {"per_layer_config": {}, "head_dim": 16},
    "gemma3n_text": {"intermediate_size": [64] * 4, "activation_sparsity_pattern": [0.95, 0.95, 0.0, 0.0]},
    "hunyuan_v1_dense": {"head_dim": 8},
    "hunyuan_v1_moe": {"head_dim": 8, "num_experts": 4, "moe_topk": 2},
    "lfm2_moe": {"layer_types": ["conv", "full_attention", "conv", "full_attention"], "num_dense_layers": 1},
    "mamba2": {"num_heads": 4, "head_dim": 16},
    "ministral": {"head_dim": 8, "layer_types": ["sliding_attention", "full_attention"] * 2},
    "nemotron": {"num_key_value_heads": 2},
    "qwen4_exp_text": {
        "indexer_n_heads": 4,
        "indexer_kv_heads": 1,
        "indexer_head_dim": 8,
        "indexer_budget": 8,
        "indexer_compress_ratio": 2,
        "output_gate_type": "sigmoid",
    },
    "reformer": {
        **_DECODER,
        "axial_pos_embds": False,
        "attention_head_size": 8,
        "feed_forward_size": 64,
        "attn_layers": ["local", "lsh", "local", "lsh"],
        "local_attn_chunk_length": 4,
        "lsh_attn_chunk_length": 4,
        "num_buckets": 2,
        "hash_seed": 0,
    },
    "roc_bert": {
        **_DECODER,
        "pronunciation_vocab_size": 320,
        "shape_vocab_size": 320,
        "pronunciation_embed_dim": 32,
        "shape_embed_dim": 32,
    },
    "xmod": {**_DECODER, "default_language": "en_XX"},
    "zamba": {
        "layers_block_type": ["linear_attention", "hybrid"] * 2,
        "attn_layer_period": 2,
        "attn_layer_offset": 1,
        "attention_head_dim": 16,
        "attention_hidden_size": 64,
        "n_mamba_heads": 2,
        "use_mamba_kernels": False,
        "use_associative_scan": False,
    },
    "zamba2": {
        "layers_block_type": ["linear_attention", "hybrid"] * 2,
        "hybrid_layer_ids": [1, 3],
        "n_mamba_heads": 4,
        "mamba_headdim": 16,
        "mamba_expand": 2,
        "attention_head_dim": 16,
        "attention_hidden_size": 64,
        "adapter_rank": 4,
        "num_query_groups": 4,
        "use_mamba_kernels": False,
    },
    "zaya": {"num_experts_per_tok": 1, "router_hidden_size": 16},
}
FIXES["qwen4_exp"] = {"text_config": FIXES["qwen4_exp_text"]}
"""Family -> settings that its small configuration needs beyond `support.shape`."""

UNABLE: dict[str, str] = {
    **dict.fromkeys(
        ("gemma4_assistant", "gemma4_unified_assistant"),
        "It drafts for another model, from that model's states and keys; on tokens alone it does not run.",
    ),
    **dict.fromkeys(
        ("musicgen", "musicgen_melody"),
        "transformers' AutoModelForCausalLM makes no model of its configuration, which is that of a text "
        "encoder, an audio encoder and a decoder together.",
    ),
    "gemma3n": "transformers makes no model of it without timm and Pillow, for its vision tower.",
}
"""Family -> why transformers itself cannot make a model of it here that runs on tokens."""


def _rope(kind: str, **settings: Any) -> Changes:
    return {"rope_parameters": {"rope_type": kind, "rope_theta": 10000.0, **settings}}


_LONG = {
    "original_max_position_embeddings": 16,
    "short_factor": [1.0] * 4,
    "long_factor": [1.0, 4.0, 8.0, 16.0],
}
LONGROPE: Changes = {**_rope("longrope", **_LONG), "original_max_position_embeddings": 16}
DYNAMIC: Changes = {**_rope("dynamic", factor=4.0), "max_position_embeddings": 20}
YARN = _rope("yarn", factor=4.0, original_max_position_embeddings=16)
LLAMA3 = _rope(
    "llama3", factor=4.0, original_max_position_embeddings=16, low_freq_factor=1.0, high_freq_factor=4.0
)
_GEMMA4_SHARED: Changes = {
    "num_kv_shared_layers": 2,
    "layer_types": ["sliding_attention", "full_attention"] * 2,
    "per_layer_config": {},
}

VARIANTS: dict[str, dict[str, Changes]] = {
    "bert": {"looks ahead (is_decoder=False)": {"is_decoder": False}},
    "cohere2": {"all layers full": {"layer_types": ["full_attention"] * 4}},
    "deepseek_v3": {"no query compression": {"q_lora_rank": None}, "yarn": YARN},
    "falcon": {
        "alibi": {"alibi": True},
        "new decoder": {"new_decoder_architecture": True, "num_kv_heads": 2},
        "serial blocks": {"parallel_attn": False, "multi_query": False},
    },
    "gemma2": {"no soft-capping": {"final_logit_softcapping": None, "attn_logit_softcapping": None}},
    "gemma3_text": {"all layers full": {"layer_types": ["full_attention"] * 4}},
    "gemma3n_text": {"no shared keys": {"num_kv_shared_layers": 0}},
    "gemma4_text": {
        "shared keys": _GEMMA4_SHARED,
        "no per-layer embeddings": {"hidden_size_per_layer_input": 0, "per_layer_config": {}},
        "soft-capping": {"final_logit_softcapping": 5.0, "per_layer_config": {}},
        "keys are values": {"attention_k_eq_v": True, "per_layer_config": {}},
        "experts": {
            "enable_moe_block": True,
            "num_experts": 4,
            "top_k_experts": 2,
            "moe_intermediate_size": 32,
            "per_layer_config": {},
        },
    },
    "gpt_neox": {
        "serial blocks": {"use_parallel_residual": False},
        "tied": {"tie_word_embeddings": True},
        "dynamic rope": {
            **_rope("dynamic", factor=4.0, partial_rotary_factor=0.5),
            "max_position_embeddings": 20,
        },
    },
    "gpt_bigcode": {"multi-head": {"multi_query": False}},
    "gpt2": {
        "untied": {"tie_word_embeddings": False},
        "scaled by layer": {"scale_attn_by_inverse_layer_idx": True, "reorder_and_upcast_attn": True},
    },
    "llama": {
        "tied": {"tie_word_embeddings": True},
        "biases": {"attention_bias": True, "mlp_bias": True},
        "one key-value head": {"num_key_value_heads": 1},
        "llama3 rope": LLAMA3,
        "yarn rope": YARN,
        "linear rope": _rope("linear", factor=4.0),
        "dynamic rope": DYNAMIC,
        "longrope": LONGROPE,
    },
    "lfm2": {"convolutions": {"layer_types": ["conv", "full_attention"] * 2, "full_attn_idxs": [1, 3]}},
    "mistral": {"no window": {"sliding_window": None}},
    "opt": {
        "post-norm": {"do_layer_norm_before": False},
        "projected embeddings": {"word_embed_proj_dim": 16},
    },
    "phi3": {"longrope": LONGROPE, "window": {"sliding_window": 5}, "tied": {"tie_word_embeddings": True}},
    "phimoe": {
        "longrope": {
            **_rope("longrope", **_LONG, short_mscale=1.2, long_mscale=1.5),
            "original_max_position_embeddings": 16,
        }
    },
    "phi": {"key and query norms": {"qk_layernorm": True}},
    "qwen2": {
        "window": {"use_sliding_window": True, "layer_types": ["full_attention", "sliding_attention"] * 2},
        "dynamic rope": DYNAMIC,
    },
    "qwen3": {
        "window": {"use_sliding_window": True, "layer_types": ["full_attention", "sliding_attention"] * 2}
    },
    "stablelm": {"parallel blocks": {"use_parallel_residual": True}, "norms": {"qk_layernorm": True}},
}
"""Family -> further configurations by name, beside the family's defaults."""


def tried(family: str) -> dict[str, Changes]:
    """Return the configurations of a family that are tried: its defaults first, under an empty name."""
    own = FIXES.get(family, {})
    more = {name: {**own, **changes} for name, changes in VARIANTS.get(family, {}).items()}
    return {"": own, **more}


def first(family: str) -> Changes:
    """Return the changes of a family's first configuration."""
    return tried(family)[""]


def families() -> list[str]:
    """Return every family that transformers maps to a causal language model, in order."""
    from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

    return sorted(MODEL_FOR_CAUSAL_LM_MAPPING_NAMES)


def defaults(family: str) -> Any:
    """Return a family's default configuration."""
    return AutoConfig.for_model(family)
