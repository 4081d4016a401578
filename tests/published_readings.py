"""The independent readings of published decoders: transformers, peft and plain hooks, from the descriptions.

Every step is a whole forward pass without a cache, written into anew. Of latentlens nothing is used.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import math
import pathlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
import yaml
from peft import PeftModel
from safetensors import safe_open
from safetensors.torch import load_file
from torch import Tensor
from transformers import AutoModelForCausalLM, AutoTokenizer

Change = Callable[[Tensor], Tensor]


def opened(directory: pathlib.Path) -> Any:
    """Return a model of transformers' own, for reading."""
    return AutoModelForCausalLM.from_pretrained(directory, attn_implementation="eager").eval()


def adapted(base: pathlib.Path, adapter: pathlib.Path) -> Any:
    """Return the inner model of PEFT's own, with the adapter on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return PeftModel.from_pretrained(opened(base), adapter).eval().get_base_model()


def blocks(model: Any) -> Any:
    """Return a model's blocks."""
    inner = model.base_model
    return inner.h if hasattr(inner, "h") else inner.layers


@contextlib.contextmanager
def after(module: Any, change: Change) -> Iterator[None]:
    """Change what a module gives, in every forward pass in the block of the with."""

    def hook(_: Any, __: Any, out: Any) -> Any:
        return (change(out[0]), *out[1:]) if isinstance(out, tuple) else change(out)

    handle = module.register_forward_hook(hook)
    try:
        yield
    finally:
        handle.remove()


@torch.no_grad()
def block_outputs(model: Any, ids: Sequence[int], block: int) -> Tensor:
    """Return what a block gives at every token of a prompt: [position, d_model]."""
    kept: list[Tensor] = []

    def keep(x: Tensor) -> Tensor:
        kept.append(x[0].clone())
        return x

    with after(blocks(model)[block], keep):
        model(torch.tensor([[*ids]]), use_cache=False)
    return kept[0]


@dataclasses.dataclass
class Reading:
    """What a decoder says of some activations: its prompt, and what is done to which modules' outputs.

    Args:
        model: the model that answers.
        ids: the prompt.
        changes: modules, and what is done to what they give.
    """

    model: Any
    ids: list[int]
    changes: list[tuple[Any, Change]]

    @torch.no_grad()
    def logits(self, more: Sequence[int] = (), **inputs: Any) -> Tensor:
        """Return the logits after every token of the prompt and of what is said after it."""
        with contextlib.ExitStack() as stack:
            for module, change in self.changes:
                stack.enter_context(after(module, change))
            return self.model(torch.tensor([[*self.ids, *more]]), use_cache=False, **inputs).logits[0]

    def greedy(self, n: int) -> list[int]:
        """Return n greedy tokens."""
        said: list[int] = []
        for _ in range(n):
            said.append(int(self.logits(said)[-1].argmax()))
        return said


def chat_ids(tokenizer: Any, messages: list[dict[str, str]], **settings: Any) -> list[int]:
    """Return a chat's tokens, ready for the reply."""
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, **settings)
    return list(tokenizer(text, add_special_tokens=False).input_ids)


def written_at(positions: Sequence[int], vectors: Tensor) -> Change:
    """Return the change that puts vectors in the place of what stands at some positions."""

    def change(x: Tensor) -> Tensor:
        x = x.clone()
        for at, vector in zip(positions, vectors, strict=True):
            x[0, at] = vector.to(x.dtype)
        return x

    return change


def added_at(positions: Sequence[int], vectors: Tensor, coefficient: float = 1.0) -> Change:
    """Return the change that adds vectors' directions at the norm of what stands at some positions."""

    def change(x: Tensor) -> Tensor:
        x = x.clone()
        for at, vector in zip(positions, vectors, strict=True):
            h = x[0, at].clone()
            x[0, at] = h + coefficient * h.norm() * torch.nn.functional.normalize(vector, dim=-1)
        return x

    return change


# --- activation oracles ----------------------------------------------------------------------------------


def oracle_prefix(form: str, layers: Sequence[int], n: int, token: str) -> str:
    """Return the beginning of an oracle's prompt, in one of the three forms."""
    if form == "ao_block":
        return "".join(f"Layer: {layer}\n{token * n} \n" for layer in layers)
    return (
        " ".join(f"L{layer}:{token * n}" for layer in layers)
        + {"ao_inline": ".\n", "ao_inline_bare": "\n"}[form]
    )


