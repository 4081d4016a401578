"""Finds a model's blocks, attention modules, final norm and unembedding, by TransformerLens' adapters."""

from __future__ import annotations

import dataclasses
from typing import Any

from torch import nn

from latentlens.errors import UnsupportedModel


@dataclasses.dataclass(frozen=True, eq=False)
class Parts:
    """The modules of a model by their role.

    Args:
        blocks: the transformer blocks, in order.
        attention: attention module of each block; None for a block without attention.
        mlp: MLP module of each block, before any norm of its output; None for a block without one.
        norm: final norm; None if TransformerLens' adapter has none.
        unembedding: module from normed states to logits; None if TransformerLens' adapter has none.
    """

    blocks: list[nn.Module]
    attention: list[nn.Module | None]
    mlp: list[nn.Module | None]
    norm: nn.Module | None
    unembedding: nn.Module | None


def adapter_of(hf_model: Any, architecture: str, name: str) -> Any:
    """Return TransformerLens' architecture adapter, which says where a model's parts are.

    Args:
        hf_model: the transformers model; it is not changed.
        architecture: class name under which TransformerLens knows it.
        name: name that the user opened the model by; used in error messages.

    Raises:
        UnsupportedModel: if TransformerLens does not know the architecture, or it has no single stack of
            blocks.
    """
    from transformer_lens.factories.architecture_adapter_factory import ArchitectureAdapterFactory
    from transformer_lens.model_bridge.sources import build_bridge_config_from_hf

    try:
        config = build_bridge_config_from_hf(
            hf_model.config, architecture, name, next(hf_model.parameters()).dtype
        )
        adapter = ArchitectureAdapterFactory.select_architecture_adapter(config)
    except Exception as error:  # the adapter can raise anything for an architecture that it cannot wrap
        unknown = str(error).startswith("Unsupported architecture")
        why = "it does not know it" if unknown else f"{type(error).__name__}: {error}"
        raise UnsupportedModel(
            f"{name}: TransformerLens cannot wrap the architecture {architecture} ({why}), so which of its "
            "modules are blocks, final norm and unembedding cannot be told. Open a model of a family that is "
            "served; docs/support.md lists them."
        ) from error
    if "blocks" not in (adapter.component_mapping or {}):
        raise UnsupportedModel(
            f"{name}: {architecture} has no single stack of blocks, so its residual stream has no layers "
            "to read. Open a decoder-only language model."
        )
    return adapter


def find_parts(model: Any, adapter: Any, name: str) -> Parts:
    """Find the modules of a model by their role.

    Args:
        model: the transformers model, unwrapped.
        adapter: TransformerLens' architecture adapter, from `adapter_of`.
        name: name that the user opened the model by; used in error messages.

    Raises:
        UnsupportedModel: if the blocks are not where the adapter expects them.
    """
    components = adapter.component_mapping
    try:
        blocks = list(adapter.get_remote_component(model, components["blocks"].name))
    except (AttributeError, TypeError, IndexError) as error:
        raise UnsupportedModel(
            f"{name}: {type(model).__name__} has no module {components['blocks'].name!r}, where its blocks "
            "should be. If it was changed after it was loaded, load it again."
        ) from error
    attention, mlp = (components["blocks"].submodules.get(role) for role in ("attn", "mlp"))
    return Parts(
        blocks,
        [_module(block, adapter, attention) for block in blocks],
        [_module(block, adapter, mlp) for block in blocks],
        _module(model, adapter, components.get("ln_final")),
        _module(model, adapter, components.get("unembed")),
    )


def _module(parent: nn.Module, adapter: Any, component: Any) -> nn.Module | None:
    """Return the module that a component of the adapter stands for, or None if there is none."""
    if component is None or not component.name:
        return None
    try:
        module = adapter.get_remote_component(parent, component.name)
    except (AttributeError, TypeError, IndexError):
        return None  # hybrid models have other modules in some blocks
    return module if isinstance(module, nn.Module) else None
