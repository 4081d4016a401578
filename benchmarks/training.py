"""A decoder's training against a plain PEFT loop on the same tokens, and against a loop as it was published.

All three train the same LoRA from the same weights on the same rows in every step, one after the other, on
one thread in one process. The plain loop, peft and accelerate, runs our prompts and answers in our own padded
passes, and reads and writes no activations. The published loop (Activation Oracles) is written by us from its
description: a step's rows in micro-batches of 16 as they were drawn, not by length, each padded on the left;
a pass for their activations; a hook with a Python loop over the examples. Its losses are ours, step by step,
and that is checked: whatever is faster is no faster for having learnt less. What we take to read the
activations, once for all rows, is counted. A ratio is the median of the steps'. On an AMD processor with
AVX-512 a part of it is the library: our LoRA's products run by oneDNN, which is twice as fast there as MKL,
by which torch runs the others'.

    python benchmarks/training.py [--json PATH] [--steps 16] [--batch 64]
"""

from __future__ import annotations

import argparse
import contextlib
import pathlib
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from random import Random
from typing import Any
from unittest import mock

import torch
from accelerate import Accelerator
from peft import LoraConfig, get_peft_model
from torch import Tensor
from torch.nn import functional
from transformers import AutoModelForCausalLM

from latentlens import Session, world
from latentlens.display.progress import Progress
from latentlens.experiments.bars import Figure, publish
from latentlens.training.data.context_rows import ContextPrediction
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
from latentlens.training.data.mixing import mix
from latentlens.training.data.row_positions import positions_of
from latentlens.training.decoders import train_decoder
from latentlens.training.decoders.decoder_recipe import DecoderRecipe
from latentlens.training.decoders.examples import Example
from latentlens.training.decoders.passes import passes
from latentlens.training.decoders.processes import Processes
from latentlens.training.decoders.recipe_file import read_recipe
from latentlens.training.decoders.schedule import learning_rate
from latentlens.training.decoders.stored_states import StateStore
from latentlens.training.decoders.training_loop import Materials, TrainingLoop
from latentlens.world.text import running_prose
from latentlens.world.traces import trace_questions
from progress import say

READ, WRITE, MICRO = 4, 1, 16


