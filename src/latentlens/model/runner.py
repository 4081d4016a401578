"""Runner: runs forward passes on a copy of a model's modules, with hooks that edit the residual stream."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, TypeGuard

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from latentlens.errors import UnsupportedModel
from latentlens.model.adapters import BASE, switch_adapter
from latentlens.model.hooks import After, Before, hooked
from latentlens.model.isolation import isolated
from latentlens.model.kv import RowCache
from latentlens.model.loaded_adapters import AttachedAdapter
from latentlens.model.parts import Parts, find_parts
from latentlens.model.rotary import Rotary
from latentlens.model.sharding import gather_while_running
from latentlens.model.twin import twin

Residual = Float[Tensor, "row position d_model"]

Edited = Float[Tensor, "row_after position d_model"]
"""Residual stream after an edit, which may have appended rows."""

Logits = Float[Tensor, "row_after last vocab"]
"""Logits after the last positions, for all rows at the end of the pass, appended ones included."""
Edit = Callable[[Residual], Edited]
"""Function from the residual stream at a layer to a changed one, possibly with more rows."""
BlockedAttention = Bool[Tensor, "_row query key"]
"""For one block: True where a query cannot attend to a key."""


class Runner:
    """A structural twin of a model (a copy of its modules that shares the weights), ready for forward passes.

    Args:
        hf_model: the transformers model, which is copied and not changed.
        adapter: TransformerLens' description of the architecture.
        name: name that the user opened the model by, for messages.
        eager: whether attention runs in transformers' eager implementation, in which a mask can be added.
            Default False: in the model's own implementation.
        active: name of the one PEFT adapter that is active, or `BASE` for none; or an adapter that is
            attached to the twin, with the model's own off. Default None: those active in the model.
    """

    def __init__(
        self,
        hf_model: Any,
        *,
        adapter: Any,
        name: str,
        eager: bool = False,
        active: str | AttachedAdapter | None = None,
    ) -> None:
        self.model = twin(hf_model)
        if isinstance(active, str):
            switch_adapter(self.model, active)
        self._base = frozenset(id(weight) for weight in self.model.parameters())
        if active is not None and not isinstance(active, str):
            switch_adapter(self.model, BASE)
            active.attach(self.model, find_parts(self.model, adapter, name))
        if eager:
            self.model.set_attn_implementation("eager")
        self.parts: Parts = find_parts(self.model, adapter, name)
        gather_while_running(self.parts.blocks)
        self.rotary = Rotary(self.model)
        self._adapter, self._name = adapter, name
        takes = inspect.signature(self.model.forward).parameters
        self.keeps_logits = "logits_to_keep" in takes
        """Whether the model can skip the unembedding in a forward pass."""
        self.takes_positions = "position_ids" in takes
        """Whether the model's forward pass takes position ids."""

    def holds_only(self, weights: set[int]) -> bool:
        """Return whether every parameter that the twin shares with the model has one of these object ids."""
        return self._base <= weights

    @functools.cached_property
    def in_inference(self) -> bool:
        """Whether some weight was made in inference mode, so that no gradient flows through it."""
        return any(weight.is_inference() for weight in self.model.parameters())

    @functools.cached_property
    def eager(self) -> Runner:
        """The same twin with eager attention; this one itself if its attention is eager already."""
        if getattr(self.model.config, "_attn_implementation", None) == "eager":
            return self
        return Runner(self.model, adapter=self._adapter, name=self._name, eager=True)

    def __call__(
        self,
        ids: Int[Tensor, "row position"],
        *,
        cache: RowCache | None,
        edits: Mapping[int, Edit],
        blocked: Mapping[int, BlockedAttention],
        grad: bool,
        last: int | None,
        position_ids: Int[Tensor, "row position"] | None = None,
        attention_mask: Int[Tensor, "row key"] | None = None,
    ) -> Logits:
        """Run tokens and return the logits after the `last` ones; see `LanguageModel.all_logits`."""
        settings: dict[str, Any] = {} if cache is None else {"past_key_values": cache}
        if attention_mask is not None:
            settings["attention_mask"] = attention_mask
        if position_ids is not None and self.takes_positions:
            settings["position_ids"] = position_ids
        if self.keeps_logits:
            # Given as indices: with a number, some models do not run other tokens through the upper blocks.
            n = ids.shape[1]
            first = n if last is None else max(n - last, 0) if last else 0
            settings["logits_to_keep"] = torch.arange(first, n, device=ids.device)
        before = [*self._edits_before(edits), *self._cuts(blocked)]
        with isolated(ids.device, grad=grad), hooked(before=before, after=self._edits_after(edits)):
            logits: Tensor = self.model(ids, use_cache=cache is not None, **settings).logits
        return logits if self.keeps_logits or not last else logits[:, -last:]

    def _edits_before(self, edits: Mapping[int, Edit]) -> list[tuple[nn.Module, Before]]:
        """Return the pre-hooks that apply edits at the inputs of blocks."""
        blocks = self.parts.blocks
        return [(blocks[k], functools.partial(_before, edit)) for k, edit in edits.items() if k < len(blocks)]

    def _edits_after(self, edits: Mapping[int, Edit]) -> list[tuple[nn.Module, After]]:
        """Return the hook that applies an edit at the output of the last block."""
        last = len(self.parts.blocks)
        return [(self.parts.blocks[-1], functools.partial(_after, edits[last]))] if last in edits else []

    def _cuts(self, blocked: Mapping[int, BlockedAttention]) -> list[tuple[nn.Module, Before]]:
        """Return the pre-hooks that block keys in the attention of some blocks."""
        found: list[tuple[nn.Module, Before]] = []
        for block, cuts in blocked.items():
            attention = self.parts.attention[block]
            if attention is None:
                raise UnsupportedModel(
                    f"Block {block} of {self._name} has no attention, so none can be cut there. Ask about "
                    "another layer."
                )
            found.append((attention, functools.partial(_hide, cuts)))
        return found


