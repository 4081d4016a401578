"""Gaussian noise on a target prompt's embeddings, as causal tracing adds it."""

from __future__ import annotations

from typing import Annotated, Any

import torch

from latentlens.engine.backend import Backend
from latentlens.engine.injection import Add
from latentlens.engine.query import Write
from latentlens.errors import InputError
from latentlens.inputs.numbers import integer, number
from latentlens.inputs.numbers import seed as checked_seed
from latentlens.inputs.sequences import as_list
from latentlens.readers.settings import Setting, checked_dataclass
from latentlens.readers.slots import slot_at


def _positions(name: str, value: Any) -> tuple[int, ...]:
    positions = tuple(integer("position", p) for p in as_list(value, name, "(3, 4)"))
    if not positions:
        raise InputError("Noise needs the positions of the tokens that it hides. Give at least one.")
    return positions


def _scale(name: str, value: Any) -> float:
    scale = number(name, value)
    if scale < 0:
        raise InputError(f"The noise's scale is {scale}; a standard deviation is not negative.")
    return scale


@checked_dataclass
class Noise:
    """Gaussian noise added to some embeddings of the target prompt; the same seed draws the same noise.

    Raises:
        InputError: if there are no positions or the scale is negative.

    Examples:
        >>> Noise((1, 2), scale=2.0)
        Noise((1, 2), scale=2.0)

    Source:
        Meng et al. 2022 (arXiv 2202.05262), section 2.1; as a Patchscope, arXiv 2401.06102, table 4.
    """

    positions: Annotated[
        tuple[int, ...],
        Setting("Positions of the tokens that get noise, or one; negative from the end.", _positions),
    ]
    scale: Annotated[
        float,
        Setting(
            "The noise's standard deviation, in units of that of the target's layer-0 states; 3 in the "
            "source.",
            _scale,
        ),
    ] = 3.0
    seed: Annotated[int, Setting("The random seed of the noise.", checked_seed)] = 0

    def write(self, token_ids: tuple[int, ...], prompt: str, model: Backend) -> Write:
        """Return the noise as a write into the target's layer-0 states.

        Args:
            token_ids: the target prompt's token ids.
            prompt: the target prompt as text, for error messages.
            model: the target model, whose embeddings of the prompt set the scale.

        Raises:
            TargetPromptError: if a position is outside the prompt.
        """
        positions = tuple(slot_at(p, token_ids, prompt) for p in self.positions)
        embeddings = model.capture([token_ids], [0])[0][0].float()
        # Drawn on the CPU, so that every device gets the same noise.
        random = torch.Generator("cpu").manual_seed(self.seed)
        shape = (len(positions), model.d_model)
        drawn = torch.randn(shape, generator=random, dtype=torch.float32, device="cpu")
        return Write(0, positions, drawn.to(embeddings) * (self.scale * embeddings.std()), injection=Add())
