"""A selection of a trace as the source of a question."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from jaxtyping import Float
from torch import Tensor

from latentlens.activations.selection import Selection, Site
from latentlens.activations.trace import Trace
from latentlens.ask.source import Call, Condition, Place, StateCache, times
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.readers.reader import Reader, State, Target
from latentlens.scoring.controls import Controls, another_position, random_vector


class SelectionSource:
    """Sites of a trace, their states multiplied by a scale.

    Args:
        trace: the trace that is read.
        sites: the layers and positions that one answer is about.
        scale: factor of every state, and of a random control's vector; None for none.
    """

    def __init__(self, trace: Trace, sites: Sequence[Site], scale: float | None = None) -> None:
        self.trace, self.sites, self.scale = trace, tuple(sites), scale

    @property
    def backend(self) -> Backend:
        """The model that ran the trace."""
        return self.trace.backend

    @property
    def key(self) -> Hashable:
        """The trace's content key, the sites and the scale."""
        return (self.trace.key, self.sites, self.scale)

    @property
    def n_sites(self) -> int:
        """How many sites one answer is about."""
        return len(self.sites)

    @property
    def token_ids(self) -> Sequence[int]:
        """The prompt's tokens."""
        return self.trace.token_ids

    def check(self, reader: Reader, target: Target, controls: Controls) -> None:
        """Refuse the text control where the reader writes into the source prompt itself.

        Raises:
            InputError: saying what to do instead.
        """
        if controls.text and target.slots is None:
            raise InputError(
                "The text control puts the source text in the placeholder's place, and this reader writes "
                "into the source prompt itself. Leave out text=True."
            )

    def states(self, condition: Condition, cache: StateCache) -> list[State]:
        """Return the sites' states, random ones, another position's or another prompt's."""
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
        # Written where the site's own state would be, whatever it is.
        return State(vectors[0], layer, position, tuple(vectors[1:]))

    def _shuffled(self) -> list[int]:
        # The first token's state is like no other in many models; shuffling it in would test that.
        bos = self.backend.tokenizer.hf.bos_token_id
        return [p for p, token in enumerate(self.trace.token_ids) if p or token != bos]

    def text_ids(self) -> Sequence[int]:
        """Return the prompt's tokens up to and with the last site's."""
        return self.trace.token_ids[: max(site.position for site in self.sites) + 1]

    @property
    def place(self) -> Place:
        """The last site, its token, and the text up to the last position."""
        layer, position = self.sites[-1]
        text = self.backend.tokenizer.decode(self.text_ids())
        name = self.trace.tokens[position] + times(self.scale)
        return Place(layer, position, name, text, self.sites)

    @property
    def facts(self) -> dict[str, Any]:
        """The model that ran the prompt, and its tokens."""
        key = self.trace.trace_key
        facts: dict[str, Any] = {
            "source_fingerprint": key.fingerprint,
            "dtype": key.dtype,
            "token_ids": self.trace.token_ids,
        }
        return facts if self.scale is None else {**facts, "scale": self.scale}

    def call(self, owner: str) -> Call:
        """Return the line that runs the prompt, and the call."""
        made = f"trace = {self.trace.code.replace('session.', f'{owner}.', 1)}"
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
    """Return a selection as one source: all of its sites are read for one answer.

    Args:
        selection: sites of a trace.
        scale: factor of every state; None for none.
    """
    assert isinstance(selection.trace, Trace)
    return SelectionSource(selection.trace, selection.sites, scale)
