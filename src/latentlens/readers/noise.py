"""Noise on a target prompt's embeddings, which a written activation may undo: causal tracing."""

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
    found = tuple(integer("position", p) for p in as_list(value, name, "(3, 4)"))
    if not found:
        raise InputError("Noise needs the positions of the tokens that it hides. Give at least one.")
    return found


def _scale(name: str, value: Any) -> float:
    found = number(name, value)
    if found < 0:
        raise InputError(f"The noise's scale is {found}; a standard deviation is not negative.")
    return found


@checked_dataclass
class Noise:
    """Gaussian noise on some of the target's embeddings; the same seed draws the same noise.

    Raises:
        InputError: if there are no positions or the scale is negative.

    Source:
        Meng et al. 2022 (arXiv 2202.05262), section 2.1; as a Patchscope, arXiv 2401.06102, table 4.
    """

    positions: Annotated[
        tuple[int, ...],
        Setting("The positions of the tokens that are hidden, or one; negative from the end.", _positions),
    ]
    scale: Annotated[
        float,
        Setting(
            "The noise's standard deviation, in units of that of the target's layer-0 states; 3 in the "
            "source.",
            _scale,
        ),
    ] = 3.0
    seed: Annotated[int, Setting("The seed of the draw.", checked_seed)] = 0

    def write(self, token_ids: tuple[int, ...], prompt: str, model: Backend) -> Write:
        """Return the noise as a write into the target.

        Raises:
            TargetPromptError: if a position is outside the prompt.
        """
        positions = tuple(slot_at(p, token_ids, prompt) for p in self.positions)
        embeddings = model.capture([token_ids], [0])[0][0].float()
        # Drawn on the CPU, so that the device does not change it.
        random = torch.Generator("cpu").manual_seed(self.seed)
        shape = (len(positions), model.d_model)
        drawn = torch.randn(shape, generator=random, dtype=torch.float32, device="cpu")
        return Write(0, positions, drawn.to(embeddings) * (self.scale * embeddings.std()), injection=Add())
