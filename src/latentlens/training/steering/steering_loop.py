"""The loop in which a change of the model is learnt from what a decoder says of its activations."""

from __future__ import annotations

import dataclasses
import itertools
import math
import random
import statistics
from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.engine.not_finite import remedy
from latentlens.errors import Cancelled, NotFinite
from latentlens.training.steering.learnt_changes import LearntChange
from latentlens.training.steering.preserved_predictions import PreservedPredictions
from latentlens.training.steering.steered_prompts import SteeredPrompt
from latentlens.training.steering.wish_loss import WishedReading, WishLoss

_CLIP = 1.0
"""The largest norm of the gradient in one step."""

_CHECKED = 32
"""Most readings that a check runs."""


@dataclasses.dataclass(frozen=True)
class LoopSettings:
    """How a change is learnt.

    Args:
        steps: number of optimiser steps.
        batch_size: number of readings in each.
        learning_rate: Adam's learning rate of the first step; it falls linearly to 0.
        seed: seed of the order of the readings.
        preserve_weight: weight of the divergence on prompts that are preserved, beside the decoder's loss.
    """

    steps: int
    batch_size: int
    learning_rate: float
    seed: int
    preserve_weight: float = 1.0


@dataclasses.dataclass
class LoopResult:
    """What came of it.

    Args:
        learnt: the tensors with the least loss, by name.
        losses: the decoder's loss in each step.
        divergences: divergence on preserved prompts in each step; empty if there are none.
        checks: (step, loss on the prompts that are checked, with the weighted divergence on preserved ones).
        best_step: number of steps after which the loss was least.
        cancelled: whether it was cancelled before the last step.
    """

    learnt: dict[str, Tensor]
    losses: list[float] = dataclasses.field(default_factory=list)
    divergences: list[float] = dataclasses.field(default_factory=list)
    checks: list[tuple[int, float]] = dataclasses.field(default_factory=list)
    best_step: int = 0
    cancelled: bool = False


def readings_of(prompts: Sequence[SteeredPrompt], n_wishes: int) -> list[WishedReading]:
    """Return every reading of every prompt with every wish.

    Args:
        prompts: the prompts.
        n_wishes: number of wishes.
    """
    return [
        WishedReading(number, sites, wish)
        for number, prompt in enumerate(prompts)
        for sites in prompt.readings
        for wish in range(n_wishes)
    ]


def live_states(
    model: Backend,
    change: LearntChange,
    prompts: Sequence[SteeredPrompt],
    readings: Sequence[WishedReading],
    checkpoint: Callable[[], None] | None = None,
) -> list[Float[Tensor, "_site d_model"]]:
    """Return the activations of each reading with a change on, with gradients; each prompt runs once.

    Args:
        model: the model that is steered.
        change: the change.
        prompts: the prompts.
        readings: what is read of which.
        checkpoint: called at every layer that is written; it may raise an error to stop. Default None.
    """
    used = list(dict.fromkeys(one.prompt for one in readings))
    layers = sorted({site.layer for one in readings for site in one.sites})
    row = {layer: i for i, layer in enumerate(layers)}
    found = model.forced_states([change.query(prompts[i]) for i in used], layers, checkpoint=checkpoint)
    by_prompt = dict(zip(used, found, strict=True))
    return [
        by_prompt[one.prompt][
            torch.tensor([row[site.layer] for site in one.sites]),
            torch.tensor([site.position for site in one.sites]),
        ]
        for one in readings
    ]


