"""ShortTraining: one of many trainings of a decoder that differ in one thing alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from latentlens.experiments.decoders.task_material import Layers
from latentlens.experiments.patchscopes.study import Study
from latentlens.training.decoders.decoder_recipe import DecoderRecipe

STEPS, QUICK_STEPS = 300, 2
"""Steps of each training, and in a quick run: few, so that all differences are those of a short training."""
BATCH = 32


@dataclasses.dataclass(frozen=True)
class ShortTraining:
    """What sets one training apart from the others.

    Args:
        read: combinations of layers, of which each example reads one; asked at the last of them.
        written: layer that is written.
        rows: number of training rows by task.
        control: whether the same is trained without activations too. Default False.
        quick: whether it only has to run. Default False.
    """

    read: tuple[Layers, ...]
    written: int
    rows: Mapping[str, int]
    control: bool = False
    quick: bool = False

    @property
    def asked_at(self) -> Layers:
        """Layers that test rows are read at."""
        return self.read[-1]

    @property
    def name(self) -> str:
        """What sets it apart, as the name of a part and in tables."""
        rows = ", ".join(f"{n} {task}" for task, n in self.rows.items())
        return f"read {layers_text(self.read)}, written {self.written}, rows {rows}"

    def recipe(self, model: str, seed: int) -> DecoderRecipe:
        """Return the recipe of the training, with its control if it has one.

        Args:
            model: name of the model that is read and answers.
            seed: seed of the weights, the order, and the layers drawn.
        """
        settings: dict[str, Any] = {
            "name": "short training",
            "model": model,
            "adapter": {"kind": "lora", "r": 16, "alpha": 32},
            "read": {"layers": self.read},
            "write": {"layer": self.written, "injection": "add_norm_matched"},
            "prompt": {"form": "plain", "placeholder": " x"},
            "optimiser": {"learning_rate": 2e-3, "decay": "cosine"},
            "batch_size": 2 if self.quick else BATCH,
            "steps": QUICK_STEPS if self.quick else STEPS,
            "autocast": "bfloat16",
            "seed": seed,
            "controls": {"kinds": ["no_activations"] if self.control else []},
        }
        return DecoderRecipe.model_validate(settings)


def rows_each(study: Study, tasks: Iterable[str]) -> dict[str, int]:
    """Return the number of training rows of each task, where nothing else is said.

    Args:
        study: how many: fewer in a quick run, and of a large model.
        tasks: names of the tasks.
    """
    return dict.fromkeys(tasks, study.n_cases(3000, 30, 1000))


def reading_layers(study: Study) -> tuple[int, int]:
    """Return the layer that is read and the one that is written, where nothing else is said.

    Args:
        study: the model: three quarters of its depth are read, the output of its first block is written.
    """
    return max(1, round(study.session.model.n_layers * 3 / 4)), 1


def layers_text(read: Sequence[Layers]) -> str:
    """Return combinations of layers in words.

    Args:
        read: the combinations.

    Examples:
        >>> layers_text(((4,),)), layers_text(((4, 6),)), layers_text(((4,), (6,)))
        ('4', '4 and 6', '4 or 6')
    """
    return " or ".join(" and ".join(map(str, layers)) for layers in read)
