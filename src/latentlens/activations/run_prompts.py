"""Runs prompts and keeps their residual streams; a prompt that was run before costs no forward pass."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Sequence
from typing import Any

from latentlens.activations.key import TraceKey
from latentlens.activations.patched_trace import PatchedTrace
from latentlens.activations.store import TraceStore
from latentlens.activations.trace import Trace
from latentlens.activations.trace_difference import TraceDifference
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.model.prompt import Prompt, read_prompt

_RUN_NUMBERS = itertools.count(1)

_PROMPTS_PER_CAPTURE = 64
"""Most prompts captured in one call, so that few residual streams are in memory outside the store."""


@dataclasses.dataclass(frozen=True)
class PromptRun:
    """A trace, and whether its activations came from the store.

    Args:
        trace: the prompt's tokens and residual stream.
        hit: True if the store held the activations already, so that no forward pass ran.
    """

    trace: Trace
    hit: bool


def run_prompt(prompt: Any, backend: Backend, store: TraceStore, *, adapter: str | None = None) -> PromptRun:
    """Run one prompt, or find its activations in the store; see `run_prompts`."""
    (prompt_run,) = run_prompts([prompt], backend, store, adapter=adapter)
    return prompt_run


def run_as(
    trace: Trace,
    prompt: Any,
    store: TraceStore | None = None,
    copy: Callable[[Backend], Backend] = lambda backend: backend,
) -> Trace:
    """Run a prompt as a trace was run: by its model with its adapter, or by both models of a difference.

    The patches of a patched trace are made again in its own tokens, and in no others.

    Args:
        trace: trace whose models run the prompt.
        prompt: a text, chat messages or token ids.
        store: store that takes the activations. Default None: the trace's own.
        copy: function that returns the model to use in the place of one. Default: the same one.
    """
    if isinstance(trace, TraceDifference):
        return run_as(trace.trace, prompt, store, copy) - run_as(trace.minus, prompt, store, copy)
    if isinstance(trace, PatchedTrace):
        if list(run_as(trace.trace, prompt, store, copy)) == trace.tokens:
            return trace.again(lambda each: run_as(each, list(each.token_ids), store, copy))
        return run_as(trace.trace, prompt, store, copy)
    return run_prompt(prompt, copy(trace.backend), store or trace.store, adapter=trace.adapter).trace


def is_plain_run(trace: Trace, backend: Backend) -> bool:
    """Return whether a model as it is gives a trace for its tokens alone: no adapter, difference or patches.

    Args:
        trace: the trace.
        backend: backend of the model.
    """
    return [*trace.models] == [(backend, None)] and not isinstance(trace, PatchedTrace)


def run_prompts(
    prompts: Sequence[Any],
    backend: Backend,
    store: TraceStore,
    *,
    prepend_bos: bool | None = None,
    hooks: Sequence[str] = (),
    adapter: str | None = None,
    open_explorer: Callable[[Trace, Any], Any] | None = None,
    progress: Progress | bool | None = None,
) -> list[PromptRun]:
    """Run prompts, many in one forward pass, or find their activations in the store.

    Args:
        prompts: prompts, each a text, chat messages or token ids.
        backend: backend of the model that runs them.
        store: store that holds the activations of earlier prompts and takes the new ones.
        prepend_bos: whether texts begin with the beginning-of-sequence token. Default None: as the tokenizer
            does it.
        hooks: TransformerLens names of other activations to keep; they cost one more forward pass for each
            prompt. Default: none.
        adapter: name of the one PEFT adapter that is active while the prompts run; "__base__" for the model
            without any. Default None: the adapters that are active in the model.
        open_explorer: function that makes the Explorer of a trace; see `Trace`. Default None.
        progress: as in `Session.run`; counts the prompts, those found in the store included.

    Returns:
        For each prompt, in order, its trace and whether its activations came from the store.

    Raises:
        Cancelled: if `progress` was cancelled; prompts that were run are kept.
        PromptError: if a prompt is empty, too long, or of a type that cannot be run; then none is run.
        SelectionError: if a name in `hooks` is not a hook of the model, or there is no such adapter.
        TokenizerError: if chat messages are given to a model without a chat template.
    """
    names = [hooks] if isinstance(hooks, str) else list(hooks)
    with backend.pinned(), backend.using(adapter):
        tokenized = [read_prompt(prompt, backend, prepend_bos=prepend_bos) for prompt in prompts]
        keys = [_key(prompt, backend) for prompt in tokenized]
        missing = [key for key in dict.fromkeys(keys) if store.get(key) is None]
        total = len({*keys})
        with track(
            progress, "running prompts", unit="prompts", total=total, done=total - len(missing)
        ) as work:
            for start in range(0, len(missing), _PROMPTS_PER_CAPTURE):
                work.check()
                batch = missing[start : start + _PROMPTS_PER_CAPTURE]
                captured = backend.capture([key.token_ids for key in batch], batch[0].layers)
                for key, resid in zip(batch, captured, strict=True):
                    store.put(key, resid)
                work.advance(len(batch))
        hooked = [backend.named_activations(p.token_ids, names) if names else {} for p in tokenized]
    newly_run, runs = set(missing), []
    for prompt, key, activations in zip(tokenized, keys, hooked, strict=True):
        code = prompt.code if adapter is None else f"{prompt.code[:-1]}, adapter={adapter!r})"
        trace = Trace(
            backend, store, key, prompt.text, code, activations,
            chat=prompt.chat, adapter=adapter, open_explorer=open_explorer,
        )  # fmt: skip
        runs.append(PromptRun(trace, key not in newly_run))
        newly_run.discard(key)  # a second prompt with the same tokens counts as a hit
    return runs


def _key(prompt: Prompt, backend: Backend) -> TraceKey:
    """Return the content key of a prompt's activations at all layers of the model as it is now."""
    return TraceKey(
        backend.fingerprint(),
        prompt.token_ids,
        tuple(range(backend.n_layers + 1)),
        str(backend.dtype).removeprefix("torch."),
        backend.processing,
        # The user's own forward hooks may act differently in each run, so such activations are never reused.
        run=next(_RUN_NUMBERS) if backend.runs_user_code else 0,
    )
