"""Lenses: read the residual stream as next-token distributions, without a target prompt."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Literal, get_args

from latentlens._errors import InputError
from latentlens._shown import shown
from latentlens.engine.query import Generate, Write
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.model.language_model import LanguageModel
from latentlens.readers.reader import Edits, State, Target

LensKind = Literal["logit", "tuned", "jacobian", "shortcut", "relation"]


@dataclasses.dataclass(frozen=True)
class Lens:
    """The final norm and the unembedding, applied to a layer as if it were the last.

    It is the Patchscope with l* = L: whatever the target prompt, what is written at its last position
    after the last block is all that the unembedding sees. So a lens runs on the engine like any reader.

    Args:
        kind: "logit", the logit lens (f = I); "tuned", a fitted affine map or translator; "jacobian", the
            average Jacobian; "shortcut", a fitted linear map; "relation", the attribute lens: one relation as
            an affine map, which leads from a subject's state to the first token of its object.
        mapping: f, for every kind but the logit lens: what `fit_lens` gave, or `fit_relation`.

    Raises:
        InputError: if the kind is unknown, or a mapping is missing or one too many.

    Examples:
        >>> Lens("logit")
        Lens('logit')

    Source:
        Logit lens: nostalgebraist 2020; tuned lens: Belrose et al. 2023 (arXiv 2303.08112); linear shortcuts:
        Din et al. 2023 (arXiv 2303.09435); attribute lens: Hernandez et al. 2024 (arXiv 2308.09124), section
        5; as Patchscopes, arXiv 2401.06102, table 4.
    """

    kind: LensKind = "logit"
    mapping: LayerMappings | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.kind, str) or self.kind not in get_args(LensKind):
            raise InputError(f"{shown(self.kind)} is not a lens. Use one of {', '.join(get_args(LensKind))}.")
        if self.kind == "logit" and self.mapping is not None:
            raise InputError("The logit lens has no mapping. Use Lens('tuned', mapping).")
        if self.kind != "logit" and not isinstance(self.mapping, LayerMappings):
            relation = self.kind == "relation"
            fit = "relation(session, template, subjects)" if relation else "lens(session, texts)"
            raise InputError(
                f"Lens({self.kind!r}) needs the mapping that was fitted for it; got {shown(self.mapping)}. "
                f"Fit one with fit_{fit}."
            )

    def __repr__(self) -> str:
        return f"Lens({self.kind!r}{'' if self.mapping is None else f', {self.mapping!r}'})"

    @property
    def one_token(self) -> bool:
        """True: beyond the next token a lens has nothing to say."""
        return True

    @property
    def window(self) -> int:
        """One layer."""
        return 1

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

    def placeholder_visible(self, target_layer: int, n_layers: int) -> bool:
        """Return False: there is no placeholder."""
        del target_layer, n_layers
        return False

    def target(self, model: LanguageModel, source_ids: Sequence[int] = ()) -> Target:
        """Return one token; which one does not matter, so the one that begins a text where there is one."""
        del source_ids
        bos, eos = model.tokenizer.hf.bos_token_id, model.tokenizer.hf.eos_token_id
        return Target((next((i for i in (bos, eos) if i is not None), 0),), (0,))

    def edits(self, target: Target, state: State, n_layers: int) -> Edits:
        """Return the vector, mapped, as the last layer's residual stream.

        Raises:
            MappingError: if no mapping leads from the state's layer to the last.
        """
        written = Write(n_layers, target.slots_for(state), state.vector[None])
        if self.mapping is not None:
            written = dataclasses.replace(written, mapping=self.mapping.at(state.layer, n_layers))
        return Edits((written,))

    def readout(self, seed: int) -> Generate:
        """Return the most probable next token."""
        del seed
        return Generate(max_new_tokens=1)
