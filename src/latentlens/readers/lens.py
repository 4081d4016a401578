"""Lenses: read the residual stream as next-token distributions, without a target prompt."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Annotated, Any

from latentlens.activations.selection import Site
from latentlens.engine.backend import Backend
from latentlens.engine.query import Generate, Write
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Mapping
from latentlens.readers.preset import Preset, register
from latentlens.readers.reader import Edits, Reader, State, Target
from latentlens.readers.settings import Setting, checked_dataclass


def _mapping(name: str, value: Any) -> LayerMappings | None:
    del name
    if value is not None and not isinstance(value, LayerMappings):
        raise InputError(
            f"{shown(value)} is not a fitted mapping. Use Lens() for the logit lens, or Lens(mapping) with "
            "what fit_lens(session, texts) or fit_relation(session, template, subjects) returned."
        )
    return value


@checked_dataclass
class Lens(Reader):
    """The final norm and the unembedding, applied to the activation of any layer as if it were the last.

    `Lens()` is the logit lens. `Lens(mapping)` is the tuned lens, the linear shortcut, the Jacobian lens or
    the attribute lens, depending on how the mapping was fitted. As a Patchscope it writes at the last layer,
    where the target prompt makes no difference: the unembedding reads only what is written at the last
    position.

    Raises:
        InputError: if the mapping is neither fitted nor None.

    Examples:
        >>> Lens()
        Lens()

    Source:
        Logit lens: nostalgebraist 2020; tuned lens: Belrose et al. 2023 (arXiv 2303.08112); linear shortcuts:
        Din et al. 2023 (arXiv 2303.09435); attribute lens: Hernandez et al. 2024 (arXiv 2308.09124), section
        5; as Patchscopes, arXiv 2401.06102, table 4.
    """

    mapping: Annotated[
        LayerMappings | None,
        Setting(
            "The fitted mapping from each layer to the last, as `fit_lens` or `fit_relation` returns it; "
            "None for the logit lens, which applies none.",
            _mapping,
        ),
    ] = None

    @property
    def summary(self) -> str:
        """The word "Lens" for a fitted one; else its code."""
        return "Lens" if self.mapping is not None else super().summary

    @property
    def one_token(self) -> bool:
        """True: a lens gives the next token only."""
        return True

    @property
    def fitted(self) -> LayerMappings | None:
        """The fitted mapping; None for the logit lens."""
        return self.mapping

    def layers(self, n_layers: int) -> Sequence[int]:
        """Return all layers, or those with a fitted mapping to the last layer."""
        if self.mapping is None:
            return range(n_layers + 1)
        return [layer for layer, target_layer in self.mapping.mappings if target_layer == n_layers]

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the last layer."""
        del layer
        return n_layers

    def with_mapping(self, mapping: Mapping | LayerMappings) -> Lens:
        """Return the same lens with another fitted mapping.

        Raises:
            InputError: if the mapping is not fitted.
        """
        return Lens(_mapping("mapping", mapping))

    def target(self, model: Backend, source_ids: Sequence[int] = (), sites: Sequence[Site] = ()) -> Target:
        """Return a target of one token, which has no effect: the BOS token, or EOS, or token 0."""
        del source_ids, sites
        bos, eos = model.tokenizer.hf.bos_token_id, model.tokenizer.hf.eos_token_id
        return Target((next((i for i in (bos, eos) if i is not None), 0),), (0,))

    def edits(self, target: Target, states: Sequence[State], n_layers: int) -> Edits:
        """Return the write of the mapped vector into the residual stream at the last layer.

        Raises:
            MappingError: if there is no fitted mapping from the state's layer to the last.
        """
        (state,), (slots,) = states, target.slots_for(states)
        written = Write(n_layers, slots, state.vector[None])
        if self.mapping is not None:
            written = dataclasses.replace(written, mapping=self.mapping.at(state.layer, n_layers))
        return Edits((written,))

    def readout(self, seed: int) -> Generate:
        """Return the most probable next token."""
        del seed
        return Generate(max_new_tokens=1)


def lens(mapping: LayerMappings | None = None) -> Lens:
    """Return the lens of a fitted mapping, or the logit lens.

    Args:
        mapping: the mapping that `fit_lens` or `fit_relation` returned; None (default) for the logit lens.

    Examples:
        >>> lens()
        Lens()
    """
    return Lens(mapping)


def _logit_lens(*, layer: int | None = None) -> Lens:
    del layer  # a lens always writes at the last layer
    return Lens()


register(
    Preset(
        "logit_lens", "Logit lens", "The final norm and the unembedding, applied to this state.", _logit_lens
    )
)
