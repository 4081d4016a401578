"""SteeringLora: a LoRA of the model that steers it, with where it comes from."""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
from typing import Any

from torch import Tensor

from latentlens.adapters.lora import LoraAdapter
from latentlens.errors import InputError
from latentlens.files.atomic import write_atomically
from latentlens.inputs.numbers import number
from latentlens.inputs.shown import short
from latentlens.mappings.hashed_tensors import HashedByTensors
from latentlens.training.steering.steering_report import SteeringReport

_REPORT = "steering.json"


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class SteeringLora(HashedByTensors):
    """A LoRA of a model that steers it; made by `steer(..., learn="lora")`.

    Args:
        lora: the LoRA.
        report: where it comes from; None (default) if that is not known.
    """

    lora: LoraAdapter
    report: SteeringReport | None = None

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The LoRA's weights by PEFT's names."""
        return self.lora.tensors

    @property
    def settings(self) -> str:
        """The LoRA's settings as JSON."""
        return self.lora.settings

    def adapter(self, strength: float = 1.0) -> LoraAdapter:
        """Return the LoRA, its low-rank product times a factor, for `session.backend.load_adapter`.

        Args:
            strength: the factor. Default 1; at 0 the model computes what it does without.
        """
        factor = number("strength", strength)
        if factor == 1:
            return self.lora
        return self.lora.with_tensors(
            {
                name: factor * weight if ".lora_B." in name else weight
                for name, weight in self.lora.tensors.items()
            }
        )

    def save(self, directory: str | os.PathLike[str]) -> None:
        """Save the LoRA as PEFT does, so that PEFT can load it, with the report beside it.

        Args:
            directory: directory to write to; it is created if it is missing.

        Raises:
            OSError: if the disk is full, or the directory cannot be written.
        """
        self.lora.save(directory)
        report = None if self.report is None else self.report.to_dict()
        write_atomically(pathlib.Path(directory) / _REPORT, json.dumps(report, indent=2) + "\n")

    @classmethod
    def load(cls, directory: str | os.PathLike[str]) -> SteeringLora:
        """Load what `save` wrote.

        Args:
            directory: directory to read.

        Raises:
            InputError: if a file is missing or damaged.
        """
        path = pathlib.Path(directory) / _REPORT
        lora = LoraAdapter.load(directory)
        try:
            report: Any = json.loads(path.read_text(encoding="utf-8"))
            return cls(lora, None if report is None else SteeringReport.from_dict(report))
        except (OSError, ValueError) as error:
            raise InputError(
                f"{short(path)} cannot be read ({short(error)}). Give the directory that save() wrote; for a "
                "LoRA of PEFT's alone, load it with LoraAdapter."
            ) from error

    def __repr__(self) -> str:
        return f"<SteeringLora, {self.lora!r}>"

    def __str__(self) -> str:
        return repr(self) if self.report is None else f"{self!r}\n{self.report}"
