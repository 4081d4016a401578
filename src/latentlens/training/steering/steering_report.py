"""SteeringReport: how steering vectors or a steering LoRA were learnt, so that it can be done again."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from latentlens.display.tables import element
from latentlens.files.restored import restored


@dataclasses.dataclass(frozen=True)
class SteeringReport:
    """Where steering vectors, or a steering LoRA, come from.

    Args:
        method: "decoder" for the gradient of a decoder's loss, "mean_difference" or "contrastive_pairs".
        model: name of the model that is steered.
        fingerprint: hash of its weights and settings.
        n_prompts: number of prompts that were learnt from.
        settings: the settings, as JSON has them.
        decoder: name and digest of the decoder; "" (default) for none.
        wishes: the questions with the wished answers. Default: none.
        seed: seed of the order of the prompts, and of a LoRA's first matrices. Default 0.
        losses: loss of each step, in nats per token of the wished answers. Default: none.
        divergences: divergence from the model's own predictions on preserved prompts in each step, in nats
            per token. Default: none.
        checks: (step, loss on the prompts that are checked, with the weighted divergence on the preserved
            ones) from before the first step on. Default: none.
        best_step: number of steps after which the loss was least; what was learnt then is kept. Default 0.
        cancelled: whether it was cancelled before the last step. Default False.
        version: version of the code. Default "".
    """

    method: str
    model: str
    fingerprint: str
    n_prompts: int
    settings: dict[str, Any]
    decoder: str = ""
    wishes: tuple[tuple[str, str], ...] = ()
    seed: int = 0
    losses: tuple[float, ...] = ()
    divergences: tuple[float, ...] = ()
    checks: tuple[tuple[int, float], ...] = ()
    best_step: int = 0
    cancelled: bool = False
    version: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the report as data that JSON can hold."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SteeringReport:
        """Return the report that `to_dict` gave.

        Args:
            data: the report as plain data.

        Raises:
            InputError: if a field is missing, unknown or of another type.
        """
        return restored(cls, data, "the steering report")

    def __str__(self) -> str:
        text = f"{self.method.replace('_', ' ')} on {self.model}, {self.n_prompts} prompts"
        if self.checks:
            best = min(loss for _, loss in self.checks)
            text += (
                f"; loss {self.checks[0][1]:.3g} before, {best:.3g} after {self.best_step} of "
                f"{self.settings.get('steps')} steps{', cancelled' if self.cancelled else ''}"
            )
        return text

    def _repr_html_(self) -> str:
        return str(element("div", str(self)))
