"""A structural twin of a model, ready to run: its parts by what they do, its hooks scoped."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, TypeGuard

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from latentlens.errors import UnsupportedModel
from latentlens.model.adapters import switch_adapter
from latentlens.model.hooks import After, Before, hooked
from latentlens.model.isolation import isolated
from latentlens.model.kv import RowCache
from latentlens.model.parts import Parts, find_parts
from latentlens.model.rotary import Rotary
from latentlens.model.twin import twin

Residual = Float[Tensor, "row position d_model"]

Edited = Float[Tensor, "row_after position d_model"]
"""A residual stream after an edit, which may have added rows."""

Logits = Float[Tensor, "row_after last vocab"]
"""Logits at the positions asked for, for all rows that there are at the end."""
Edit = Callable[[Residual], Edited]
"""Takes the residual stream at a layer and returns it changed, possibly with more rows."""
BlockedAttention = Bool[Tensor, "_row query key"]
"""True where, in one block, a query may not see a key; rows as they run there."""


class Runner:
    """A copy of a model's modules that runs with hooks on its residual stream.

    Args:
        hf_model: the model of which a twin is made.
        adapter: TransformerLens' description of its architecture.
        name: what the user opened, for messages.
        eager: whether attention runs in its plain form, where the mask is a number added to each score. Only
            there can a mask of ours be added; else the twin attends the way that the model came with.
        active: name of the PEFT adapter that is on, alone, or `BASE` for none of them; None (the default)
            for those that are on in the model.
    """

    def __init__(
        self, hf_model: Any, *, adapter: Any, name: str, eager: bool = False, active: str | None = None
    ) -> None:
        self.model = twin(hf_model)
        if active is not None:
            switch_adapter(self.model, active)
        if eager:
            self.model.set_attn_implementation("eager")
        self.parts: Parts = find_parts(self.model, adapter, name)
        self.rotary = Rotary(self.model)
        self._adapter, self._name = adapter, name
        takes = inspect.signature(self.model.forward).parameters
        self.keeps_logits = "logits_to_keep" in takes
        """Whether the model can leave the unembedding out of a pass."""
        self.takes_positions = "position_ids" in takes
        """Whether the model can be told the position of each token."""

    def holds_only(self, weights: set[int]) -> bool:
        """Return whether all parameters are among those of these identities."""
        return all(id(weight) in weights for weight in self.model.parameters())

    @functools.cached_property
    def eager(self) -> Runner:
        """The same with attention in its plain form; this one itself where it attends so anyway."""
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
            # By their places: given a number, some models spare the tokens before them the upper blocks.
            n = ids.shape[1]
            first = n if last is None else max(n - last, 0) if last else 0
            settings["logits_to_keep"] = torch.arange(first, n, device=ids.device)
        before = [*self._edits_before(edits), *self._cuts(blocked)]
        with isolated(ids.device, grad=grad), hooked(before=before, after=self._edits_after(edits)):
            logits: Tensor = self.model(ids, use_cache=cache is not None, **settings).logits
        return logits if self.keeps_logits or not last else logits[:, -last:]

    def _edits_before(self, edits: Mapping[int, Edit]) -> list[tuple[nn.Module, Before]]:
        blocks = self.parts.blocks
        return [(blocks[k], functools.partial(_before, edit)) for k, edit in edits.items() if k < len(blocks)]

    def _edits_after(self, edits: Mapping[int, Edit]) -> list[tuple[nn.Module, After]]:
        last = len(self.parts.blocks)
        return [(self.parts.blocks[-1], functools.partial(_after, edits[last]))] if last in edits else []

    def _cuts(self, blocked: Mapping[int, BlockedAttention]) -> list[tuple[nn.Module, Before]]:
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
    """Apply an edit to what a block is given."""
    if args:
        after = edit(_stream(args[0]))
        _grow(kwargs, len(after))
        return (after, *args[1:]), kwargs
    after = edit(_stream(kwargs["hidden_states"]))
    _grow(kwargs, len(after))
    return args, {**kwargs, "hidden_states": after}


def _grow(kwargs: dict[str, Any], rows: int) -> None:
    """Hand rows that join the keys and values that later blocks use again: theirs are the first row's."""
    shared = kwargs.get("shared_kv_states")
    if isinstance(shared, MutableMapping):
        for kind, held in shared.items():
            shared[kind] = tuple(
                torch.cat([part, part[:1].expand(rows - len(part), *part.shape[1:])]) for part in held
            )


