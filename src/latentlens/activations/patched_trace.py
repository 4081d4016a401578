"""PatchedTrace: a prompt run again with some activations replaced, and where that can change anything."""

from __future__ import annotations

import functools
import hashlib
import weakref
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from latentlens.activations.key import TraceKey
from latentlens.activations.patchable import Patchable
from latentlens.activations.selection import Selection, Site
from latentlens.activations.store import TraceStore
from latentlens.activations.trace import Trace
from latentlens.engine.query import NextToken, Query, Write
from latentlens.errors import InputError, MappingError, NotFinite, SelectionError
from latentlens.inputs.shown import shown

Patches = Mapping[tuple[int, int | str], Tensor | Selection]

_MADE: weakref.WeakKeyDictionary[PatchedTrace, None] = weakref.WeakKeyDictionary()
"""The patched runs that are still in use, oldest first."""


class PatchedTrace(Trace):
    """A prompt's tokens and its residual stream in a run in which some sites were written over.

    Made by `trace.patch({(layer, position): vector})`. Only the sites of `cone` can differ from the trace
    that was patched.

    Args:
        trace: trace of the prompt; of a patched one, its own patches are made too.
        patches: what is written, by layer and position; see `Trace.patch`.

    Raises:
        SelectionError: if a layer or position does not exist, or a selection has several sites.
        MappingError: if a vector's width is not the model's d_model.
        InputError: if there is no patch, or the trace or a selection is a difference of two models.
        NotFinite: if a vector contains NaN or infinity.
        StaleTrace: if the model has changed since the prompt was run.
        UnsupportedModel: if the model runs elsewhere.

    Examples:
        >>> from latentlens import Session
        >>> session = Session()
        >>> before, other = session.run(["The capital of France is", "The capital of Japan is"])
        >>> after = before.patch({(2, "France"): other[2, "Japan"]})
        >>> bool((after.resid[after.cone] == before.resid[after.cone]).all())
        False
    """

    def __init__(self, trace: Trace, patches: Patches) -> None:
        if trace.is_difference:
            raise InputError("A difference of two models was run by neither. Patch the trace of one of them.")
        if not isinstance(patches, Mapping) or not patches:
            raise InputError(
                "Patches are vectors by site, as in {(5, 'France'): other[5, 'Japan']}; got "
                f"{shown(patches)}."
            )
        new = {_site(trace, site): value for site, value in patches.items()}
        if len(new) < len(patches):
            raise SelectionError("A site is patched twice. Name each layer and position once.")
        self.trace: Trace = trace.trace if isinstance(trace, PatchedTrace) else trace
        """The trace without any patches."""
        self.patches: dict[Site, Tensor | Selection] = {
            **(trace.patches if isinstance(trace, PatchedTrace) else {}),
            **{
                site: value if isinstance(value, Selection) else _tensor(value) for site, value in new.items()
            },
        }
        """What is written at each site: a vector [d_model], or the selection that it was read from."""
        base = self.trace
        self._vectors = {site: _vector(base, site, value) for site, value in self.patches.items()}
        one = base.trace_key
        key = TraceKey(
            f"{one.digest} patched {_digest(self._vectors)}",
            one.token_ids, one.layers, one.dtype, one.processing, one.run,
        )  # fmt: skip
        super().__init__(
            base.backend, base.store, key, base.prompt, self.code_in("session"),
            chat=base.chat, adapter=base.adapter, open_explorer=base._open_explorer,
        )  # fmt: skip
        self.resid  # noqa: B018 - runs now, so that what cannot be run is said now
        _MADE[self] = None

    def code_in(self, owner: str) -> str:
        """Return the Python expression that makes this trace again.

        Args:
            owner: name of the variable that holds the session in this code.
        """
        made = ", ".join(
            f"({site.layer}, {site.position}): {_code(value, owner)}" for site, value in self.patches.items()
        )
        return f"{code_in(self.trace, owner)}.patch({{{made}}})"

    @property
    def resid(self) -> Float[Tensor, "layer position d_model"]:
        """The residual stream of the patched run, a tensor [n_layers + 1, position, d_model] on the CPU.

        Raises:
            StaleTrace: if the activations were dropped from memory and the model has changed since the run.
        """
        resid = self.store.get(self.trace_key)
        if resid is None:
            with self.backend.pinned(), self.backend.using(self.adapter):
                self._check_current("A patch is made in the model that ran the prompt, and the")
                resid = self._run()
            self.store.put(self.trace_key, resid)
        return resid

    @property
    def logits(self) -> Float[Tensor, "position vocab"]:
        """The next-token logits [position, vocab] of the patched run, from its residual stream.

        Raises:
            StaleTrace: if the model has changed since the prompt was run.
        """
        with self.backend.pinned(), self.backend.using(self.adapter):
            self._check_current("The logits of a trace are computed at every access, and the")
            model = self.backend.model
            with torch.no_grad():
                return model.unembedding(self.resid[-1].to(model.device))

    @functools.cached_property
    def cone(self) -> Bool[Tensor, "layer position"]:
        """Where the patches can have changed anything [layer, position]; elsewhere the runs are equal.

        That is each patched site, and above it its own and all later positions: no block writes into the
        layers below it, and no token is seen by earlier ones.

        Examples:
            >>> from latentlens import Session
            >>> trace = Session().run("The capital of France is")
            >>> trace.patch({(4, 3): trace[4, 2]}).cone[3:, 2:5].int().tolist()
            [[0, 0, 0], [0, 1, 0], [0, 1, 1], [0, 1, 1]]
        """
        cone = torch.zeros(self.n_layers + 1, len(self), dtype=torch.bool)
        for layer, position in self.patches:
            cone[layer, position] = True
            cone[layer + 1 :, position:] = True
        return cone

    def again(self, rerun: Callable[[Trace], Trace]) -> Trace:
        """Return the same patches made in other runs of the same tokens, such as those of a copied model.

        Args:
            rerun: function that runs a trace's tokens again.
        """
        patches: dict[tuple[int, int | str], Tensor | Selection] = {
            (site.layer, site.position): (
                Selection(rerun(value.trace), value.sites)  # type: ignore[arg-type]
                if isinstance(value, Selection)
                else value
            )
            for site, value in self.patches.items()
        }
        return PatchedTrace(rerun(self.trace), patches)

    def _run(self) -> Float[Tensor, "layer position d_model"]:
        by_layer: dict[int, dict[int, Tensor]] = defaultdict(dict)
        for site, vector in self._vectors.items():
            by_layer[site.layer][site.position] = vector
        writes = tuple(
            Write(layer, tuple(rows), torch.stack([*rows.values()])) for layer, rows in by_layer.items()
        )
        query = Query(tuple(self.token_ids), writes, NextToken(), adapter=self.adapter)
        with torch.no_grad():
            (states,) = self.backend.forced_states([query], self.trace_key.layers)
        return states

    def _check_current(self, sentence_start: str) -> None:
        self.trace._check_current(sentence_start)

    def __repr__(self) -> str:
        where = ", ".join(f"layer {site.layer}, position {site.position}" for site in [*self.patches][:4])
        more = f" and {len(self.patches) - 4} more" if len(self.patches) > 4 else ""
        return f"<PatchedTrace at {where}{more}:{super().__repr__().split(':', 1)[1]}"


