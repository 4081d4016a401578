"""Traces as a file of a session has them: patched runs with the traces that they were made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from torch import Tensor

from latentlens.activations.key import TraceKey
from latentlens.activations.patched_trace import PatchedTrace
from latentlens.activations.selection import Selection
from latentlens.activations.store import TraceStore
from latentlens.activations.trace import Trace
from latentlens.engine.backend import Backend

_KEY = ("fingerprint", "token_ids", "layers", "dtype", "processing", "run")


class SavedTraces:
    """Traces that are saved, each once, and each after those that it was made of.

    Examples:
        >>> from latentlens import Session
        >>> trace = Session().run("The capital of France is")
        >>> saved = SavedTraces()
        >>> saved.number(trace.patch({(1, 4): trace.select(1, 2)})), saved.number(trace)
        (1, 0)
        >>> saved.described[1]["patches"]
        [{'at': [1, 4], 'trace': 0, 'site': [1, 2]}]
    """

    def __init__(self) -> None:
        self.tensors: dict[str, Tensor] = {}
        """The residual streams, and vectors that patches write, by name."""
        self.described: list[dict[str, Any]] = []
        """The traces as plain data, by number."""
        self._traces: list[Trace] = []
        self._numbers: dict[int, int] = {}

    def number(self, trace: Trace) -> int:
        """Return the number of a trace, under which it is saved.

        Args:
            trace: a trace of the session, no difference of two models.

        Raises:
            StaleTrace: if its activations were dropped from memory and the model has changed since.
        """
        if id(trace) not in self._numbers:
            made_of = self._made_of(trace) if isinstance(trace, PatchedTrace) else {}
            self._numbers[id(trace)] = len(self._traces)
            self._traces.append(trace)  # held, so that no other gets its id
            self.tensors[trace.trace_key.digest] = trace.resid
            self.described.append(
                {
                    "key": {name: getattr(trace.trace_key, name) for name in _KEY},
                    "prompt": trace.prompt,
                    "code": trace.code,
                    "chat": trace.chat,
                    "adapter": trace.adapter,
                    **made_of,
                }
            )
        return self._numbers[id(trace)]

    def _made_of(self, trace: PatchedTrace) -> dict[str, Any]:
        patches: list[dict[str, Any]] = []
        of = self.number(trace.trace)
        for site, value in trace.patches.items():
            patch: dict[str, Any] = {"at": [*site]}
            if isinstance(value, Selection):
                patch |= {"trace": self.number(cast(Trace, value.trace)), "site": [*value.sites[0]]}
            else:
                patch["vector"] = f"{trace.trace_key.digest} {len(patches)}"
                self.tensors[patch["vector"]] = value.contiguous()
            patches.append(patch)
        return {"of": of, "patches": patches}


def restored_traces(
    described: Sequence[Mapping[str, Any]],
    tensors: Mapping[str, Tensor],
    backend: Backend,
    store: TraceStore,
    open_explorer: Callable[[Trace, Any], Any],
) -> list[Trace]:
    """Make the traces of a file again, by number.

    Args:
        described: the traces as `SavedTraces.described` has them.
        tensors: the tensors of the file.
        backend: the model that ran them.
        store: store that takes their residual streams.
        open_explorer: as in `Trace`.
    """
    traces: list[Trace] = []
    for saved in described:
        key = TraceKey(**{name: saved["key"][name] for name in _KEY})
        store.put(key, tensors[key.digest])
        if "patches" in saved:
            patches = {
                tuple(patch["at"]): (
                    tensors[patch["vector"]]
                    if "vector" in patch
                    else Selection(traces[patch["trace"]], [tuple(patch["site"])])
                )
                for patch in saved["patches"]
            }
            traces.append(traces[saved["of"]].patch(patches))
            continue
        traces.append(
            Trace(
                backend, store, key, saved["prompt"], saved["code"],
                chat=saved["chat"], adapter=saved["adapter"], open_explorer=open_explorer,
            )
        )  # fmt: skip
    return traces