def _after(edit: Edit, _: nn.Module, __: tuple[Any, ...], output: Any) -> Any:
    """Apply an edit to what a block returns."""
    if isinstance(output, (tuple, list)):
        return type(output)((edit(_stream(output[0])), *output[1:]))
    return edit(_stream(output))


def _stream(residual: Tensor) -> Residual:
    if residual.ndim != 3:
        raise UnsupportedModel(
            f"Between its blocks this model carries a tensor of shape {tuple(residual.shape)}, not one "
            "residual stream of (row, position, d_model). It cannot be read layer by layer; open another "
            "architecture."
        )
    return residual


def _hide(cuts: BlockedAttention, _: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    mask = kwargs.get("attention_mask")
    places = [i for i, given in enumerate(args) if _is_mask(given, cuts)]
    if _is_mask(mask, cuts):
        return args, {**kwargs, "attention_mask": _blocked(mask, cuts)}
    if not places:
        raise UnsupportedModel(
            "This model's attention takes no mask that could be added to, so nothing can be hidden from it. "
            "Cut attention, or mask a slot, in another architecture."
        )
    return tuple(_blocked(given, cuts) if i == places[0] else given for i, given in enumerate(args)), kwargs


def _is_mask(given: object, cuts: BlockedAttention) -> TypeGuard[Tensor]:
    """Whether something handed to attention says which keys a query sees, as numbers or as truths."""
    return (
        isinstance(given, Tensor)
        and (given.is_floating_point() or given.dtype == torch.bool)
        and given.ndim == 4
        and given.shape[-2:] == cuts.shape[-2:]
    )


def _blocked(mask: Tensor, cuts: BlockedAttention) -> Tensor:
    if mask.dtype == torch.bool:  # the last token sees itself, whichever of the two stands for that
        return mask.masked_fill(cuts.to(mask.device)[:, None], not bool(mask.flatten()[-1]))
    return mask.masked_fill(cuts.to(mask.device)[:, None], torch.finfo(mask.dtype).min)


class Runners:
    """The twins of a model, by the states in which it was run.

    A state that comes back, as when a decoder's adapter is on for every other question, finds its twin.

    Args:
        adapter: TransformerLens' description of the architecture.
        name: what the user opened, for messages.
    """

    _KEPT = 6

    def __init__(self, adapter: Any, name: str) -> None:
        self._make = functools.partial(Runner, adapter=adapter, name=name)
        self._own: dict[object, Runner] = {}

    def own(self, state: object, hf_model: Any, active: str | None = None) -> Runner:
        """Return the twin of a model that attends the way that the model does.

        Args:
            state: of the model; equal for states that one twin serves.
            hf_model: the model in that state.
            active: name of the PEFT adapter that is on, alone, or `BASE` for none of them; None (the default)
                for those that are on in the model.
        """
        key = (state, active)
        found = self._own.pop(key, None)
        if found is None:
            found = self._make(hf_model, active=active)
            # Of a model whose weights were replaced, as its embeddings are when it is resized, no twin may
            # keep the old ones in memory.
            held = {id(weight) for weight in hf_model.parameters()}
            self._own = {key: runner for key, runner in self._own.items() if runner.holds_only(held)}
        self._own[key] = found  # the last one stands at the end
        while len(self._own) > self._KEPT:
            del self._own[next(iter(self._own))]
        return found
