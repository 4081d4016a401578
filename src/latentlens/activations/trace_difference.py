"""TraceDifference: what fine-tuning changed: one model's activations minus another's on the same tokens."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from latentlens.activations.key import TraceKey
from latentlens.activations.patched_trace import PatchedTrace
from latentlens.activations.trace import Trace
from latentlens.display.printable import printable
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.shown import shown


class TraceDifference(Trace):
    """The activations of one model minus those of another, site by site, on the same tokens.

    Made by subtracting traces: `tuned.run(prompt) - base.run(prompt)`; or, of one session,
    `session.run(prompt, adapter="tuned") - session.run(prompt)`. It is read like a trace. Differences are
    computed in float32. What was kept of both by `session.run(..., hooks=[...])` is subtracted too.

    Args:
        trace: trace of the first model, such as a fine-tuned one.
        minus: trace of the model that is subtracted, such as its base.

    Raises:
        InputError: if the traces are of the same model, of other tokens or another tokenizer, or of models of
            another width, number of layers, dtype or processing.

    Examples:
        >>> from latentlens import Session
        >>> from latentlens.adapters.lora import LoraAdapter
        >>> session = Session()
        >>> lora = LoraAdapter.fresh(session.model, r=2, alpha=2, target_modules=["o_proj"])
        >>> tuned = session.backend.load_adapter(lora)
        >>> difference = session.run("France", adapter=tuned) - session.run("France")
        >>> float(difference.resid.abs().max())  # a LoRA that was not trained changes nothing
        0.0

    Source:
        Model diffing with Activation Oracles: arXiv 2512.15674, section 4.2.
    """

    def __init__(self, trace: Trace, minus: Trace) -> None:
        _check(trace, minus)
        self.trace, self.minus = trace, minus
        one, two = trace.trace_key, minus.trace_key
        key = TraceKey(
            f"{one.digest} - {two.digest}",
            one.token_ids,
            one.layers,
            str(torch.promote_types(getattr(torch, one.dtype), torch.float32)),
            one.processing,
            one.run or two.run,
        )
        names = trace.activations.keys() & minus.activations.keys()
        super().__init__(
            trace.backend,
            trace.store,
            key,
            trace.prompt,
            f"{trace.code} - {minus.code}",
            {name: trace.activations[name] - minus.activations[name] for name in sorted(names)},
            chat=trace.chat,
            adapter=trace.adapter,
            open_explorer=trace._open_explorer,
        )

    @property
    def models(self) -> tuple[tuple[Backend, str | None], ...]:
        """The models that ran the tokens, each with its adapter: the first, then the one subtracted."""
        return (*self.trace.models, *self.minus.models)

    @property
    def is_difference(self) -> bool:
        """True: what both models have in common, such as a layer's mean, is not in these activations."""
        return True

    @property
    def resid(self) -> Float[Tensor, "layer position d_model"]:
        """The difference of the residual streams, a tensor [n_layers + 1, position, d_model] on the CPU.

        Raises:
            StaleTrace: if activations were dropped from memory and their model has changed since the run.
        """
        resid = self.store.get(self.trace_key)
        if resid is None:
            dtype = getattr(torch, self.trace_key.dtype)
            resid = self.trace.resid.to(dtype) - self.minus.resid.to(dtype)
            self.store.put(self.trace_key, resid)
        return resid

    @property
    def logits(self) -> Float[Tensor, "position vocab"]:
        """The difference of the models' next-token logits [position, vocab].

        Raises:
            StaleTrace: if a model has changed since the prompt was run.
        """
        return self.trace.logits - self.minus.logits

    @functools.cached_property
    def zero(self) -> Bool[Tensor, "layer position"]:
        """Whether both models compute exactly the same at a site [layer, position]: nothing can be read."""
        return ~self.resid.any(dim=-1)

    def __repr__(self) -> str:
        names = " minus ".join(_named(each) for each in (self.trace, self.minus))
        return f"<TraceDifference, {names}:{super().__repr__().removeprefix('<Trace').split(':', 1)[1]}"


Trace._difference = TraceDifference