def oracle_ids(
    tokenizer: Any, form: str, layers: Sequence[int], n: int, question: str, token: str = " ?"
) -> tuple[list[int], list[int]]:
    """Return an oracle's prompt and its placeholders: the first as many tokens of that text as are needed."""
    chat = [{"role": "user", "content": oracle_prefix(form, layers, n, token) + question}]
    ids = chat_ids(tokenizer, chat, enable_thinking=False)
    (placeholder,) = tokenizer.encode(token, add_special_tokens=False)
    at = [position for position, each in enumerate(ids) if each == placeholder][: n * len(layers)]
    assert len(at) == n * len(layers)
    return ids, at


def oracle(
    base: pathlib.Path,
    adapter: pathlib.Path,
    form: str,
    vectors: dict[int, Tensor],
    question: str,
    *,
    token: str = " ?",
    hook_block: int = 1,
    coefficient: float = 1.0,
) -> Reading:
    """Return the reading of an Activation Oracle's LoRA.

    Args:
        base: the model that it is for.
        adapter: PEFT's directory.
        form: form of the prompt's beginning.
        vectors: outputs of blocks at the positions that are read, by block.
        question: what is asked.
        token: the placeholder.
        hook_block: the block after which the vectors are added.
        coefficient: norm of what is added, in norms of what stands there.
    """
    n = len(next(iter(vectors.values())))
    ids, at = oracle_ids(AutoTokenizer.from_pretrained(base), form, list(vectors), n, question, token)
    model = adapted(base, adapter)
    stacked = torch.cat(list(vectors.values()))
    return Reading(model, ids, [(blocks(model)[hook_block], added_at(at, stacked, coefficient))])


def vector_oracle(
    base: pathlib.Path, file: pathlib.Path, block: int, vectors: Tensor, question: str
) -> Reading:
    """Return the reading of a vector activation oracle: its vectors are added to attention and MLP."""
    model, tensors = opened(base), load_file(file)
    with safe_open(file, "pt") as found:
        header = found.metadata()
    ids, at = oracle_ids(AutoTokenizer.from_pretrained(base), "ao_block", [block], len(vectors), question)
    changes: list[tuple[Any, Change]] = []
    for i, each in enumerate(blocks(model)):
        attention = each.attn if hasattr(each, "attn") else each.self_attn
        for module, name in ((attention, f"post_attn/layer_{i}"), (each.mlp, f"post_mlp/layer_{i}")):
            vector = tensors.get(name, tensors.get(f"layer_{i}") if module is each.mlp else None)
            if vector is not None:
                changes.append((module, lambda x, vector=vector: x + vector.to(x.dtype)))
    coefficient = float(header.get("steering_coefficient", "1"))
    hook = added_at(at, vectors, coefficient)
    return Reading(model, ids, [*changes, (blocks(model)[int(header.get("injection_layer", "1"))], hook)])


# --- LatentQA --------------------------------------------------------------------------------------------


def latentqa(base: pathlib.Path, adapter: pathlib.Path, vectors: Tensor, question: str) -> Reading:
    """Return the reading of a LatentQA decoder.

    Its chat is the user's run of question marks, a sentence of the assistant, and the user's question, with
    the assistant called `reflect`. The vectors take the places of the question marks in what block 0 gives.
    """
    tokenizer = AutoTokenizer.from_pretrained(base)
    tokenizer.chat_template = tokenizer.chat_template.replace(
        "{{ m['role'] }}", "{{ 'reflect' if m['role'] == 'assistant' else m['role'] }}"
    ).replace("<|head|>assistant", "<|head|>reflect")
    chat = [
        {"role": "user", "content": "? " * len(vectors)},
        {"role": "assistant", "content": "Sure, I've analyzed the assistant."},
        {"role": "user", "content": question},
    ]
    ids = chat_ids(tokenizer, chat)
    before = len(tokenizer("<bos><|head|>user<|body|>\n\n", add_special_tokens=False).input_ids)
    assert all("?" == tokenizer.decode([i]).strip() for i in ids[before : before + len(vectors)])
    assert "?" not in tokenizer.decode([ids[before + len(vectors)]])
    model = adapted(base, adapter)
    at = range(before, before + len(vectors))
    return Reading(model, ids, [(blocks(model)[0], written_at(at, vectors))])


# --- self-interpretation ---------------------------------------------------------------------------------


