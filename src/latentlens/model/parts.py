"""Which of a model's modules are its blocks, their attention, its final norm and its unembedding."""

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
        attention: the attention module of each block; None for a block without one.
        norm: the final norm; None where TransformerLens names none.
        unembedding: the module that maps normed states to logits; None where TransformerLens names none.
    """

    blocks: list[nn.Module]
    attention: list[nn.Module | None]
    norm: nn.Module | None
    unembedding: nn.Module | None


def adapter_of(hf_model: Any, architecture: str, name: str) -> Any:
    """Return TransformerLens' description of an architecture: where its parts are, under which hook names.

    Args:
        hf_model: the transformers model; it is only looked at.
        architecture: the class name under which TransformerLens knows it.
        name: the name that the user opened the model by; used in error messages.

    Raises:
        UnsupportedModel: if TransformerLens does not know the architecture, or no single stack of blocks.
    """
    from transformer_lens.factories.architecture_adapter_factory import ArchitectureAdapterFactory
    from transformer_lens.model_bridge.sources import build_bridge_config_from_hf

    try:
        config = build_bridge_config_from_hf(
            hf_model.config, architecture, name, next(hf_model.parameters()).dtype
        )
        adapter = ArchitectureAdapterFactory.select_architecture_adapter(config)
    except Exception as error:  # whatever the adapter stumbles over, the architecture is the cause
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
        adapter: TransformerLens' description of the architecture, from `adapter_of`.
        name: the name that the user opened the model by; used in error messages.

    Raises:
        UnsupportedModel: if the blocks are not where TransformerLens looks for them.
    """
    components = adapter.component_mapping
    try:
        blocks = list(adapter.get_remote_component(model, components["blocks"].name))
    except (AttributeError, TypeError, IndexError) as error:
        raise UnsupportedModel(
            f"{name}: {type(model).__name__} has no module {components['blocks'].name!r}, where its blocks "
            "should be. If it was changed after it was loaded, load it again."
        ) from error
    attention = components["blocks"].submodules.get("attn")
    return Parts(
        blocks,
        [_module(block, adapter, attention) for block in blocks],
        _module(model, adapter, components.get("ln_final")),
        _module(model, adapter, components.get("unembed")),
    )


def _module(parent: nn.Module, adapter: Any, component: Any) -> nn.Module | None:
    """Return the module that a component of an adapter stands for, None where there is none."""
    if component is None or not component.name:
        return None
    try:
        found = adapter.get_remote_component(parent, component.name)
    except (AttributeError, TypeError, IndexError):
        return None  # hybrid stacks have other modules in some blocks
    return found if isinstance(found, nn.Module) else None
