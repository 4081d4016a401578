"""Lenses: read the residual stream as next-token distributions, without a target prompt."""

from __future__ import annotations

import dataclasses
from typing import Literal

from jaxtyping import Float
from torch import Tensor

from latentlens._errors import InputError
from latentlens.engine.query import Generate, Write
from latentlens.model.language_model import LanguageModel
from latentlens.readers.reader import Target


@dataclasses.dataclass(frozen=True)
class Lens:
    """The final norm and the unembedding, applied to a layer as if it were the last.

    It is the Patchscope with l* = L: whatever the target prompt, what is written at its last position
    after the last block is all that the unembedding sees. So a lens runs on the engine like any reader.

    Args:
        kind: "logit", the logit lens.

    Raises:
        InputError: if the kind is unknown.

    Examples:
        >>> Lens("logit")
        Lens('logit')

    Source:
        nostalgebraist 2020; as a Patchscope, arXiv 2401.06102, table 4.
    """

    kind: Literal["logit"] = "logit"

    def __post_init__(self) -> None:
        if self.kind != "logit":
            raise InputError(f"{self.kind!r} is not a lens. Use Lens('logit').")

    def __repr__(self) -> str:
        return f"Lens({self.kind!r})"

    @property
    def one_token(self) -> bool:
        """True: beyond the next token a lens has nothing to say."""
        return True

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the last layer."""
        del layer
        return n_layers

    def target(self, model: LanguageModel) -> Target:
        """Return one token; which one does not matter, so the one that begins a text where there is one."""
        bos, eos = model.tokenizer.hf.bos_token_id, model.tokenizer.hf.eos_token_id
        return Target((next((i for i in (bos, eos) if i is not None), 0),), (0,))

    def write(self, slots: tuple[int, ...], vector: Float[Tensor, " d_source"], target_layer: int) -> Write:
        """Return the vector as the last layer's residual stream."""
        return Write(target_layer, slots, vector[None])

    def readout(self, seed: int) -> Generate:
        """Return the most probable next token."""
        del seed
        return Generate(max_new_tokens=1)
