"""Builds TransformerLens' bridge of a model, and reads activations by its hook names."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from latentlens.errors import SelectionError, UnsupportedModel
from latentlens.model.isolation import isolated
from latentlens.model.placement import is_placed
from latentlens.model.twin import twin


def build_bridge(hf_model: Any, architecture: str, name: str) -> Any:
    """Return a TransformerBridge on a copy of a model's modules that shares the weights.

    Args:
        hf_model: the transformers model, which is not changed.
        architecture: class name under which TransformerLens knows it.
        name: name that the user opened the model by; used in error messages.

    Raises:
        UnsupportedModel: if TransformerLens cannot wrap the model, or its weights are offloaded or on several
            devices.
    """
    # Built from the module and not by `boot_transformers`, which makes another tokenizer (one that may add a
    # BOS and so shift all positions) and records a dtype and device that it does not apply.
    from transformer_lens.model_bridge.sources import build_bridge_from_module

    if is_placed(hf_model):
        raise UnsupportedModel(
            f"{name} is offloaded or spread over devices by its device_map, and TransformerLens' bridge "
            "reads its weights where they are not. Open it whole on one device for its named activations and "
            "the bridge's tools; reading and asking work as it is."
        )
    copied = twin(hf_model)
    try:
        copied.set_attn_implementation("eager")
        bridge = build_bridge_from_module(copied, architecture, hf_config=copied.config, model_name=name)
        return bridge.eval()
    except Exception as error:  # the adapter can raise anything for an architecture that it cannot wrap
        raise UnsupportedModel(
            f"{name}: TransformerLens cannot wrap the architecture {architecture} ({error}), so its named "
            "activations and its tools are not available here. Everything else in latentlens works."
        ) from error


def named_activations(bridge: Any, token_ids: Sequence[int], names: Sequence[str]) -> dict[str, Tensor]:
    """Run a prompt and return the activations at some of TransformerLens' hooks, without a batch dimension.

    Args:
        bridge: TransformerLens' bridge of the model.
        token_ids: token ids of the prompt.
        names: hook names, such as "blocks.3.attn.hook_pattern"; `bridge.hook_dict` lists them.

    Raises:
        SelectionError: if the bridge has no hook of a name, or the model does not run it.
    """
    for name in names:
        if name not in bridge.hook_dict:
            near = difflib.get_close_matches(str(name), list(bridge.hook_dict), n=3, cutoff=0.4)
            raise SelectionError(
                f"This model has no activation {name!r}. "
                + (f"Close to it: {', '.join(near)}. " if near else "")
                + "session.bridge.hook_dict has all names."
            )
    ids = torch.tensor([list(token_ids)], device=bridge.cfg.device)
    with isolated(ids.device):
        _, cache = bridge.run_with_cache(ids, names_filter=list(names))
    if lacking := [name for name in names if name not in cache]:
        raise SelectionError(
            f"This model's forward pass does not compute {lacking[0]!r}. Some activations are computed only "
            "where TransformerLens is told to, as by session.bridge.set_use_attn_result(True)."
        )
    # A few, such as rotary tables, have no batch dimension.
    return {name: kept[0] if len(kept) == 1 else kept for name in names if (kept := cache[name].clone()).ndim}