def rows(session: Session, n: int, split: RowSplit) -> list[DecoderRow]:
    """Return rows in Activation Oracles' mix: 60 % context prediction, 34 % classification, 6 % chats."""
    draw = Random(0)
    prose = tuple(running_prose(draw, draw.randint(3, 16)) for _ in range(1000))
    mixed = {ContextPrediction(prose, row_tokens=200): 600}
    found = mix(mixed, session, split, n * 6 // 10, progress=False)
    for kind, share in (("entity", 0.17), ("attribute", 0.17), ("persona", 0.06)):
        for q in trace_questions(kind, split, cases=round(n * share)):
            positions = positions_of(q.span, q.prompt, session.backend)
            last = positions[-1:] if draw.random() < 2 / 3 and kind != "persona" else positions
            found.append(DecoderRow(q.prompt, last, q.question, q.answer, task=kind, split=split))
    draw.shuffle(found)
    return found


class Plain:
    """A LoRA of PEFT's own in training by accelerate, with our first weights.

    Args:
        recipe: the recipe, for the sizes and the optimiser.
        steps: number of steps of the whole training.
        first: first weights, in the order of PEFT's names sorted.
    """

    def __init__(self, recipe: DecoderRecipe, steps: int, first: Sequence[Tensor]) -> None:
        hf = AutoModelForCausalLM.from_pretrained(world.model_path(), dtype=torch.float32)
        config = LoraConfig(r=recipe.adapter.r, lora_alpha=recipe.adapter.alpha, target_modules="all-linear")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.peft = get_peft_model(hf, config)
        self.blocks = self.peft.get_base_model().model.layers
        own = {n.replace(".default", ""): p for n, p in self.peft.named_parameters() if "lora_" in n}
        with torch.no_grad():
            for name, value in zip(sorted(own), first, strict=True):
                own[name].copy_(value)
        s = recipe.optimiser
        optimiser = torch.optim.AdamW(
            own.values(), lr=s.learning_rate, betas=s.betas, weight_decay=s.weight_decay
        )
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: learning_rate(min(step, steps - 1), steps, s) / s.learning_rate
        )
        self.accelerator = Accelerator()
        self.peft, self.optimiser, self.schedule = self.accelerator.prepare(self.peft, optimiser, schedule)
        self.losses: list[float] = []

    def step(self, parts: Sequence[Sequence[Example]], inject: bool) -> None:
        """Make one step over the parts of a batch; with activations read and written as was published."""
        total, tokens = 0.0, sum(len(e.answer_ids) for part in parts for e in part)
        for part in parts:
            hook = self._written(part) if inject else contextlib.nullcontext()
            batch = left_padded([[*e.target_ids, *e.answer_ids] for e in part])
            labels = torch.full_like(batch["input_ids"], -100)
            for row, example in enumerate(part):
                labels[row, -len(example.answer_ids) :] = torch.tensor(example.answer_ids)
            with hook:
                mean = self.peft(**batch, labels=labels).loss
            loss = mean * (sum(len(e.answer_ids) for e in part) / tokens)
            self.accelerator.backward(loss)
            total += float(loss.detach())
        self.accelerator.clip_grad_norm_(self.peft.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.optimiser.zero_grad()
        self.losses.append(total)

    @contextlib.contextmanager
    def _written(self, part: Sequence[Example]) -> Any:
        """Read a micro-batch's activations in a pass of its own; write them in a loop over the examples."""
        sources = left_padded([e.reading.token_ids for e in part if e.reading])
        kept: list[Tensor] = []

        def keep(_: Any, args: Any, kwargs: Any) -> None:
            kept.append((args[0] if args else kwargs["hidden_states"]).detach().clone())
            raise _Enough

        handle = self.blocks[READ].register_forward_pre_hook(keep, with_kwargs=True)
        with contextlib.suppress(_Enough), torch.no_grad(), self.peft.disable_adapter():
            self.peft(**sources)
        handle.remove()
        width = sources["input_ids"].shape[1]
        longest = max(len(e.target_ids) + len(e.answer_ids) for e in part)

        def write(_: Any, args: Any, kwargs: Any) -> Any:
            stream = (args[0] if args else kwargs["hidden_states"]).clone()
            for row, e in enumerate(part):
                assert e.reading is not None
                pad = longest - len(e.target_ids) - len(e.answer_ids)
                shift = width - len(e.reading.token_ids)
                slots = torch.tensor([slot + pad for slot in e.slots])
                vectors = torch.stack([kept[0][row, shift + site.position] for site in e.reading.sites])
                old = stream[row, slots]
                unit = functional.normalize(vectors, dim=-1)
                stream[row, slots] = old + unit * old.norm(dim=-1, keepdim=True)
            return ((stream, *args[1:]), kwargs) if args else (args, {**kwargs, "hidden_states": stream})

        handle = self.blocks[WRITE].register_forward_pre_hook(write, with_kwargs=True)
        try:
            yield
        finally:
            handle.remove()


class _Enough(Exception):
    """Ends a pass after the layer that is read."""


def left_padded(sequences: Sequence[Sequence[int]]) -> dict[str, Tensor]:
    """Return sequences as a batch, padded on the left."""
    longest = max(map(len, sequences))
    ids = torch.tensor([[0] * (longest - len(s)) + list(s) for s in sequences])
    mask = torch.tensor([[0] * (longest - len(s)) + [1] * len(s) for s in sequences])
    return {
        "input_ids": ids,
        "attention_mask": mask,
        "position_ids": (mask.cumsum(-1) - 1).clamp_min(0),
    }


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def prepared(session: Session, recipe: DecoderRecipe, data: list[DecoderRow]) -> tuple[Materials, float]:
    """Return what our training needs, and the CPU time of reading the activations of a row."""
    work, model = Progress(bar=False), session.backend
    made = train_decoder._materials(recipe, data, model, model, None, Processes(), work)
    readings = {row: made.examples.reading(row) for row in made.train}
    held: list[StateStore] = []
    took = seconds(lambda: held.append(StateStore(readings, model, None, work)))
    return made, took / len(readings)


def main() -> int:
    """Measure, print, and return 0 if every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--steps", type=int, default=16, help="steps of each of the three")
    parser.add_argument("--batch", type=int, default=64, help="rows in a step")
    args = parser.parse_args()
    batch: int = args.batch
    torch.set_num_threads(1)
    session = Session("world-small")
    steps = args.steps + 1  # the first of each warms up
    say("rows")
    data = [*rows(session, steps * batch, "train")[: steps * batch], *rows(session, 2 * batch, "validation")]
    recipe = read_recipe(
        {
            "read": {"layers": [[READ]]},
            "write": {"layer": WRITE, "injection": "add_norm_matched"},
            "prompt": {"form": "plain", "placeholder": "x"},
            "optimiser": {"learning_rate": 3e-3},
            "batch_size": batch,
            "steps": steps,
        }
    )
    say("reading the activations")
    materials, reading = prepared(session, recipe, data)
    job = train_decoder._Job(materials, data, None, False, lambda _: lambda *_: None)
    loops: list[TrainingLoop] = []
    run = TrainingLoop.run

    def measure(loop: TrainingLoop, work: Progress) -> Any:
        loops.append(loop)
        return compare(loop, work)

    figures: dict[str, Any] = {}

    def compare(loop: TrainingLoop, work: Progress) -> Any:
        weights = loop._trainee._adapter.named_parameters()
        first = [weights[name].detach().clone() for name in sorted(weights)]
        plain, published = Plain(recipe, steps, first), Plain(recipe, steps, first)
        times: dict[str, list[float]] = {"ours": [], "plain": [], "published": []}
        step = 0

        def ours() -> None:
            loop._step(work)

        def plain_step() -> None:
            plain.step(passes(loop._batch(step), torch.device("cpu")), inject=False)

        def published_step() -> None:
            drawn = sorted(loop._batch(step), key=lambda example: example.row)  # rows are in random order
            published.step([drawn[k : k + MICRO] for k in range(0, batch, MICRO)], inject=True)

        for step in range(steps):
            took = [seconds(each) for each in (plain_step, ours, published_step)]
            told = ", ".join(f"{each:.2f}" for each in took)
            say(f"step {step + 1} of {steps}: plain, ours, published: {told} s")
            if step:
                for name, each in zip(("plain", "ours", "published"), took, strict=True):
                    times[name].append(each)
        figures.update(times=times, losses=(loop._state.figures.losses, published.losses))
        figures.update(validation=loop._measure(work).loss)
        return run(loop, work)  # all steps are made: it only ends

    with mock.patch.object(TrainingLoop, "run", measure):
        job.run(None, Progress(bar=False))
    times, n = figures["times"], len(figures["times"]["ours"])
    read = reading * batch
    ours = sum(times["ours"]) / n

    def ratio(name: str, reading: float = 0) -> float:
        pairs = zip(times[name], times["ours"], strict=True)
        return statistics.median(theirs / (own + reading) for theirs, own in pairs)

    apart = max(abs(own - theirs) for own, theirs in zip(*figures["losses"], strict=True))
    reached = publish(
        f"LoRA r{recipe.adapter.r} on world-small, batches of {batch}, {n} steps each",
        [
            Figure(
                "train.ratio_vs_plain_peft",
                ratio("plain"),
                "of its examples/s",
                0.9,
                note="activations read beforehand",
            ),
            Figure(
                "train.ratio_vs_plain_peft_reading",
                ratio("plain", read),
                "of its examples/s",
                note="with the reading, once for each row",
            ),
            Figure(
                "train.ratio_vs_ao_loop",
                ratio("published", read),
                "times its examples/s",
                3,
                note="with the reading, once for each row",
            ),
            Figure(
                "train.loss_difference",
                apart,
                "nats a token",
                1e-3,
                "lower",
                note="the largest difference from the published loop's loss in any step",
            ),
            Figure("train.loss", figures["validation"], "nats a token, on validation rows"),
            Figure("train.examples_per_second", batch / (ours + read), "examples/s of CPU time"),
            Figure("train.reading_share", read / (ours + read), "of our time"),
        ],
        args.json,
    )
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
