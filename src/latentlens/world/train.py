"""Train a bundled model from scratch: `python -m latentlens.world.train --model world-small --seed 0`.

One thread on one machine gives the same weights every time; a stopped run resumes from its checkpoint.
"""

from __future__ import annotations

import argparse
import dataclasses
import logging
import math
import time
from pathlib import Path
from random import Random
from typing import Any

import torch
from accelerate import Accelerator
from jaxtyping import Float, Int
from torch import Tensor, nn

from latentlens.display.progress import track
from latentlens.errors import InputError
from latentlens.files.atomic import write_atomically
from latentlens.files.checksums import write_checksums
from latentlens.files.restored import restored
from latentlens.model.init_model import init_model
from latentlens.model.quiet_transformers import no_transformers_bars
from latentlens.world import PROMPTS
from latentlens.world.checkpoint import load_checkpoint, save_checkpoint
from latentlens.world.narrow_attention import draw_depths, narrow_masks
from latentlens.world.packed_rows import NameFinder, make_packed_rows
from latentlens.world.recipe import RECIPES, Recipe, recipe
from latentlens.world.word_tokenizer import make_tokenizer

_LOG = logging.getLogger(__name__)


def learning_rate(step: int, plan: Recipe) -> float:
    """Return the learning rate: linear warm-up, half a cosine down to 1 %, and the same again to finish.

    Args:
        step: index of the step about to be made, from 0.
        plan: the recipe.

    Returns:
        The learning rate.
    """
    if step < plan.steps:
        return plan.rate * _warmup_cosine(step, plan.steps, plan.warmup)
    return plan.finish_rate * _warmup_cosine(step - plan.steps, plan.finish, plan.warmup)


def _warmup_cosine(step: int, steps: int, warmup: int) -> float:
    if step < warmup:
        return (step + 1) / warmup
    done = (step - warmup) / max(1, steps - warmup)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))


@dataclasses.dataclass(frozen=True)
class _RunState:
    """The numbers of a run that its checkpoint holds."""

    step: int
    seconds: float
    loss: float
    seed: int
    steps: int
    finish: int


@dataclasses.dataclass
class TrainingRun:
    """A model in training."""

    plan: Recipe
    seed: int
    tokenizer: Any
    names: NameFinder
    model: Any
    optimizer: Any
    accelerator: Accelerator
    step: int = 0
    seconds: float = 0.0
    loss: float = math.nan

    def advance(self) -> None:
        """Make one training step; its rows depend only on the seed and the step."""
        begun = time.perf_counter()
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.step, self.plan)
        text = Random(f"{self.seed}:{self.step}")  # noqa: S311 - text, not secrets
        plan, finishing = self.plan, self.step >= self.plan.steps
        rows = make_packed_rows(self.tokenizer, self.names, text, plan.rows, plan.length, finishing=finishing)
        chance = torch.Generator().manual_seed(self.seed * 1_000_003 + self.step)
        deepest = plan.finish_deepest if finishing else plan.deepest
        depths = draw_depths(chance, plan.rows, deepest, plan.full)
        ids = rows.ids.to(self.accelerator.device)
        with narrow_masks(self.model.model.layers, rows, depths, self.accelerator.device):
            out = self.model(input_ids=ids, output_hidden_states=finishing)
        loss = next_token_loss(out.logits, ids)
        if finishing and plan.finish_early:
            model = self.accelerator.unwrap_model(self.model)
            early = model.lm_head(model.model.norm(out.hidden_states[plan.early_layer]))
            loss = loss + plan.finish_early * next_token_loss(early, ids)
        self.optimizer.zero_grad()
        self.accelerator.backward(loss)
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        value = loss.item()
        self.loss = value if math.isnan(self.loss) else 0.98 * self.loss + 0.02 * value
        self.step += 1
        self.seconds += time.perf_counter() - begun

    def save(self, path: Path) -> None:
        """Write a checkpoint from which `start_run` resumes exactly.

        Args:
            path: checkpoint file.
        """
        numbers = {"step": self.step, "seconds": self.seconds, "loss": self.loss}
        save_checkpoint(path, self.model, self.optimizer, numbers | self._fixed_settings())

    def _fixed_settings(self) -> dict[str, int]:
        """Numbers that must be the same when the run resumes: learning rate and text depend on them."""
        return {"seed": self.seed, "steps": self.plan.steps, "finish": self.plan.finish}

    def resume(self, path: Path) -> None:
        """Resume from a checkpoint.

        Args:
            path: checkpoint file.

        Raises:
            InputError: if it is damaged, or of a run with another seed or length.
        """
        numbers = restored(_RunState, load_checkpoint(path, self.model, self.optimizer), f"{path}: run")
        other = {name: getattr(numbers, name) for name in self._fixed_settings()}
        if other != self._fixed_settings():
            wanted = _listed(self._fixed_settings())
            raise InputError(f"{path} was made with {_listed(other)}; asked for {wanted}: give another --out")
        self.step, self.seconds, self.loss = numbers.step, numbers.seconds, numbers.loss


def next_token_loss(logits: Float[Tensor, "row token vocab"], ids: Int[Tensor, "row token"]) -> Tensor:
    """Return the mean next-token cross-entropy over all rows, in nats.

    Args:
        logits: logits at every token.
        ids: the token ids.
    """
    return nn.functional.cross_entropy(logits[:, :-1].float().flatten(0, 1), ids[:, 1:].flatten())


def _listed(numbers: dict[str, int]) -> str:
    return ", ".join(f"{name} {value}" for name, value in numbers.items())


