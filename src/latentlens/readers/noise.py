"""Noise on a target prompt's embeddings, which a patch may undo: causal tracing."""

from __future__ import annotations

import dataclasses

import torch

from latentlens._checked import number, seed
from latentlens._errors import InputError
from latentlens._given import listed, whole
from latentlens.engine.injection import Add
from latentlens.engine.query import Write
from latentlens.model.language_model import LanguageModel
from latentlens.readers.slots import slot_at


@dataclasses.dataclass(frozen=True)
class Noise:
    """Gaussian noise added to some of the target's embeddings, the same for the same seed.

    Args:
        positions: which tokens of the target prompt, or which one; negative from the end.
        scale: the standard deviation, in units of that of the target's own layer-0 states; 3 in the source.
        seed: of the draw.

    Raises:
        InputError: if there are no positions or the scale is negative.

    Source:
        Meng et al. 2022 (arXiv 2202.05262), section 2.1; as a Patchscope, arXiv 2401.06102, table 4.
    """

    positions: tuple[int, ...]
    scale: float = 3.0
    seed: int = 0

    def __post_init__(self) -> None:
        given = listed(self.positions, "positions", "(3, 4)")
        object.__setattr__(self, "positions", tuple(whole(p, "position") for p in given))
        object.__setattr__(self, "scale", number("scale", self.scale))
        object.__setattr__(self, "seed", seed("seed", self.seed))
        if not self.positions:
            raise InputError("Noise needs the positions of the tokens that it hides. Give at least one.")
        if self.scale < 0:
            raise InputError(f"The noise's scale is {self.scale}; a standard deviation is not negative.")

    def write(self, token_ids: tuple[int, ...], prompt: str, model: LanguageModel) -> Write:
        """Return the noise as a write into the target.

        Raises:
            TargetPromptError: if a position is outside the prompt.
        """
        positions = tuple(slot_at(p, token_ids, prompt) for p in self.positions)
        embeddings = model.capture(token_ids, [0])[0].float()
        # Drawn on the CPU, so that the device does not change it.
        random = torch.Generator("cpu").manual_seed(self.seed)
        shape = (len(positions), model.d_model)
        drawn = torch.randn(shape, generator=random, dtype=torch.float32, device="cpu")
        return Write(0, positions, drawn.to(embeddings) * (self.scale * embeddings.std()), injection=Add())
