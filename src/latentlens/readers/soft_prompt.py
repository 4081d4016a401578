"""Soft prompts: trained vectors in place of a target prompt's tokens, for the activations of one layer."""

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
    """A learned target prompt: trained vectors in place of token embeddings; the last one is the slot.

    The vectors are layer-0 states: they include whatever the model adds to its embeddings before the first
    block, such as learned position embeddings. At layer l the activation that is read replaces the last
    one's state.

    Args:
        layer: the layer l whose activations it was trained to read, and at which they are written.
        vectors: the trained vectors, `Float[Tensor, "length d_model"]`.
        token_ids: token ids of the target prompt; the vectors replace the embeddings of the last `length`,
            and the tokens before those are the ones that begin every text, such as BOS.
        fingerprint: fingerprint of the weights and settings of the model that it was trained on.
        model: name or path of that model, for display; empty by default.
        processing: how that model's weights were processed at opening; "raw" (default) for not at all.

    Raises:
        MappingError: if there are no vectors, they contain NaN or infinity, or there are fewer tokens than
            vectors; or if the layer, a token id, the fingerprint or the processing is not valid.

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
            actual = shown((self.layer, self.token_ids))
            raise MappingError(
                f"A soft prompt's layer and tokens are whole numbers from 0 on; got {actual}. Give those of "
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
        """Everything but the vectors as one text, for the content hash."""
        return f"{self.layer} {self.token_ids} {self.fingerprint} {self.processing}"

    @property
    def slots(self) -> tuple[int, ...]:
        """Positions that the vectors take in the prompt; the last is the slot."""
        n = len(self.token_ids)
        return tuple(range(n - len(self.vectors), n))

    @property
    def movable(self) -> bool:
        """False: the slot's position was fixed in training."""
        return False

    def takes(self, n_sites: int) -> bool:
        """Return whether `n_sites` is 1."""
        return n_sites == 1

    def target(self, model: Backend, source_ids: Sequence[int]) -> Target:
        """Return the prompt's tokens and slot, with the vectors as writes.

        Raises:
            MappingError: if the prompt has another width than the model or was trained on another.
        """
        del source_ids
        with naming("prompt"):
            return Target(self.token_ids, self.slots[-1:], self.writes(model))

    def writes(self, model: Backend) -> tuple[Write, ...]:
        """Return the vectors as layer-0 writes into the prompt; the slot's own vector is the last write.

        Raises:
            MappingError: if the prompt has another width than the model or was trained on another.
        """
        if (width := self.vectors.shape[1]) != model.d_model:
            raise MappingError(
                f"A soft prompt of the wrong width: its vectors have {width} numbers, and {model.name} has "
                f"d_model {model.d_model}. Fit one on this model."
            )
        if model.processing != self.processing or model.fingerprint() != self.fingerprint:
            actual = model.fingerprint()
            raise MappingError(
                f"This soft prompt is for another model: {self.model or 'unnamed'}, fingerprint "
                f"{self.fingerprint[:12]} ({self.processing}), and the one given, {model.name}, has "
                f"{actual[:12]} ({model.processing}). Its weights, adapters or settings differ; open the "
                "model that it was fitted on, or fit it again on this one."
            )
        before, slot = self.slots[:-1], self.slots[-1:]
        writes = (Write(0, before, self.vectors[:-1]), Write(0, slot, self.vectors[-1:]))
        return writes if before else writes[1:]

    def __repr__(self) -> str:
        length, width = self.vectors.shape
        return f"<SoftPrompt {length} vectors for layer {self.layer}, width {width}, {self.digest[:8]}>"
