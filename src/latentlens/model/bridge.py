"""TransformerLens' bridge around a twin of the model."""

from __future__ import annotations

from typing import Any

from latentlens._errors import UnsupportedModel
from latentlens.model.twin import twin


def build_bridge(hf_model: Any, architecture: str, name: str) -> Any:
    """Return a TransformerBridge that shares a model's weights and leaves its modules alone.

    Args:
        hf_model: the transformers model.
        architecture: the class name under which TransformerLens knows it.
        name: what the user opened.

    Raises:
        UnsupportedModel: if TransformerLens cannot wrap the model.
    """
    # Built from the module rather than booted by name: booting re-instantiates the tokenizer (which moves
    # every position by one where it adds a BOS) and records a dtype and device that it does not apply.
    from transformer_lens.model_bridge.sources import build_bridge_from_module

    own = twin(hf_model)
    try:
        own.set_attn_implementation("eager")
        return build_bridge_from_module(own, architecture, hf_config=own.config, model_name=name).eval()
    except Exception as error:  # whatever the adapter stumbles over, the architecture is the cause
        raise UnsupportedModel(
            f"{name}: TransformerLens cannot wrap the architecture {architecture} ({error}), so its named "
            "activations and its tools are not to be had here. Everything else of latentlens is."
        ) from error
