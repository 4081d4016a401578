"""Small decoders of every kind on small models, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from latentlens import Session
from latentlens.adapters.layer_vectors import VectorAdapter
from latentlens.adapters.lora import LoraAdapter
from latentlens.decoder_files.manifest import Manifest, Read, WriteAt
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.readers.decoder_checks import facts_of
from tiny import tiny_model, tiny_tokenizer

CHAT = (
    "{{ bos_token }}{% for m in messages %}[{{ m['role'] }}] {{ m['content'] | trim }}\n{% endfor %}"
    "{% if add_generation_prompt %}[assistant]{% endif %}"
)


def opened(seed: int = 0, *, double: bool = False, **sizes: Any) -> Session:
    """Return a session on a small random model with a chat template, in float32 or float64."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = CHAT
    model = tiny_model("llama", seed=seed, max_position_embeddings=256, **sizes)
    return Session((model.double() if double else model, tokenizer))


def lora(session: Session, seed: int = 1) -> LoraAdapter:
    """Return a random LoRA, which changes what the model says."""
    fresh = LoraAdapter.fresh(session.model, r=2, alpha=4, target_modules=["q_proj", "down_proj"])
    random = torch.Generator().manual_seed(seed)
    drawn = {name: torch.randn(t.shape, generator=random) * 0.3 for name, t in fresh.tensors.items()}
    return fresh.with_tensors(drawn)


def layer_vectors(session: Session, seed: int = 1) -> VectorAdapter:
    """Return random vectors of every layer."""
    random = torch.Generator().manual_seed(seed)
    shape = (session.model.n_layers, session.model.d_model)
    return VectorAdapter(*(torch.randn(shape, generator=random) for _ in range(2)))


def manifest(session: Session, **changes: Any) -> Manifest:
    """Return the manifest of an activation oracle on a session's model, with some fields changed."""
    fields: dict[str, Any] = {
        "method": "activation_oracle",
        "name": "tiny-oracle",
        "base": facts_of(session.backend),
        "read": Read(layers=((1,), (2,), (1, 3))),
        "write": WriteAt(layer=2, injection="add_norm_matched"),
        "prompt": PromptSettings(form="ao_block", placeholder=" a"),
    }
    return Manifest(**{**fields, **changes})


def weights(
    session: Session, adapter: Any = None, mapping: Any = None, mean: Any = (), **changes: Any
) -> DecoderWeights:
    """Return a decoder's weights on a session's model; a random LoRA unless another adapter is given."""
    return DecoderWeights(
        manifest(session, **changes), lora(session) if adapter is None else adapter, mapping, dict(mean)
    )


def random_states(n: int, width: int, seed: int = 5) -> torch.Tensor:
    """Return random vectors."""
    return torch.randn(n, width, generator=torch.Generator().manual_seed(seed))


def means(session: Session, layers: Sequence[int]) -> dict[int, torch.Tensor]:
    """Return a random mean state of some layers."""
    drawn = random_states(len(layers), session.model.d_model, 9)
    return dict(zip(layers, drawn, strict=True))