def start_run(plan: Recipe, seed: int, checkpoint: Path | None = None) -> TrainingRun:
    """Begin a run, or resume it from its checkpoint.

    Args:
        plan: the recipe.
        seed: seed of the weights and the text.
        checkpoint: checkpoint file; None or a missing file begins a new run.

    Returns:
        The run.

    Raises:
        InputError: if the checkpoint is damaged, or of a run with another seed or length.
    """
    tokenizer = make_tokenizer(plan.context)
    torch.manual_seed(seed)
    model = init_model(plan.config(len(tokenizer)))
    model.set_attn_implementation("eager")  # twice as fast as the fused kernel, whose bfloat16 is slow here
    model.train()
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=plan.rate, weight_decay=plan.decay, betas=(0.9, 0.98)
    )
    accelerator = Accelerator(mixed_precision="bf16")
    model, optimizer = accelerator.prepare(model, optimizer)
    run = TrainingRun(plan, seed, tokenizer, NameFinder(tokenizer), model, optimizer, accelerator)
    if checkpoint is not None and checkpoint.exists():
        run.resume(checkpoint)
    return run


def export(run: TrainingRun, out: Path) -> None:
    """Write a model directory that `transformers` and TransformerLens open.

    The weights are stored in half precision, which halves their size and changes no result that is measured;
    the configuration says float32, so they are loaded and computed with in float32.

    Args:
        run: the finished run.
        out: directory to write to.
    """
    model = run.accelerator.unwrap_model(run.model)
    once: dict[int, torch.Tensor] = {}  # tied weights stay one tensor, and so are stored once
    half = {
        name: once.setdefault(value.data_ptr(), value.detach().half().cpu())
        for name, value in model.state_dict().items()
    }
    with no_transformers_bars():
        model.save_pretrained(out, state_dict=half)
    run.tokenizer.save_pretrained(out)


def card_settings(run: TrainingRun) -> dict[str, Any]:
    """Return how a model was made, for its card.

    Args:
        run: the finished run.

    Returns:
        The first argument of `card_text`.
    """
    plan = run.plan
    size = sum(p.numel() for p in run.model.parameters())
    tokens = plan.rows * plan.length / 1e6
    early = (
        f", with {plan.finish_early:g} times that of layer {plan.early_layer}" if plan.finish_early else ""
    )
    lines = {
        "Shape": f"Llama, {plan.blocks} blocks, width {plan.width}, {plan.heads} heads, context "
        f"{plan.context}, {size:,} parameters, {len(run.tokenizer):,} tokens",
        "Data": "text from the seeded grammar in `latentlens.world.text`; nothing downloaded, nothing stored",
        "Training": f"`python -m latentlens.world.train --model {plan.name} --seed {run.seed} "
        f"--steps {plan.steps} --finish {plan.finish}`: {tokens * plan.steps:.1f} + "
        f"{tokens * plan.finish:.1f} M tokens, in {run.seconds / 60:.0f} minutes on "
        f"{_device(run.accelerator)}, matrix products in bfloat16",
        "Loss at the end": f"{run.loss:.3f} nats a token{early}, smoothed over some fifty steps",
        "Weights": "stored in half precision, opened in float32",
    }
    depths = {
        "narrow": 1 - plan.full,
        "deepest": plan.deepest,
        "finish": plan.finish,
        "finish_deepest": plan.finish_deepest,
        "finish_early": plan.finish_early,
        "early_layer": plan.early_layer,
        "blocks": plan.blocks,
    }
    return {"name": plan.name, "settings": lines, "depths": depths}


def _device(accelerator: Accelerator) -> str:
    return "one CPU thread" if accelerator.device.type == "cpu" else f"one {accelerator.device.type} device"


def main(arguments: list[str] | None = None) -> None:
    """Train a model, measure it, and write its card.

    Args:
        arguments: command-line arguments; None for those of the process.
    """
    parser = argparse.ArgumentParser(prog="python -m latentlens.world.train", description=__doc__)
    parser.add_argument("--model", default="world-small", choices=sorted(RECIPES))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, help="of the text as it is; the recipe's if not given")
    parser.add_argument("--finish", type=int, help="steps after these, with more prose and lists")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--every", type=int, default=500, help="steps between checkpoints")
    options = parser.parse_args(arguments)
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    torch.set_num_threads(1)  # the order of sums, and so the weights, depends on the number of threads
    given = {
        name: getattr(options, name) for name in ("steps", "finish") if getattr(options, name) is not None
    }
    plan = dataclasses.replace(recipe(options.model), **given)
    out = (options.out or Path(options.model)).resolve()  # a bare name could be that of a bundled model
    checkpoint = out / "training" / "checkpoint.safetensors"
    run = start_run(plan, options.seed, checkpoint)
    steps = plan.steps + plan.finish
    with track(None, plan.name, unit="steps", total=steps, done=run.step) as work:
        while run.step < steps:
            run.advance()
            work.description = f"{plan.name}, loss {run.loss:.3f}"
            work.update(run.step)
            if run.step % options.every == 0 or run.step == steps:
                run.save(checkpoint)
                export(run, out)
    export(run, out)
    _write_card(run, out)


def _write_card(run: TrainingRun, out: Path) -> None:
    """Measure the model as it was written to disk, and write its card."""
    # The report uses all of latentlens, which uses the world: only this command needs both.
    from latentlens.experiments.world_report import measure
    from latentlens.experiments.world_report.card import card_text
    from latentlens.session import Session

    with Session(out) as session:
        session.prompts |= PROMPTS[run.plan.name]
        figures = list(measure(session, on_stage=lambda stage: _LOG.info("measuring %s", stage)))
    write_atomically(out / "README.md", card_text(card_settings(run), figures))
    write_checksums(out)


if __name__ == "__main__":
    main()
