"""A soft prompt: vectors in the place of a target prompt's tokens, which read one layer's states."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from jaxtyping import Float
from torch import Tensor

from latentlens.engine.backend import Backend
from latentlens.engine.query import Write
from latentlens.errors import MappingError
from latentlens.inputs.shown import shown
from latentlens.mappings.hashed_tensors import HashedByTensors, validate_tensor
from latentlens.readers.form import naming
from latentlens.readers.reader import Target


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class SoftPrompt(HashedByTensors):
    """A learned target prompt: `length` free vectors, the last of them in the slot.

    The vectors are the residual stream at layer 0, so they hold what the model adds to its embeddings before
    its first block: learned positions, or a scale. From layer l on the state that is read stands in the last
    one's place.

    Args:
        layer: the layer l whose states it was trained to read; they are written at the same layer.
        vectors: Float[Tensor, "length d_model"].
        token_ids: the tokens that the vectors take the place of, after those that begin every text.
        fingerprint: of the model that it was trained with.
        model: what that model was opened as, for people.
        processing: how its activations are read.

    Raises:
        MappingError: if the vectors are none, hold NaN or infinity, or are more than the tokens; or if the
            layer, a token, the fingerprint or the processing is none.

    Examples:
        >>> import torch
        >>> SoftPrompt(3, torch.zeros(2, 4), (0, 0, 0), "a0").slots
        (1, 2)

    Source:
        Pal et al. 2023 (arXiv 2311.04897), the learned prompt: its code puts the state in the last vector's
        place, as here.
    """

    layer: int
    vectors: Float[Tensor, "length d_model"]
    token_ids: tuple[int, ...]
    fingerprint: str
    model: str = ""
    processing: str = "raw"

    def __post_init__(self) -> None:
        vectors = validate_tensor(self.vectors, "A soft prompt", ("length", "d_model"))
        object.__setattr__(self, "vectors", vectors.detach())
        if not all(type(n) is int and 0 <= n < 2**63 for n in (self.layer, *self.token_ids)):
            given = shown((self.layer, self.token_ids))
            raise MappingError(
                f"A soft prompt's layer and tokens are whole numbers from 0 on; got {given}. Give those of "
                "the model that it was trained with."
            )
        for what, text in (("fingerprint", self.fingerprint), ("processing", self.processing)):
            if not isinstance(text, str) or not text:
                raise MappingError(
                    f"A soft prompt's {what} is text that is not empty; got {shown(text)}. Give "
                    "that of the model that it was trained with."
                )
        if len(self.vectors) > len(self.token_ids):
            raise MappingError(
                f"A soft prompt of {len(self.vectors)} vectors takes the place of as many tokens, and "
                f"{len(self.token_ids)} were given. Give one token for each vector at least."
            )

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The vectors."""
        return {"vectors": self.vectors}

    @property
    def settings(self) -> str:
        """The layer, the tokens and the model."""
        return f"{self.layer} {self.token_ids} {self.fingerprint} {self.processing}"

    @property
    def slots(self) -> tuple[int, ...]:
        """The positions of the vectors; the last is the slot that takes the state."""
        n = len(self.token_ids)
        return tuple(range(n - len(self.vectors), n))

    @property
    def movable(self) -> bool:
        """False: the slot was trained with the rest."""
        return False

    def takes(self, n_sites: int) -> bool:
        """Return True for one activation."""
        return n_sites == 1

    def target(self, model: Backend, source_ids: Sequence[int]) -> Target:
        """Return the tokens that the vectors take the place of, with the vectors as writes.

        Raises:
            MappingError: if the vectors are of another width or for another model.
        """
        del source_ids
        with naming("prompt"):
            return Target(self.token_ids, self.slots[-1:], self.writes(model))

    def writes(self, model: Backend) -> tuple[Write, ...]:
        """Return the vectors as writes into `token_ids`, for every run of them: the slot's own is the last.

        Raises:
            MappingError: if they are of another width or for another model.
        """
        if (width := self.vectors.shape[1]) != model.d_model:
            raise MappingError(
                f"A soft prompt of the wrong width: its vectors have {width} numbers, and {model.name} has "
                f"d_model {model.d_model}. Fit one on this model."
            )
        if model.processing != self.processing or model.fingerprint() != self.fingerprint:
            given = model.fingerprint()
            raise MappingError(
                f"This soft prompt is for another model: {self.model or 'unnamed'}, fingerprint "
                f"{self.fingerprint[:12]} ({self.processing}), and the one given, {model.name}, has "
                f"{given[:12]} ({model.processing}). Its weights, adapters or settings differ; open the "
                "model that it was fitted on, or fit it again on this one."
            )
        before, slot = self.slots[:-1], self.slots[-1:]
        writes = (Write(0, before, self.vectors[:-1]), Write(0, slot, self.vectors[-1:]))
        return writes if before else writes[1:]

    def __repr__(self) -> str:
        length, width = self.vectors.shape
        return f"<SoftPrompt {length} vectors for layer {self.layer}, width {width}, {self.digest[:8]}>"