def projected(file: pathlib.Path, vectors: Tensor) -> Tensor:
    """Return vectors as a self-interpretation adapter maps them, in float32."""
    tensors = load_file(file)
    with safe_open(file, "pt") as found:
        header = found.metadata()
    if "config_json" in header:
        normalize = json.loads(header["config_json"])["projection"]["normalize_input"]
    else:
        normalize = header["normalize_input"] == "true"
    x = vectors.float()
    if normalize:
        x = x / (x.norm(dim=-1, keepdim=True) + 1e-8)
    out = torch.zeros_like(x)
    if "log_scale" in tensors:
        out = out + tensors["log_scale"].exp() * x
    if "weight" in tensors:
        out = out + x @ tensors["weight"].T
    if "U" in tensors:
        out = out + (x @ tensors["U"]) @ tensors["V"].T
    return out + tensors["bias"] if "bias" in tensors else out


@dataclasses.dataclass
class EmbeddedReading:
    """As Reading, with the prompt given as embeddings: what `inputs_embeds` takes."""

    model: Any
    ids: list[int]
    positions: list[int]
    vector: Tensor

    @torch.no_grad()
    def logits(self, more: Sequence[int] = ()) -> Tensor:
        """Return the logits after every token of the prompt and of what is said after it."""
        embedded = self.model.get_input_embeddings()(torch.tensor([[*self.ids, *more]])).clone()
        for at in self.positions:
            embedded[0, at] = self.vector.to(embedded.dtype)
        return self.model(inputs_embeds=embedded, use_cache=False).logits[0]

    greedy = Reading.greedy


def self_interpretation(base: pathlib.Path, template: str, token: str, vector: Tensor) -> EmbeddedReading:
    """Return the reading of a mapped vector: both reserved tokens of the template take it as embedding."""
    tokenizer = AutoTokenizer.from_pretrained(base)
    ids = list(tokenizer(template, add_special_tokens=False).input_ids)
    (reserved,) = tokenizer.encode(token, add_special_tokens=False)
    at = [position for position, each in enumerate(ids) if each == reserved]
    assert 2 == len(at)
    return EmbeddedReading(opened(base), ids, at, vector)


# --- natural-language autoencoders -----------------------------------------------------------------------


def _sidecar(directory: pathlib.Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((directory / "nla_meta.yaml").read_text(encoding="utf-8"))
    return found


def _verbaliser_ids(directory: pathlib.Path, meta: dict[str, Any]) -> tuple[list[int], int]:
    tokens = meta["tokens"]
    content = meta["prompt_templates"]["av"].format(injection_char=tokens["injection_char"])
    ids = chat_ids(AutoTokenizer.from_pretrained(directory), [{"role": "user", "content": content}])
    return ids, ids.index(tokens["injection_token_id"])


def verbaliser(directory: pathlib.Path, vector: Tensor) -> EmbeddedReading:
    """Return the reading of a whole verbaliser: the vector, at a constant norm, is the marker's embedding."""
    meta = _sidecar(directory)
    ids, at = _verbaliser_ids(directory, meta)
    scale = meta["extraction"]["injection_scale"]
    if scale == "sqrt_d_model":
        scale = math.sqrt(meta["d_model"])
    scaled = vector if scale in (None, "raw") else vector / vector.norm() * scale
    return EmbeddedReading(opened(directory), ids, [at], scaled)


def adding_verbaliser(base: pathlib.Path, directory: pathlib.Path, vector: Tensor) -> Reading:
    """Return the reading of a verbaliser's LoRA that adds the vector, norm-matched, after block 1."""
    ids, at = _verbaliser_ids(directory, _sidecar(directory))
    model = adapted(base, directory)
    return Reading(model, ids, [(blocks(model)[1], added_at([at], vector[None]))])


@torch.no_grad()
def reconstructed(directory: pathlib.Path, explanation: str) -> Tensor:
    """Return the vector that a reconstructor makes of a text: its head on the last token, no final norm."""
    meta, model, tokenizer = _sidecar(directory), opened(directory), AutoTokenizer.from_pretrained(directory)
    ids = tokenizer(meta["prompt_templates"]["ar"].format(explanation=explanation)).input_ids
    inner = model.base_model
    setattr(inner, "ln_f" if hasattr(inner, "ln_f") else "norm", torch.nn.Identity())
    last = inner(torch.tensor([ids]), use_cache=False).last_hidden_state[0, -1]
    return load_file(directory / "value_head.safetensors")["weight"] @ last
