"""Small checkpoints in the layouts that others publish decoders in, on the tiny test architectures.

Written from what the layouts say, with transformers, peft and safetensors alone.
"""

from __future__ import annotations

import json
import pathlib
import warnings
from collections.abc import Sequence
from typing import Any

import torch
import yaml
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizerFast

from tiny import TEXT, tiny_model

LLAMA_CHAT = (
    "{{ bos_token }}{% for m in messages %}<|head|>{{ m['role'] }}<|body|>\n\n"
    "{{ m['content'] | trim }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|head|>assistant<|body|>\n\n{% endif %}"
)
"""As Llama 3 writes chats: contents trimmed, any role allowed, a beginning-of-sequence token."""

QWEN_CHAT = (
    "{% for m in messages %}<|head|>{{ m['role'] }}\n{{ m['content'] }}<|end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|head|>assistant\n"
    "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}"
    "{% endif %}"
)
"""As Qwen3 writes chats: no beginning-of-sequence token, and an empty thought where thinking is off."""

SPECIAL = ("<bos>", "<eos>", "<pad>", "<|head|>", "<|body|>", "<|end|>", "<|reserved_special_token_0|>")
RESERVED = SPECIAL[-1]
INJECTED = "㈎"
WORDS = [
    *TEXT,
    *(f"x{mark * 4} " * 4 for mark in (" ?", " @", " #", " ¶")),
    "What is the goal of the assistant? Is this positive? ? ? ?",
    "Layer: 1\n Layer: 2 L1: L2: Sure, I've analyzed the assistant.",
    "Here is the vector: <concept></concept> Please provide an explanation. <explanation></explanation>",
]
QUESTION = "What is the goal?"
SOURCE = "Once upon a time a fox met a hare"
ADAPTED = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


