"""A selection of a trace as the source of a question."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from jaxtyping import Float
from torch import Tensor

from latentlens.activations.patched_trace import PatchedTrace, code_in
from latentlens.activations.selection import Selection, Site
from latentlens.activations.trace import Trace
from latentlens.activations.trace_difference import TraceDifference, check_not_zero
from latentlens.ask.source import Call, Condition, Place, StateCache, times
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.readers.reader import Reader, State, Target
from latentlens.scoring.controls import Controls, another_position, other_positions, random_vector


class SelectionSource:
    """The activations at some sites of a trace, which one answer is about.

    Args:
        trace: the trace that is read.
        sites: the (layer, position) of each activation.
        scale: factor of every activation, and of the controls' vectors; None (default) for no scaling.
    """

    def __init__(self, trace: Trace, sites: Sequence[Site], scale: float | None = None) -> None:
        self.trace, self._sites, self.scale = trace, tuple(sites), scale

    @property
    def backend(self) -> Backend:
        """The model that ran the trace."""
        return self.trace.backend

    @property
    def models(self) -> Sequence[tuple[Backend, str | None]]:
        """The model that ran the trace, with its adapter; both models of a difference."""
        return self.trace.models

    @property
    def key(self) -> Hashable:
        """The trace's content key, the sites and the scale."""
        return (self.trace.key, self.sites, self.scale)

    @property
    def sites(self) -> tuple[Site, ...]:
        """Layer and position of each activation that one answer is about."""
        return self._sites

    @property
    def token_ids(self) -> Sequence[int]:
        """The source prompt's token ids."""
        return self.trace.token_ids

    def check(self, reader: Reader, target: Target, controls: Controls) -> None:
        """Refuse the text control for a reader that writes into the source prompt itself.

        Raises:
            InputError: if the text control is on for such a reader, or a difference is zero at a site.
        """
        check_not_zero(self.trace, self.sites)
        if controls.text and target.slots is None:
            raise InputError(
                "The text control puts the source text in the placeholder's place, and this reader writes "
                "into the source prompt itself. Leave out text=True."
            )

    def states(self, condition: Condition, cache: StateCache) -> list[State]:
        """Return the sites' activations, or the control's: random, another position's or another prompt's."""
        return [self._state(site, condition, cache) for site in self.sites]

    def _state(self, site: Site, condition: Condition, cache: StateCache) -> State:
        layer, position = site
        resid, read = cache.resid(self.trace), position
        if condition.kind == "shuffled":
            read = another_position(self._shuffled(), seed=cache.seed, position=position)
        elif condition.kind == "prompt":
            other = cache.other_prompt(self.trace)
            resid, read = cache.resid(other), min(position, len(other) - 1)
        vectors: list[Float[Tensor, " d_model"]] = list(resid[layer : layer + cache.window, read])
        if condition.kind == "random":
            vectors = [
                random_vector(
                    vector, seed=cache.seed, layer=layer + k, position=position, draw=condition.draw
                )
                for k, vector in enumerate(vectors)
            ]
        if self.scale is not None:
            vectors = [self.scale * vector for vector in vectors]
        # the layer and position of the site, also for controls: they are written where its state would be
        return State(vectors[0], layer, position, tuple(vectors[1:]), self.trace.is_difference)

    def _shuffled(self) -> list[int]:
        # BOS is left out: its state is unlike any other in many models.
        bos = self.backend.tokenizer.hf.bos_token_id
        return [p for p, token in enumerate(self.trace.token_ids) if p or token != bos]

    def other_tokens(self, count: int, seed: int) -> Sequence[SelectionSource]:
        """Return other tokens of the prompt at the site's layer, BOS left out; none for several sites."""
        if len(self.sites) != 1:
            return []
        ((layer, position),) = self.sites
        drawn = other_positions(self._shuffled(), count, seed=seed, position=position)
        return [SelectionSource(self.trace, [Site(layer, other)], self.scale) for other in drawn]

    def text_ids(self) -> Sequence[int]:
        """Return the prompt's token ids up to and including the last site's."""
        return self.trace.token_ids[: max(site.position for site in self.sites) + 1]

    @property
    def place(self) -> Place:
        """The last site, its token, and the source text up to the highest position."""
        layer, position = self.sites[-1]
        text = self.backend.tokenizer.decode(self.text_ids())
        name = self.trace.tokens[position] + times(self.scale)
        return Place(layer, position, name, text, self.sites)

    @property
    def facts(self) -> dict[str, Any]:
        """The source model's fingerprint, or both models', the dtype and the token ids, for provenance."""
        key = self.trace.trace_key
        facts: dict[str, Any] = {
            "source_fingerprint": key.fingerprint,
            "dtype": key.dtype,
            "token_ids": self.trace.token_ids,
        }
        if isinstance(self.trace, PatchedTrace):
            facts["source_fingerprint"] = self.trace.trace.trace_key.fingerprint
            facts["patches"] = [[site.layer, site.position] for site in self.trace.patches]
        if isinstance(self.trace, TraceDifference):
            facts |= {
                "source_fingerprint": self.trace.trace.trace_key.fingerprint,
                "source_adapter": self.trace.trace.adapter,
                "minus_model": self.trace.minus.backend.name,
                "minus_fingerprint": self.trace.minus.trace_key.fingerprint,
                "minus_adapter": self.trace.minus.adapter,
            }
        return facts if self.scale is None else {**facts, "scale": self.scale}

    def call(self, owner: Callable[[Backend], str]) -> Call:
        """Return the code that runs the prompt and asks about the sites."""
        run = (
            (self.trace.trace, self.trace.minus) if isinstance(self.trace, TraceDifference) else (self.trace,)
        )
        codes = [code_in(each, owner(each.backend)) for each in run]
        made = f"trace = {' - '.join(codes)}"
        settings = f", scale={self.scale!r}" if self.scale not in (None, 1) else ""
        if len(self.sites) == 1:
            ((layer, position),) = self.sites
            return Call(made, f"session.ask(trace, {layer}, {position}", settings)
        layers = list(dict.fromkeys(site.layer for site in self.sites))
        positions = list(dict.fromkeys(site.position for site in self.sites))
        if self.sites == tuple(Site(layer, position) for layer in layers for position in positions):
            selected = f"trace.select({layers}, {positions})"
        else:
            selected = f"Selection(trace, {[tuple(site) for site in self.sites]})"
        return Call(made, f"session.ask({selected}", settings)


def source_of(selection: Selection, scale: float | None = None) -> SelectionSource:
    """Return a selection as one source, so that one answer is about all of its sites.

    Args:
        selection: sites of a trace.
        scale: factor of every activation; None (default) for no scaling.
    """
    assert isinstance(selection.trace, Trace)
    return SelectionSource(selection.trace, selection.sites, scale)
