"""Run prompts and keep their residual streams: what was run before costs no forward pass."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Sequence
from typing import Any

from latentlens.activations.key import TraceKey
from latentlens.activations.store import TraceStore
from latentlens.activations.trace import Trace
from latentlens.engine.backend import Backend
from latentlens.model.prompt import Prompt, read_prompt

_RUNS = itertools.count(1)

_AT_ONCE = 64
"""So many prompts are read together at most, so that no more states than theirs wait for the store."""


@dataclasses.dataclass(frozen=True)
class PromptRun:
    """A prompt that was run.

    Args:
        trace: its tokens and residual stream.
        hit: True if the activations were held already, so that nothing ran.
    """

    trace: Trace
    hit: bool


def run_prompt(prompt: Any, backend: Backend, store: TraceStore) -> PromptRun:
    """Run one prompt, or find its activations in the store; see `run_prompts`."""
    (found,) = run_prompts([prompt], backend, store)
    return found


def run_prompts(
    prompts: Sequence[Any],
    backend: Backend,
    store: TraceStore,
    *,
    prepend_bos: bool | None = None,
    hooks: Sequence[str] = (),
    open_explorer: Callable[[Trace, Any], Any] | None = None,
) -> list[PromptRun]:
    """Run prompts, many in one forward pass, or find their activations in the store.

    Args:
        prompts: each a text, chat messages or token ids.
        backend: the model that runs them.
        store: holds the activations, and takes new ones.
        prepend_bos: True or False to begin texts with the beginning-of-sequence token or not; None to do
            what the tokenizer does.
        hooks: TransformerLens' names of other activations to keep; they cost a forward pass of their own.
        open_explorer: as in `Trace`.

    Returns:
        A trace for each prompt, in their order, and whether its activations were held already.

    Raises:
        PromptError: if a prompt is empty, too long, or nothing that can be run; nothing runs then.
        SelectionError: if there is no activation of a name in `hooks`.
        TokenizerError: if chat messages are given to a model without a chat template.
    """
    names = [hooks] if isinstance(hooks, str) else list(hooks)
    with backend.pinned():
        given = [read_prompt(prompt, backend, prepend_bos=prepend_bos) for prompt in prompts]
        keys = [_key(prompt, backend) for prompt in given]
        missing = [key for key in dict.fromkeys(keys) if store.get(key) is None]
        for start in range(0, len(missing), _AT_ONCE):
            part = missing[start : start + _AT_ONCE]
            found = backend.capture([key.token_ids for key in part], part[0].layers)
            for key, resid in zip(part, found, strict=True):
                store.put(key, resid)
        kept = [backend.named_activations(each.token_ids, names) if names else {} for each in given]
    ran, runs = set(missing), []
    for prompt, key, activations in zip(given, keys, kept, strict=True):
        trace = Trace(backend, store, key, prompt.text, prompt.code, activations, open_explorer=open_explorer)
        runs.append(PromptRun(trace, key not in ran))
        ran.discard(key)  # the same prompt a second time was held
    return runs


def _key(prompt: Prompt, backend: Backend) -> TraceKey:
    return TraceKey(
        backend.fingerprint(),
        prompt.token_ids,
        tuple(range(backend.n_layers + 1)),
        str(backend.dtype).removeprefix("torch."),
        backend.processing,
        # what hooks of the user's do may change from one run to the next, and nobody can tell
        run=next(_RUNS) if backend.runs_user_code else 0,
    )