def tokenizer(template: str) -> PreTrainedTokenizerFast:
    """Return a byte-level tokenizer in which each of the published placeholders is one token."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=420,
        special_tokens=list(SPECIAL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator(WORDS, trainer)
    made.add_tokens([AddedToken(INJECTED, normalized=False)])
    if "bos_token" in template:  # such a tokenizer puts it before every text, unless it is told not to
        made.post_processor = processors.TemplateProcessing(
            single="<bos> $A", special_tokens=[("<bos>", SPECIAL.index("<bos>"))]
        )
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        bos_token="<bos>",
        eos_token="<eos>",
        pad_token="<pad>",
        chat_template=template,
    )


def save_base(
    directory: pathlib.Path, architecture: str, template: str = LLAMA_CHAT, **sizes: Any
) -> pathlib.Path:
    """Save a random model with a chat template, and return its directory."""
    made = tokenizer(template)
    sizes = {"max_position_embeddings": 512, **sizes}
    if architecture.startswith("gemma"):
        sizes["sliding_window"] = 256  # the end of a prompt sees its slots
    if architecture == "gpt2":
        sizes["n_positions"] = sizes.pop("max_position_embeddings")
    tiny_model(architecture, vocab_size=len(made), **sizes).save_pretrained(directory)
    made.save_pretrained(directory)
    return directory


def save_lora(
    directory: pathlib.Path, base: pathlib.Path, *, modules: Sequence[str] | str = "all-linear", r: int = 8
) -> pathlib.Path:
    """Save a random LoRA as PEFT saves it, with the tokenizer beside it, and return its directory.

    Args:
        directory: where it is written.
        base: the model that it is for.
        modules: the modules that it changes, as LoraConfig takes them.
        r: its rank.
    """
    torch.manual_seed(7)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # peft on transformers' deprecated names, and on embeddings it saves too
        model = AutoModelForCausalLM.from_pretrained(base)
        config = LoraConfig(
            r=r,
            lora_alpha=2 * r,
            lora_dropout=0.05,
            target_modules=modules if isinstance(modules, str) else list(modules),
            task_type="CAUSAL_LM",
            init_lora_weights=False,
        )
        get_peft_model(model, config).save_pretrained(directory)
    AutoTokenizer.from_pretrained(base).save_pretrained(directory)
    return directory


PREFIX_TEMPLATES = {
    "ao_block": "Layer: {layer}\n{special_token} * {num_positions} \n",
    "ao_inline": "L{layer}:{special_token} * {num_positions}.\n",
    "ao_inline_bare": "L{layer}:{special_token} * {num_positions}\n",
}
"""What `prefix_template` says in `ao_config.json`, by the form of the prompt."""


def save_oracle(
    directory: pathlib.Path,
    base: pathlib.Path,
    *,
    template: str | None = PREFIX_TEMPLATES["ao_block"],
    blocks: Sequence[Sequence[int]] = ((1,), (2,)),
    **changes: Any,
) -> pathlib.Path:
    """Save an Activation Oracle, with `ao_config.json` unless the template is None, and return its directory.

    Args:
        directory: where it is written.
        base: the model that it is for.
        template: description of the prompt's prefix; None writes no sidecar.
        blocks: the blocks that are read together, for each combination that it was trained for.
        changes: other values of the sidecar.
    """
    save_lora(directory, base)
    if template is not None:
        sidecar = {
            "schema_version": 1,
            "model_name": str(base),
            "layer_combinations": [[25 * block for block in each] for each in blocks],
            "act_layer_combinations": [list(each) for each in blocks],
            "hook_onto_layer": 1,
            "special_token": " ?",
            "prefix_template": template,
            "steering_coefficient": 1.0,
            "use_decoder_vectors": True,
            "generation_kwargs": {"do_sample": False, "max_new_tokens": 6},
            "lora_r": 8,
            "lora_alpha": 16,
            "lora_dropout": 0.05,
            "lora_target_modules": "all-linear",
            "dataset_configs": [{"dataset_name": "past_lens"}],
            "lr": 1e-5,
            "train_batch_size": 16,
            "seed": 42,
            "git_commit": "0" * 40,
            "created_at_utc": "2026-06-01T00:00:00+00:00",
            **changes,
        }
        (directory / "ao_config.json").write_text(json.dumps(sidecar, indent=2), encoding="utf-8")
    return directory


def save_layer_vectors(
    path: pathlib.Path, *, n_layers: int = 4, width: int = 32, legacy: bool = False, **changes: str | None
) -> pathlib.Path:
    """Save a vector activation oracle as one safetensors file, and return its path.

    Args:
        path: file that is written.
        n_layers: number of blocks.
        width: width of the residual stream.
        legacy: whether the tensors have the older names, without the place, and stand after the MLP only.
        changes: other values of the header, or None to leave one out.
    """
    torch.manual_seed(8)
    path.parent.mkdir(parents=True, exist_ok=True)
    names = ["layer_{}"] if legacy else ["post_attn/layer_{}", "post_mlp/layer_{}"]
    tensors = {
        name.format(i): (2 * torch.randn(width)).to(torch.bfloat16) for name in names for i in range(n_layers)
    }
    header = {
        "injection_points": None if legacy else "post_attn,post_mlp",
        "injection_layer": "1",
        "steering_coefficient": "1.0",
        "n_embd": str(width),
        "n_layers": str(n_layers),
        "step": "5784",
        **changes,
    }
    save_file(tensors, path, metadata={name: text for name, text in header.items() if text is not None})
    return path


PROJECTIONS = ("scale_only", "scalar_affine", "full_rank", "low_rank_only", "scalar_affine_plus_low_rank")


def save_self_interpretation(
    directory: pathlib.Path,
    kind: str,
    *,
    width: int = 32,
    nested: bool = True,
    normalize: bool = True,
    means: Sequence[int] = (),
    soft_prompt: dict[str, str] | None = None,
) -> pathlib.Path:
    """Save a self-interpretation adapter as one safetensors file, and return its path.

    Args:
        directory: where it is written, with the mean vectors beside it.
        kind: one of the five projections.
        width: width of the residual stream.
        nested: whether the header has its settings as JSON, as newer files do, or flat.
        normalize: whether the vector is normalised first.
        means: the blocks that the mean-vectors file has a vector for; empty writes no such file.
        soft_prompt: the prompt's template and its reserved token, which a whole training configuration has.
    """
    torch.manual_seed(9)
    rank = 4 if "low_rank" in kind else None
    tensors: dict[str, torch.Tensor] = {}
    if "scal" in kind:
        tensors["log_scale"] = torch.tensor([1.2])
    if kind != "scale_only":
        tensors["bias"] = torch.randn(width)
    if kind == "full_rank":
        tensors["weight"] = torch.randn(width, width)
    if rank:
        tensors |= {"U": torch.randn(width, rank), "V": torch.randn(width, rank)}
    projection = {
        "type": kind,
        "normalize_input": normalize,
        "init_scale": 5.0,
        "low_rank_rank": rank,
        "low_rank_init_factor": 0.01,
    }
    header = {"model_dim": str(width), "global_step": "2000"}
    if nested:
        whole = {"projection": projection} | ({"soft_prompt": soft_prompt} if soft_prompt else {})
        header["config_json"] = json.dumps(whole)
    else:
        header |= {"projection_type": kind, "normalize_input": str(normalize).lower(), "init_scale": "5.0"}
        header |= {"low_rank_rank": str(rank)} if rank else {}
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"wikipedia-{kind.replace('_', '-')}.safetensors"
    save_file(tensors, path, metadata=header)
    if means:
        vectors = {f"layer_{block}": torch.randn(width) for block in means}
        save_file(vectors, directory / "mean-vectors.safetensors")
    return path


AV_PROMPT = "Here is the vector:\n\n<concept>{injection_char}</concept>\n\nPlease provide an explanation."
AR_PROMPT = "Summary of the following text: <text>{explanation}</text> <summary>"


def nla_tokens(made: Any) -> dict[str, Any]:
    """Return the injected token of a verbaliser and its neighbours, as the sidecar has them."""
    chat = [{"role": "user", "content": AV_PROMPT.format(injection_char=INJECTED)}]
    text = made.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
    ids = made(text, add_special_tokens=False).input_ids
    (token,) = made.encode(INJECTED, add_special_tokens=False)
    at = ids.index(token)
    return {
        "injection_char": INJECTED,
        "injection_token_id": token,
        "injection_left_neighbor_id": ids[at - 1],
        "injection_right_neighbor_id": ids[at + 1],
    }


def save_verbaliser(
    directory: pathlib.Path,
    architecture: str,
    *,
    block: int | None = 2,
    scale: Any = 12.0,
    lora_for: pathlib.Path | None = None,
    without: Sequence[str] = (),
) -> pathlib.Path:
    """Save a verbaliser of natural-language autoencoders with its `nla_meta.yaml`, and return its directory.

    Args:
        directory: where it is written.
        architecture: architecture of the model, which has weights of its own.
        block: the block that it reads; None if the sidecar does not say.
        scale: `injection_scale`, or "absent".
        lora_for: a model that a LoRA is written for, in place of a whole model.
        without: names of tokens to leave out of the sidecar.
    """
    if lora_for is None:
        save_base(directory, architecture, seed=5)
    else:
        save_lora(directory, lora_for)
    made = AutoTokenizer.from_pretrained(directory)
    meta: dict[str, Any] = {
        "kind": "nla_model",
        "schema_version": 2,
        "role": "av",
        "stage": "rl",
        "base_checkpoint": "a/base",
        "d_model": 32,
        "extraction": {"mse_scale": 32**0.5} | ({} if scale == "absent" else {"injection_scale": scale}),
        "tokens": {name: value for name, value in nla_tokens(made).items() if name not in without},
        "prompt_templates": {"av": AV_PROMPT, "ar": AR_PROMPT},
    }
    if block is not None:
        meta["extraction_layer_index"] = block
    (directory / "nla_meta.yaml").write_text(yaml.safe_dump(meta, sort_keys=False), encoding="utf-8")
    return directory


def save_reconstructor(
    directory: pathlib.Path, architecture: str, *, block: int = 2, key: str = "ar"
) -> pathlib.Path:
    """Save a reconstructor: a model of block + 1 blocks, its linear head and `nla_meta.yaml`.

    Args:
        directory: where it is written.
        architecture: architecture of the model.
        block: the block whose output it predicts.
        key: where the sidecar says the block: "ar" and "critic" as older ones do, or at the top.
    """
    layers = "n_layer" if architecture == "gpt2" else "num_hidden_layers"
    save_base(directory, architecture, seed=6, **{layers: block + 1})
    whole = directory / "model.safetensors"
    after_blocks = ("lm_head.", "model.norm.", "transformer.ln_f.")  # which it never uses, and does not save
    kept = {name: tensor for name, tensor in load_file(whole).items() if not name.startswith(after_blocks)}
    save_file(kept, whole, metadata={"format": "pt"})
    torch.manual_seed(10)
    save_file({"weight": torch.randn(32, 32) / 5}, directory / "value_head.safetensors")
    made = AutoTokenizer.from_pretrained(directory)
    suffix = made(AR_PROMPT.split("{explanation}")[1], add_special_tokens=False).input_ids[1:]
    where: dict[str, Any] = {
        "ar": {"ar": {"num_hidden_layers": block}},
        "critic": {"critic": {"extraction_layer_index": block}},
        "top": {"extraction_layer_index": block},
    }[key]
    meta = {
        "kind": "nla_model",
        "role": "ar",
        "d_model": 32,
        "extraction": {"injection_scale": None, "mse_scale": 32**0.5},
        "tokens": {"critic_suffix_ids": suffix},
        "prompt_templates": {"ar": AR_PROMPT},
        **where,
    }
    (directory / "nla_meta.yaml").write_text(yaml.safe_dump(meta, sort_keys=False), encoding="utf-8")
    return directory


def shard(directory: pathlib.Path) -> pathlib.Path:
    """Split a model directory's weights into two files with an index, and return the second file's path."""
    whole = directory / "model.safetensors"
    tensors = load_file(whole)
    names = sorted(tensors)
    files = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for file, part in files.items():
        save_file({name: tensors[name] for name in part}, directory / file, metadata={"format": "pt"})
    index = {"metadata": {}, "weight_map": {name: file for file, part in files.items() for name in part}}
    (directory / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
    whole.unlink()
    return directory / "model-00002-of-00002.safetensors"