class SteeringLoop:
    """Learns a change by gradient descent.

    Args:
        model: the model that is steered.
        loss: the decoder's loss.
        change: what is learnt.
        prompts: prompts to learn from.
        validation: prompts on which the loss is checked; empty for those that are learnt from.
        n_wishes: number of wishes.
        settings: how.
        kept: the predictions that are preserved; None (default) for none.
    """

    def __init__(
        self,
        model: Backend,
        loss: WishLoss,
        change: LearntChange,
        prompts: Sequence[SteeredPrompt],
        validation: Sequence[SteeredPrompt],
        n_wishes: int,
        settings: LoopSettings,
        kept: PreservedPredictions | None = None,
    ) -> None:
        self._model, self._loss, self._change, self._settings = model, loss, change, settings
        self._kept = kept
        self._prompts = prompts
        self._readings = readings_of(prompts, n_wishes)
        self._checked_prompts = validation or prompts
        checked = readings_of(self._checked_prompts, n_wishes)
        draw = random.Random(f"check:{settings.seed}")  # noqa: S311 - an order, no secret
        self._checked = draw.sample(checked, min(len(checked), _CHECKED))
        loss.check([*self._readings, *self._checked])
        self.result = LoopResult(change.copied())
        """What was learnt so far."""

    def run(self, work: Progress) -> LoopResult:
        """Learn, and return what had the least loss in a check.

        Args:
            work: counts the steps. If it is cancelled after the first check, what was best is returned.

        Raises:
            NotFinite: if a loss or a gradient is NaN or infinite; `result` is what was learnt until then.
            Cancelled: if it was cancelled before the first check.
        """
        settings, parameters = self._settings, self._change.parameters
        optimiser = torch.optim.Adam(parameters, lr=settings.learning_rate)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / settings.steps)
        every = max(1, settings.steps // 5)
        result = self.result
        with self._model.pinned():
            try:
                for step, batch in zip(range(settings.steps), self._batches(), strict=False):
                    if step % every == 0:
                        self._check(step, result, work)
                    work.check()
                    gradients = self._descent(step, batch, work)
                    for parameter, gradient in zip(parameters, gradients, strict=True):
                        parameter.grad = gradient
                    optimiser.step()
                    schedule.step()
                    self._change.bound()
                    work.description = f"steering: loss {result.losses[-1]:.3g}"
                    work.advance()
                self._check(settings.steps, result, work)
            except Cancelled:
                if not result.checks:
                    raise
                result.cancelled = True
        return result

    def _batches(self) -> itertools.chain[list[WishedReading]]:
        """Return batches of readings without end, every reading once in each pass over them."""
        draw, size = random.Random(self._settings.seed), self._settings.batch_size  # noqa: S311 - an order

        def one_pass() -> list[list[WishedReading]]:
            order = draw.sample(self._readings, len(self._readings))
            return [order[i : i + size] for i in range(0, len(order), size)]

        return itertools.chain.from_iterable(one_pass() for _ in itertools.count())

    def _descent(self, step: int, batch: Sequence[WishedReading], work: Progress) -> list[Tensor]:
        """Return the clipped gradients of the mean loss of a batch, and note the loss."""
        parameters, settings, result = self._change.parameters, self._settings, self.result
        preserved = [] if self._kept is None else self._kept.next_batch()
        with torch.enable_grad():
            states = live_states(self._model, self._change, self._prompts, batch, work.check)
            losses = self._loss(batch, states, work.check)
            whole, moved = losses.mean(), losses.new_zeros(0)
            if self._kept is not None:
                moved = self._kept(self._change, preserved, work.check)
                whole = whole + settings.preserve_weight * moved.mean()
            # asked for by name, so that nothing is left in the model's own gradients
            gradients = torch.autograd.grad(whole, parameters)
        norm = torch.stack([gradient.float().norm() for gradient in gradients]).norm()
        if not bool(torch.isfinite(whole)) or not bool(torch.isfinite(norm)):
            run = [*(self._prompts[one.prompt] for one in batch), *preserved]
            bad = torch.cat([losses, moved]).isfinite().logical_not().nonzero()
            self._diverged(step, run[int(bad[0]) if len(bad) else 0])
        factor = (_CLIP / norm.clamp_min(_CLIP)).item()
        result.losses.append(float(losses.detach().mean()))
        if self._kept is not None:
            result.divergences.append(float(moved.detach().mean()))
        return [gradient * factor for gradient in gradients]

    def _check(self, step: int, result: LoopResult, work: Progress) -> None:
        """Measure the loss on the checked prompts, and keep what is learnt if it is the least so far."""
        losses: list[tuple[SteeredPrompt, float]] = []
        moved: list[tuple[SteeredPrompt, float]] = []
        size = self._settings.batch_size
        with torch.no_grad():
            for start in range(0, len(self._checked), size):
                batch = self._checked[start : start + size]
                states = live_states(self._model, self._change, self._checked_prompts, batch, work.check)
                prompts = [self._checked_prompts[one.prompt] for one in batch]
                losses += zip(prompts, self._loss(batch, states, work.check).tolist(), strict=True)
            if self._kept is not None:
                moved = self._kept.of_first(_CHECKED, self._change, work.check)
        for prompt, each in (*losses, *moved):
            if not math.isfinite(each):
                self._diverged(step, prompt)
        loss = statistics.fmean(each for _, each in losses)
        if moved:
            loss += self._settings.preserve_weight * statistics.fmean(each for _, each in moved)
        if not result.checks or loss < min(seen for _, seen in result.checks):
            result.learnt, result.best_step = self._change.copied(), step
        result.checks.append((step, loss))

    def _diverged(self, step: int, prompt: SteeredPrompt) -> None:
        raise NotFinite(
            "The decoder's loss, the divergence of what is preserved, or a gradient is NaN or infinite at "
            f"step {step} of {self._settings.steps}, on the prompt {prompt.text!r}. "
            f"{remedy(self._model.dtype)} Or give a smaller learning_rate than "
            f"{self._settings.learning_rate:g}."
        )
