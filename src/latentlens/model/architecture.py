"""Finds the architecture that TransformerLens knows a model by, and refuses models that are no decoders."""

from __future__ import annotations

from typing import Any

from latentlens.errors import UnsupportedModel

_OPEN_ANOTHER = "Open a decoder-only model that predicts the next token, such as a GPT, Llama, Qwen or Gemma."


def known_architecture(hf_model: Any) -> str:
    """Return the class name by which TransformerLens knows a model's architecture.

    Args:
        hf_model: a transformers model.

    Returns:
        The name of the model's class or of its first base class that TransformerLens knows; the name of its
        class if it knows none.
    """
    from transformer_lens.factories.architecture_adapter_factory import SUPPORTED_ARCHITECTURES

    names = [cls.__name__ for cls in type(hf_model).__mro__]
    return next((name for name in names if name in SUPPORTED_ARCHITECTURES), names[0])


def check_predicts_next_token(hf_model: Any) -> None:
    """Raise an error unless a model is a decoder that predicts the next token.

    Args:
        hf_model: a transformers model, already unwrapped.

    Raises:
        UnsupportedModel: if it is an encoder-decoder, has no unembedding or the head of another task, or
            contains a language model among others; the message says what to open instead.
    """
    kind = type(hf_model).__name__
    config = hf_model.config
    if getattr(config, "is_encoder_decoder", False):
        raise UnsupportedModel(
            f"{kind} is an encoder-decoder model, with no single stack of blocks: what it says depends on a "
            f"second residual stream. {_OPEN_ANOTHER}"
        )
    if kind.endswith(("ForMaskedLM", "ForPreTraining")):
        raise UnsupportedModel(f"{kind} fills in masked tokens and does not continue a text. {_OPEN_ANOTHER}")
    text = config.get_text_config() if hasattr(config, "get_text_config") else config
    if not hasattr(text, "vocab_size"):
        raise UnsupportedModel(f"{kind} predicts no tokens: it has no vocabulary. {_OPEN_ANOTHER}")
    if _known(hf_model):
        return
    if (inside := _language_model_inside(hf_model)) is not None:
        raise UnsupportedModel(
            f"{kind} is not served as a whole; its language model is model.{inside} "
            f"({type(hf_model.get_submodule(inside)).__name__}). Open that alone: "
            "lm = AutoModelForCausalLM.from_config(model.config.get_text_config()); "
            f"lm.model, lm.lm_head = model.{inside}, model.lm_head; Session((lm, tokenizer))."
        )
    if not _has_unembedding(hf_model):
        if not _has_causal_class(config):
            raise UnsupportedModel(
                f"{kind} predicts no tokens: it has no vocabulary to choose from. {_OPEN_ANOTHER}"
            )
        name = getattr(config, "name_or_path", "") or "..."
        raise UnsupportedModel(
            f"{kind} has no head that predicts the next token. Load the same weights with "
            f"AutoModelForCausalLM.from_pretrained({name!r}), and open Session((model, tokenizer))."
        )


def _known(hf_model: Any) -> bool:
    """Return whether TransformerLens or transformers lists the model's class as a causal language model."""
    from transformer_lens.factories.architecture_adapter_factory import SUPPORTED_ARCHITECTURES
    from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

    # By name, because looking into the mapping itself would import every architecture.
    known = {*SUPPORTED_ARCHITECTURES, *MODEL_FOR_CAUSAL_LM_MAPPING_NAMES.values()}
    return any(cls.__name__ in known for cls in type(hf_model).__mro__)


def _has_causal_class(config: Any) -> bool:
    """Return whether transformers has a causal language model class for a config."""
    from transformers import MODEL_FOR_CAUSAL_LM_MAPPING

    return type(config) in MODEL_FOR_CAUSAL_LM_MAPPING


def _has_unembedding(hf_model: Any) -> bool:
    """Return whether a model has output embeddings."""
    get = getattr(hf_model, "get_output_embeddings", None)
    return callable(get) and get() is not None


def _language_model_inside(hf_model: Any) -> str | None:
    """Return the module name of a language model within a multimodal model, or None."""
    names = (name for name, _ in hf_model.named_modules())
    return next((name for name in names if name.rpartition(".")[2] in ("language_model", "text_model")), None)
