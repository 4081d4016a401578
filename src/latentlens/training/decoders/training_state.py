"""The state of a training: its weights, optimiser, figures and step, and the file that it goes on from."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import hashlib
import json
import pathlib
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from latentlens.errors import InputError
from latentlens.files.atomic import replacing
from latentlens.files.restored import restored
from latentlens.files.safetensors_file import tensor_file, tensors_and_metadata
from latentlens.training.decoders.decoder_recipe import OptimiserRecipe
from latentlens.training.decoders.training_report import Validation

_WHAT = "decoder training"
_MOMENTS = ("exp_avg", "exp_avg_sq", "step")


@dataclasses.dataclass
class Figures:
    """The numbers of a training so far.

    Args:
        step: number of steps that were made.
        losses: loss of each step, in nats per token of the answers.
        validations: what was measured on the validation rows.
        best: index of the validation with the smallest loss; None before the first.
        examples: examples that were trained on.
        tokens: tokens of their prompts and answers.
        seconds: time that the steps took.
        stopped: whether it stopped early.
    """

    step: int = 0
    losses: tuple[float, ...] = ()
    validations: tuple[Validation, ...] = ()
    best: int | None = None
    examples: int = 0
    tokens: int = 0
    seconds: float = 0.0
    stopped: bool = False


class TrainingState:
    """Weights in training with their optimiser, which can be written to a file and read again.

    Args:
        parameters: the trained tensors, by name.
        settings: settings of the optimiser.
        identity: what the training is of; a file of another one is refused.
        path: checkpoint file; None to keep none.
    """

    def __init__(
        self,
        parameters: Mapping[str, Tensor],
        settings: OptimiserRecipe,
        identity: Mapping[str, Any],
        path: pathlib.Path | None,
    ) -> None:
        self.parameters, self.path = dict(parameters), path
        self._clip, self.figures = settings.clip, Figures()
        self.best: dict[str, Tensor] = {}
        self._identity = hashlib.sha256(json.dumps(dict(identity), sort_keys=True).encode()).hexdigest()
        self._optimiser = torch.optim.AdamW(
            list(self.parameters.values()),
            lr=settings.learning_rate,
            betas=settings.betas,
            weight_decay=settings.weight_decay,
            # None leaves the choice to torch, which False does not
            fused=all(tensor.device.type == "cpu" for tensor in self.parameters.values()) or None,
        )

    def update(self, gradients: Mapping[str, Tensor], rate: float) -> None:
        """Make one step of the optimiser, with the gradient clipped.

        Args:
            gradients: gradient of each tensor, all numbers finite.
            rate: learning rate.
        """
        norm = torch.stack([gradient.norm() for gradient in gradients.values()]).norm()
        factor = self._clip / norm.clamp_min(self._clip)
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        for name, parameter in self.parameters.items():
            parameter.grad = gradients[name] * factor
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)

    def keep_best(self) -> None:
        """Keep a copy of the weights as they are now."""
        self.best = {name: tensor.detach().clone() for name, tensor in self.parameters.items()}

    @torch.no_grad()
    def take_best(self) -> None:
        """Set the weights to those that were kept, if any were."""
        for name, tensor in self.best.items():
            self.parameters[name].copy_(tensor)

    def save(self) -> None:
        """Write the checkpoint, in one piece; nothing is done without a path.

        Raises:
            InputError: if it cannot be written; an earlier checkpoint is then as it was.
        """
        if self.path is None:
            return
        tensors = {f"weights.{name}": tensor for name, tensor in self.parameters.items()}
        tensors |= {f"best.{name}": tensor for name, tensor in self.best.items()}
        for name, parameter in self.parameters.items():
            moments = self._optimiser.state.get(parameter, {})
            tensors |= {f"{key}.{name}": moments[key] for key in _MOMENTS if key in moments}
        numbers = {
            "what": _WHAT,
            "identity": self._identity,
            "figures": dataclasses.asdict(self.figures),
        }
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self.path) as part:
                part.write_bytes(tensor_file(tensors, numbers))
        except OSError as error:
            raise InputError(_cannot_write(self.path, error, self.figures.step)) from error

    def resume(self) -> bool:
        """Go on from the checkpoint, if there is one; return whether there was.

        Raises:
            InputError: if it is damaged, or of another training.
        """
        if self.path is None or not self.path.exists():
            return False
        try:
            tensors, numbers = tensors_and_metadata(self.path.read_bytes(), _WHAT)
        except OSError as error:
            raise InputError(f"{self.path} cannot be read ({error.strerror or error}).") from error
        except InputError as error:
            raise InputError(f"{self.path} {error} To begin anew, delete it.") from error
        if numbers.get("identity") != self._identity:
            raise InputError(
                f"{self.path} is of a training with another recipe, other rows, another model or another "
                "kind of device. Give another output directory, or resume=False to begin anew there."
            )
        self.figures = restored(Figures, numbers.get("figures"), f"{self.path}: figures")
        with torch.no_grad():
            for name, parameter in self.parameters.items():
                parameter.copy_(tensors[f"weights.{name}"])
                moments = {key: tensors.get(f"{key}.{name}") for key in _MOMENTS}
                if (average := moments["exp_avg"]) is not None:
                    self._optimiser.state[parameter] = {
                        key: value if key == "step" else value.to(average).to(parameter.device)
                        for key, value in moments.items()
                        if value is not None
                    }
                if f"best.{name}" in tensors:
                    self.best[name] = tensors[f"best.{name}"].to(parameter)
        return True

    def discard(self) -> None:
        """Delete the checkpoint, if there is one."""
        if self.path is not None:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


def _cannot_write(path: pathlib.Path, error: OSError, step: int) -> str:
    """Return the message for a checkpoint that cannot be written."""
    why = "The disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else str(error.strerror or error)
    kept = (
        "The checkpoint before it is whole, and the same call goes on from there"
        if path.exists()
        else ("There is none before it")
    )
    return f"{path} cannot be written at step {step}: {why}. {kept}. Free space, or give another directory."
