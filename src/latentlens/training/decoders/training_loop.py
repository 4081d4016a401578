"""The training loop: batch after batch, a loss on the answers' tokens, gradients for the trained weights."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from zlib import crc32

import torch
from torch import Tensor
from torch.nn import functional

from latentlens.decoder_files.manifest import Manifest
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import Cancelled, ModelError, NotFinite
from latentlens.model.gathering import OtherProcessStopped
from latentlens.model.isolation import autocast
from latentlens.model.scope import gradients
from latentlens.training.decoders.decoder_recipe import ControlKind, DecoderRecipe
from latentlens.training.decoders.examples import Example
from latentlens.training.decoders.passes import passes, rows_together
from latentlens.training.decoders.processes import Processes
from latentlens.training.decoders.schedule import epoch_batches, learning_rate
from latentlens.training.decoders.stored_states import States, StateStore, read_states
from latentlens.training.decoders.trainee import Trainee
from latentlens.training.decoders.training_examples import VALIDATION, Examples
from latentlens.training.decoders.training_report import RunFigures, TaskFigures, Validation
from latentlens.training.decoders.training_state import TrainingState

OnStep = Callable[[int, dict[str, float]], None]


@dataclasses.dataclass(frozen=True)
class Materials:
    """What all trainings of one recipe share.

    Args:
        recipe: the recipe.
        manifest: the manifest of the decoder.
        examples: the rows as examples.
        train: indices of the rows that are trained on.
        validation: indices of the rows that are validated on.
        answers: backend of the model that answers.
        reads: backend of the model that is read.
        store: activations that were read beforehand; None to read those of each batch.
        processes: the processes that train together.
        mean: mean state of each layer, where the recipe subtracts it.
        fitted: matrix that the mapping begins with, where the recipe fits it.
    """

    recipe: DecoderRecipe
    manifest: Manifest
    examples: Examples
    train: Sequence[int]
    validation: Sequence[int]
    answers: Backend
    reads: Backend
    store: StateStore | None
    processes: Processes
    mean: Mapping[int, Tensor] = dataclasses.field(default_factory=dict)
    fitted: Tensor | None = None


class TrainingLoop:
    """One training: the decoder's, or that of a control.

    Args:
        materials: what it shares with the others.
        trainee: the weights that are trained.
        state: their optimiser and figures.
        kind: the control that is trained; None for the decoder.
        steps: number of steps.
        on_step: called after each step with its figures; None (default) for nobody.
    """

    def __init__(
        self,
        materials: Materials,
        trainee: Trainee,
        state: TrainingState,
        kind: ControlKind | None,
        steps: int,
        on_step: OnStep | None = None,
    ) -> None:
        self._m, self._trainee, self._state = materials, trainee, state
        self._kind, self._steps, self._on_step = kind, steps, on_step
        self._epoch: tuple[int, list[list[Example]]] = (-1, [])
        self._dtype = torch.bfloat16 if materials.recipe.autocast == "bfloat16" else None

    def run(self, work: Progress) -> RunFigures:
        """Train to the end, or until the validation loss has not fallen for a while.

        Args:
            work: counts the steps, and may cancel; the state reached is then kept.

        Raises:
            NotFinite: if the loss or a gradient is NaN or infinite.
            InputError: if a checkpoint cannot be written.
            Cancelled: if `work` was cancelled.
            ModelError: if another process has failed or was cancelled; the state is kept then too.
        """
        recipe, state = self._m.recipe, self._state
        every = recipe.validate_every or max(1, self._steps // 10)
        name = f"training {recipe.name}" + (f", {self._kind.replace('_', ' ')}" if self._kind else "")
        with work.phase(name, unit="steps", total=self._steps, done=state.figures.step):
            try:
                if self._due(every):  # the last call was stopped while it validated
                    self._validate(work)
                    self._save()
                while state.figures.step < self._steps and not state.figures.stopped:
                    work.check()
                    self._step(work)
                    step = state.figures.step
                    if self._due(every):
                        self._validate(work)
                    ended = step == self._steps or state.figures.stopped
                    if ended or step % recipe.checkpoint_every == 0:
                        self._save()
                    work.description = f"{name}: {self._told()}"
                    work.advance()
            except (Cancelled, KeyboardInterrupt, OtherProcessStopped):
                self._save()  # a step changes figures at its end alone
                raise
        state.take_best()
        return self._figures()

    def _due(self, every: int) -> bool:
        """Return whether the step that was reached is to be validated and was not yet."""
        figures = self._state.figures
        measured = figures.validations[-1].step if figures.validations else 0
        last = figures.step == self._steps or figures.step % every == 0
        return bool(self._m.validation) and figures.step > measured and last

    def _save(self) -> None:
        if self._m.processes.is_first:
            self._state.save()

    def _told(self) -> str:
        """Return the latest loss and the speed, for a progress bar."""
        figures = self._state.figures
        told = [f"loss {figures.losses[-1]:.3f}"]
        if figures.validations:
            told.append(f"validation {figures.validations[-1].loss:.3f}")
        if figures.seconds:
            speed = figures.examples / figures.seconds
            told.append(f"{speed:.0f} examples/s" if speed >= 10 else f"{speed:.2g} examples/s")
            told.append(f"{figures.tokens / figures.seconds:.0f} tokens/s")
        return ", ".join(told)

    def _figures(self) -> RunFigures:
        figures = self._state.figures
        return RunFigures(
            kind=self._kind or "decoder",
            steps=figures.step,
            losses=figures.losses,
            validations=figures.validations,
            best=figures.best,
            stopped=figures.stopped,
            seconds=figures.seconds,
            examples=figures.examples,
            tokens=figures.tokens,
        )

    def _step(self, work: Progress) -> None:
        """Make one step: all of its figures change together, after it."""
        began, recipe, figures = time.perf_counter(), self._m.recipe, self._state.figures
        batch = self._batch(figures.step)
        length = sum(example.length for example in batch)
        # merged weights would be whole ones
        merged = 0 if self._m.processes.gathering else length
        with self._m.answers.pinned(), self._trainee.merging(merged):
            loss, found = self._gradients(batch, work)
        rate = learning_rate(figures.step, self._steps, recipe.optimiser)
        self._state.update(found, rate)
        self._state.figures = figures = dataclasses.replace(
            figures,
            step=figures.step + 1,
            losses=(*figures.losses, loss),
            examples=figures.examples + len(batch),
            tokens=figures.tokens + length,
            seconds=figures.seconds + time.perf_counter() - began,
        )
        if self._on_step is not None:
            self._on_step(figures.step, {"loss": loss, "learning_rate": rate})

    def _batch(self, step: int) -> list[Example]:
        """Return the examples of a step, shortest first; they follow from the seed and the step."""
        size, train = self._m.recipe.batch_size, self._m.train
        per_epoch = -(-len(train) // size)
        epoch, index = divmod(step, per_epoch)
        if self._epoch[0] != epoch:
            made = [self._m.examples.of(row, epoch, self._kind) for row in train]
            lengths = [example.lengths for example in made]
            together = rows_together(size, self._m.answers.device)
            batches = epoch_batches(lengths, size, self._m.recipe.seed, epoch, together)
            self._epoch = epoch, [[made[i] for i in batch] for batch in batches]
        return self._epoch[1][index]

    def _gradients(self, batch: list[Example], work: Progress) -> tuple[float, dict[str, Tensor]]:
        """Return a batch's mean loss per token of the answers, and its gradient."""
        processes, names = self._m.processes, list(self._trainee.parameters)
        parameters = list(self._trainee.parameters.values())
        shares = processes.parts(batch, self._m.recipe.accumulation)
        parts = [part for share in shares for part in passes(share, parameters[0].device)]
        tokens = sum(len(example.answer_ids) for example in batch)
        states = iter(self._states([example for part in parts for example in part], work))
        total = torch.zeros(2, dtype=torch.float32, device=parameters[0].device)
        sums: list[Tensor] = []
        bad: list[int] = []
        for number, part in enumerate(parts):
            work.check()
            # another choice in every pass of every step, which a resumed training makes again
            place = f"{self._m.recipe.seed}:{self._state.figures.step}:{processes.rank}:{number}"
            with gradients(kept=True), self._trainee.dropping(crc32(place.encode()) << 16):
                losses, _ = self._losses(part, [next(states) for _ in part], work)
                loss = torch.cat(losses).sum() / tokens
                if not loss.requires_grad:
                    raise ModelError(
                        "The loss does not depend on the trained weights. Give the recipe an adapter that "
                        "changes the model above the layer that is written, or a mapping."
                    )
                found = torch.autograd.grad(loss, parameters, materialize_grads=True)
            if not bool(loss.isfinite()):
                bad += [
                    e.row for e, each in zip(part, losses, strict=True) if not bool(each.isfinite().all())
                ]
            sums = list(torch._foreach_add(sums, found) if sums else found)
            total += torch.stack([loss.detach(), loss.new_tensor(len(bad))])
            del loss, losses  # and with them what is left of the graph, before the next pass
        total, *sums = processes.summed([total, *sums])
        if total[1]:
            self._raise("the loss", processes.gathered(bad))
        if not all(bool(each.isfinite().all()) for each in sums):
            self._raise("the gradient", [example.row for example in batch])
        return float(total[0]), dict(zip(names, sums, strict=True))

    def _states(self, examples: Sequence[Example], work: Progress) -> list[States | None]:
        """Return the activations of examples, read in one pass or taken from the store."""
        with_states = [example for example in examples if example.reading is not None]
        readings = [example.reading for example in with_states if example.reading is not None]
        if self._m.store is not None:
            found = self._m.store.read([example.read_row for example in with_states], readings)
        else:
            found = read_states(readings, self._m.reads, work.check)
        following: Iterator[States] = iter(found)
        return [None if example.reading is None else next(following) for example in examples]

    def _losses(
        self, part: Sequence[Example], states: Sequence[States | None], work: Progress
    ) -> tuple[list[Tensor], list[bool]]:
        """Return for each example the loss of each token of its answer, and whether all are the likeliest.

        The latter is left out while torch records gradients: it takes as long as the losses.
        """
        queries = [self._trainee.query(example, s) for example, s in zip(part, states, strict=True)]
        with autocast(self._dtype if torch.is_grad_enabled() else None):
            logits = self._m.answers.forced_logits(
                queries, [example.answer_ids[:-1] for example in part], checkpoint=work.check
            )
        counts = [len(example.answer_ids) for example in part]
        flat = torch.cat(logits)
        wanted = torch.tensor([token for example in part for token in example.answer_ids]).to(flat.device)
        losses = torch.split(functional.cross_entropy(flat, wanted, reduction="none"), counts)
        if torch.is_grad_enabled():
            return list(losses), []
        right = torch.split(flat.argmax(-1) == wanted, counts)
        return list(losses), [bool(each.all()) for each in right]

    def _raise(self, what: str, of: Sequence[int]) -> None:
        figures, rows = self._state.figures, sorted(set(of))
        path = self._state.path
        kept = f"The checkpoint in {path} is from before." if path is not None and path.exists() else ""
        raise NotFinite(
            f"At step {figures.step} of {self._steps}, {what} of the batch is NaN or infinite, with the rows "
            f"{', '.join(map(str, rows[:8]))}{' and others' if len(rows) > 8 else ''}. Lower "
            f"optimiser.learning_rate, or look at the activations of these rows. {kept}".rstrip()
        )

    @torch.no_grad()
    def _validate(self, work: Progress) -> None:
        """Measure on the validation rows, keep the best weights, and see whether to stop."""
        measured = self._measure(work)
        figures, patience = self._state.figures, self._m.recipe.patience
        best = figures.best
        if best is None or measured.loss < figures.validations[best].loss:
            best = len(figures.validations)
            self._state.keep_best()
        stopped = patience is not None and len(figures.validations) - best >= patience
        self._state.figures = dataclasses.replace(
            figures, validations=(*figures.validations, measured), best=best, stopped=stopped
        )
        if self._on_step is not None:
            told = {"validation_loss": measured.loss, "validation_accuracy": measured.accuracy}
            self._on_step(figures.step, told)

    @torch.no_grad()
    def _measure(self, work: Progress) -> Validation:
        made = [self._m.examples.of(row, VALIDATION, self._kind) for row in self._m.validation]
        made.sort(key=lambda example: example.lengths)
        mine = made[self._m.processes.rank :: self._m.processes.count]
        tasks = sorted({example.task for example in made})
        place = {task: n for n, task in enumerate(tasks)}
        sums = torch.zeros(len(tasks), 4, dtype=torch.float64)
        size = self._m.recipe.batch_size
        for start in range(0, len(mine), size):
            work.check()
            part = mine[start : start + size]
            losses, right = self._losses(part, self._states(part, work), work)
            for example, loss, all_right in zip(part, losses, right, strict=True):
                sums[place[example.task]] += torch.tensor(
                    [float(loss.sum()), len(loss), float(all_right), 1.0], dtype=torch.float64
                )
        (sums,) = self._m.processes.summed([sums.to(self._m.answers.device)])
        sums = sums.cpu()
        total = sums.sum(0)
        return Validation(
            step=self._state.figures.step,
            loss=float(total[0] / total[1]),
            accuracy=float(total[2] / total[3]),
            tasks=tuple(
                TaskFigures(task, float(row[0] / row[1]), float(row[2] / row[3]), int(row[3]))
                for task, row in zip(tasks, sums, strict=True)
            ),
        )