def _before(edit: Edit, _: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Pre-hook of a block: apply an edit to the residual stream that it gets."""
    if args:
        after = edit(_stream(args[0]))
        _grow(kwargs, len(after))
        return (after, *args[1:]), kwargs
    after = edit(_stream(kwargs["hidden_states"]))
    _grow(kwargs, len(after))
    return args, {**kwargs, "hidden_states": after}


def _grow(kwargs: dict[str, Any], rows: int) -> None:
    """Extend keys and values that later blocks share to appended rows, which get those of the first row."""
    shared = kwargs.get("shared_kv_states")
    if isinstance(shared, MutableMapping):
        for kind, held in shared.items():
            shared[kind] = tuple(
                torch.cat([part, part[:1].expand(rows - len(part), *part.shape[1:])])
                if len(part) < rows
                else part
                for part in held
            )


def _after(edit: Edit, _: nn.Module, __: tuple[Any, ...], output: Any) -> Any:
    """Hook of the last block: apply an edit to the residual stream that it returns."""
    if isinstance(output, (tuple, list)):
        return type(output)((edit(_stream(output[0])), *output[1:]))
    return edit(_stream(output))


def _stream(residual: Tensor) -> Residual:
    """Return a residual stream, after checking that it has the shape [row, position, d_model]."""
    if residual.ndim != 3:
        raise UnsupportedModel(
            f"Between its blocks this model carries a tensor of shape {tuple(residual.shape)}, not one "
            "residual stream of (row, position, d_model). It cannot be read layer by layer; open another "
            "architecture."
        )
    return residual


def _hide(cuts: BlockedAttention, _: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Pre-hook of an attention module: block keys in the mask that it gets."""
    mask = kwargs.get("attention_mask")
    indices = [i for i, argument in enumerate(args) if _is_mask(argument, cuts)]
    if _is_mask(mask, cuts):
        return args, {**kwargs, "attention_mask": _blocked(mask, cuts)}
    if not indices:
        raise UnsupportedModel(
            "This model's attention takes no mask that could be added to, so nothing can be hidden from it. "
            "Cut attention, or mask a slot, in another architecture."
        )
    changed = (_blocked(argument, cuts) if i == indices[0] else argument for i, argument in enumerate(args))
    return tuple(changed), kwargs


def _is_mask(argument: object, cuts: BlockedAttention) -> TypeGuard[Tensor]:
    """Return whether an argument of the attention module is its mask, additive or boolean."""
    return (
        isinstance(argument, Tensor)
        and (argument.is_floating_point() or argument.dtype == torch.bool)
        and argument.ndim == 4
        and argument.shape[-2:] == cuts.shape[-2:]
    )


def _blocked(mask: Tensor, cuts: BlockedAttention) -> Tensor:
    """Return an attention mask, additive or boolean, in which more keys are blocked."""
    if mask.dtype == torch.bool:  # the last token attends to itself, which shows whether True means visible
        return mask.masked_fill(cuts.to(mask.device)[:, None], not bool(mask.flatten()[-1]))
    return mask.masked_fill(cuts.to(mask.device)[:, None], torch.finfo(mask.dtype).min)


class Runners:
    """Cache of a model's twins, one for each state of the model in which it was run.

    A state that recurs, as when an adapter is active in every other question, gets its earlier twin.

    Args:
        adapter: TransformerLens' description of the architecture.
        name: name that the user opened the model by, for messages.
    """

    _MAX_TWINS = 6

    def __init__(self, adapter: Any, name: str) -> None:
        self._make = functools.partial(Runner, adapter=adapter, name=name)
        self._twins: dict[tuple[object, str | None], Runner] = {}

    def twin_of(self, state: object, hf_model: Any, active: str | AttachedAdapter | None = None) -> Runner:
        """Return a model's twin, with the model's own attention implementation.

        Args:
            state: hashable description of the model's state, equal for states that one twin serves.
            hf_model: the model in that state.
            active: name of the one PEFT adapter that is active, or `BASE` for none; or an adapter that is
                attached to the twin. Default None: those active in the model.
        """
        key = (state, active if isinstance(active, str) or active is None else active.name)
        runner = self._twins.pop(key, None)
        if runner is None:
            runner = self._make(hf_model, active=active)
            # Twins that hold weights which were replaced in the model, as by resizing its embeddings, are
            # dropped, so that the old weights are freed.
            weights = {id(weight) for weight in hf_model.parameters()}
            self._twins = {key: twin for key, twin in self._twins.items() if twin.holds_only(weights)}
        self._twins[key] = runner  # the most recently used is last
        while len(self._twins) > self._MAX_TWINS:
            del self._twins[next(iter(self._twins))]
        return runner

    def drop(self, active: str) -> None:
        """Forget the twins to which an adapter of this name was attached."""
        self._twins = {key: twin for key, twin in self._twins.items() if key[1] != active}