Patchable._patched = PatchedTrace


def patched_runs(store: TraceStore) -> list[PatchedTrace]:
    """Return the patched runs whose activations a store keeps and that are still in use, oldest first.

    Args:
        store: store of a session's traces.
    """
    return [trace for trace in list(_MADE) if trace.store is store]


def _site(trace: Trace, site: Any) -> Site:
    if not isinstance(site, tuple) or len(site) != 2:
        raise SelectionError(f"A patch is made at (layer, position), as in {{(5, 'France'): ...}}; got "
                             f"{shown(site)}.")  # fmt: skip
    return Site(trace.layer(site[0]), trace.position(site[1]))


def _tensor(value: Any) -> Tensor:
    try:
        return torch.as_tensor(value).detach().to("cpu", copy=True)
    except Exception as error:  # torch, or an array-like of the user's, can raise anything
        raise InputError(
            f"A patch is a vector [d_model] or a selection of one site; got {type(value).__name__}: {error}."
        ) from error


def _vector(trace: Trace, site: Site, value: Tensor | Selection) -> Float[Tensor, " d_model"]:
    """Return the vector that is written at a site, after checking that it can be."""
    at = f"The patch at layer {site.layer}, position {site.position}"
    if isinstance(value, Selection):
        if len(value) != 1:
            raise SelectionError(f"{at} is a selection of {len(value)} sites. Select one.")
        if value.trace.backend is not trace.backend:
            raise InputError(
                f"{at} is read from a trace of {value.trace.backend.name} in another session. Give its "
                "vector: other[layer, position]."
            )
        if isinstance(value.trace, Trace) and value.trace.is_difference:
            raise InputError(f"{at} is read from a difference of two models. Select a site of one of them.")
        vector = value.states[0]
    else:
        vector = value
    if vector.shape != (trace.d_model,):
        raise MappingError(
            f"{at} has the shape {tuple(vector.shape)}, and the residual stream has the width "
            f"{trace.d_model}. Give one vector [d_model] of this model."
        )
    if vector.is_complex() or not bool(vector.isfinite().all()):
        raise NotFinite(f"{at} holds NaN or infinity. Give another vector.")
    return vector if vector.is_floating_point() else vector.float()


def _code(value: Tensor | Selection, owner: str) -> str:
    if isinstance(value, Selection):
        ((layer, position),) = value.sites
        return f"{code_in(value.trace, owner)}[{layer}, {position}]"
    return f"[{', '.join(f'{x:.9g}' for x in value.tolist())}]"  # nine digits give a float32 back exactly


def code_in(trace: Any, owner: str) -> str:
    """Return the Python expression that makes a trace again in the session of some name.

    Args:
        trace: trace to make again.
        owner: name of the variable that holds the session in this code.
    """
    if isinstance(trace, PatchedTrace):
        return trace.code_in(owner)
    return str(trace.code.replace("session.", f"{owner}.", 1))


def _digest(vectors: Mapping[Site, Tensor]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for site in sorted(vectors):
        digest.update(repr(tuple(site)).encode() + vectors[site].double().contiguous().numpy().tobytes())
    return digest.hexdigest()