def check_not_zero(trace: Trace, sites: Iterable[tuple[int, int]]) -> None:
    """Refuse sites of a difference at which both models compute exactly the same; other traces have none.

    Args:
        trace: trace that is read.
        sites: layer and position of each activation.

    Raises:
        InputError: naming the first such site.
    """
    if not isinstance(trace, TraceDifference):
        return
    zero = trace.zero
    for layer, position in sites:
        if bool(zero[layer, position]):
            raise InputError(
                f"The difference at layer {layer}, position {position} {trace.tokens[position]!r} is exactly "
                "zero: both models compute the same there, and nothing can be read from it. Leave that "
                "layer or position out; embeddings, layer 0, differ only if fine-tuning changed them."
            )


def layers_to_read(trace: Trace, layers: Sequence[int]) -> list[int]:
    """Return the layers at which there is something to read; of a difference those that are not all zero.

    Args:
        trace: trace that is read.
        layers: layers, 0..n_layers.
    """
    if not isinstance(trace, TraceDifference):
        return list(layers)
    return [layer for layer in layers if not bool(trace.zero[layer].all())]


def _check(trace: Trace, minus: Trace) -> None:
    """Raise an error unless two traces can be subtracted site by site."""
    one, two = trace.backend, minus.backend
    sizes = [(each.n_layers, each.d_model) for each in (trace, minus)]
    if sizes[0] != sizes[1]:
        given = " and ".join(
            f"{model.name} has {n_layers} blocks and width {d_model}"
            for model, (n_layers, d_model) in zip((one, two), sizes, strict=True)
        )
        raise InputError(f"{given}: their activations cannot be subtracted. Give two variants of one model.")
    if trace.is_difference or minus.is_difference:
        raise InputError(
            "One of the traces is a difference already. Subtract two traces that session.run returned."
        )
    if trace.trace_key.processing != minus.trace_key.processing:
        raise InputError(
            f"The weights of {one.name} are {trace.trace_key.processing} and those of {two.name} "
            f"{minus.trace_key.processing}. Open both in the same way."
        )
    if trace.trace_key.dtype != minus.trace_key.dtype:
        raise InputError(
            f"{one.name} ran in {trace.trace_key.dtype} and {two.name} in {minus.trace_key.dtype}: their "
            f"difference would be of rounding too. Open both with dtype={minus.trace_key.dtype!r}."
        )
    if trace.token_ids != minus.token_ids or trace.token_texts != minus.token_texts:
        raise InputError(_other_tokens(trace, minus))
    if trace.trace_key == minus.trace_key:
        raise InputError(
            f"Both traces are of the same tokens in the same model, {_named(trace)}, so their difference is "
            "zero. Run one of them in the variant: in its own session, or with adapter=..."
        )


def _other_tokens(trace: Trace, minus: Trace) -> str:
    """Return the message on traces of other tokens, or of one text in two tokenizers."""
    one, two = (each.prompt if each.chat is None else each.chat for each in (trace, minus))
    both = [list(zip(each.token_ids, each.token_texts, strict=True)) for each in (trace, minus)]
    shorter = min(map(len, both))
    at = next((i for i in range(shorter) if both[0][i] != both[1][i]), shorter)
    tokens = [shown(each.tokens[at]) if at < len(each) else "no token" for each in (trace, minus)]
    if trace.token_ids == minus.token_ids or (one is not None and one == two):
        return (
            f"{trace.backend.name} and {minus.backend.name} have other tokenizers, or write chats otherwise: "
            f"at position {at} they have {tokens[0]} and {tokens[1]}. Open both with the same tokenizer, or "
            "give both the token ids of one."
        )
    return (
        f"The traces have other tokens, at position {at} {tokens[0]} and {tokens[1]}, and activations are "
        "subtracted token by token. Run the same prompt in both models; for two tokens of one trace, use "
        "session.vectors."
    )


def _named(trace: Trace) -> str:
    """Return a trace's model, with its adapter if one was named, and whether it was patched."""
    name = printable(trace.backend.name) + (" patched" if isinstance(trace, PatchedTrace) else "")
    return name if trace.adapter is None else f"{name} with adapter {printable(trace.adapter)}"
