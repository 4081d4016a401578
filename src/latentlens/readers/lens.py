"""Lenses: read the residual stream as next-token distributions, without a target prompt."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Annotated, Any

from latentlens.engine.backend import Backend
from latentlens.engine.query import Generate, Write
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.mappings.layer_mappings import LayerMappings
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

    `Lens()` is the logit lens. With a fitted mapping it is the tuned lens, the linear shortcut, the Jacobian
    lens or the attribute lens, by what was fitted. As a Patchscope it writes at the last layer: whatever the
    target prompt, the unembedding sees nothing but what is written at its last position.

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
        """Lens, where it was fitted."""
        return "Lens" if self.mapping is not None else super().summary

    @property
    def one_token(self) -> bool:
        """True: beyond the next token a lens has nothing to say."""
        return True

    @property
    def fitted(self) -> LayerMappings | None:
        """The mapping."""
        return self.mapping

    def layers(self, n_layers: int) -> Sequence[int]:
        """Return all layers, or those that have a mapping to the last."""
        if self.mapping is None:
            return range(n_layers + 1)
        return [layer for layer, target_layer in self.mapping.mappings if target_layer == n_layers]

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the last layer."""
        del layer
        return n_layers

    def target(self, model: Backend, source_ids: Sequence[int] = ()) -> Target:
        """Return one token; which one does not matter, so the one that begins a text where there is one."""
        del source_ids
        bos, eos = model.tokenizer.hf.bos_token_id, model.tokenizer.hf.eos_token_id
        return Target((next((i for i in (bos, eos) if i is not None), 0),), (0,))

    def edits(self, target: Target, states: Sequence[State], n_layers: int) -> Edits:
        """Return the vector, mapped, as the last layer's residual stream.

        Raises:
            MappingError: if no mapping leads from the state's layer to the last.
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
    """Make a lens of a fitted mapping; without one, the logit lens.

    Args:
        mapping: what `fit_lens` or `fit_relation` returned.
    """
    return Lens(mapping)


def _logit_lens(*, layer: int | None = None) -> Lens:
    del layer  # a lens reads at the last layer whatever is asked
    return Lens()


register(Preset("logit_lens", "Logit lens", "The final norm and the unembedding, here.", _logit_lens))
