"""Train a shipped model from nothing: `python -m latentlens.world.train --model world-small --seed 0`.

One thread on one machine gives the same weights every time; a stopped run goes on where it was.
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from torch import nn

from latentlens.model.fresh import fresh_model
from latentlens.world.card import write_card
from latentlens.world.checkpoint import load_checkpoint, save_checkpoint
from latentlens.world.narrow import draw_depths, masked
from latentlens.world.recipe import RECIPES, Recipe, recipe
from latentlens.world.rows import make_rows
from latentlens.world.tokenizer import train_tokenizer


def rate_at(step: int, steps: int, plan: Recipe) -> float:
    """Give the learning rate: a linear rise, then half a cosine down to a hundredth.

    Args:
        step: the step about to be made, from 0.
        steps: how many steps the run has.
        plan: the recipe.

    Returns:
        The rate.
    """
    if step < plan.warmup:
        return plan.rate * (step + 1) / plan.warmup
    done = (step - plan.warmup) / max(1, steps - plan.warmup)
    return plan.rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, done))))


@dataclass
class Run:
    """A model in training."""

    plan: Recipe
    seed: int
    steps: int
    tokenizer: Any
    model: Any
    optimizer: torch.optim.Optimizer
    step: int = 0
    seconds: float = 0.0
    loss: float = math.nan

    def advance(self) -> None:
        """Make one step; its rows depend on the seed and the step alone."""
        begun = time.perf_counter()
        for group in self.optimizer.param_groups:
            group["lr"] = rate_at(self.step, self.steps, self.plan)
        text = Random(f"{self.seed}:{self.step}")  # noqa: S311 - text, not secrets
        rows = make_rows(self.tokenizer, text, self.plan.rows, self.plan.length)
        chance = torch.Generator().manual_seed(self.seed * 1_000_003 + self.step)
        depths = draw_depths(chance, self.plan.rows, self.plan.deepest, self.plan.full)
        with masked(self.model.model.layers, rows, depths), torch.autocast("cpu", torch.bfloat16):
            logits = self.model(input_ids=rows.ids).logits
        loss = nn.functional.cross_entropy(logits[:, :-1].float().flatten(0, 1), rows.ids[:, 1:].flatten())
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        value = loss.item()
        self.loss = value if math.isnan(self.loss) else 0.98 * self.loss + 0.02 * value
        self.step += 1
        self.seconds += time.perf_counter() - begun

    def save(self, path: Path) -> None:
        """Write a checkpoint from which `start` goes on exactly.

        Args:
            path: the checkpoint file.
        """
        numbers = {"step": self.step, "seconds": self.seconds, "loss": self.loss, "seed": self.seed}
        save_checkpoint(path, self.model, self.optimizer, numbers | {"steps": self.steps})


def start(plan: Recipe, seed: int, steps: int, checkpoint: Path | None = None) -> Run:
    """Begin a run, or take it up again from its checkpoint.

    Args:
        plan: the recipe.
        seed: the seed of weights and text.
        steps: how many steps the whole run has; the learning rate depends on it.
        checkpoint: a checkpoint file; a missing one is no error.

    Returns:
        The run.

    Raises:
        ValueError: the checkpoint belongs to a run with another seed or length.
    """
    tokenizer = train_tokenizer()
    torch.manual_seed(seed)
    model = fresh_model(plan.config(len(tokenizer)))
    model.set_attn_implementation("eager")  # twice as fast as the fused kernel, whose bfloat16 is slow here
    model.train()
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=plan.rate, weight_decay=plan.decay, betas=(0.9, 0.98)
    )
    run = Run(plan, seed, steps, tokenizer, model, optimizer)
    if checkpoint is not None and checkpoint.exists():
        numbers = load_checkpoint(checkpoint, model, optimizer)
        if (numbers["seed"], numbers["steps"]) != (seed, steps):
            raise ValueError(
                f"{checkpoint} was made with seed {numbers['seed']} for {numbers['steps']} steps; "
                f"asked for seed {seed} and {steps} steps: give another --out"
            )
        run.step, run.seconds, run.loss = numbers["step"], numbers["seconds"], numbers["loss"]
    return run


def export(run: Run, out: Path) -> None:
    """Write a directory that `transformers` and TransformerLens open.

    Args:
        run: the run.
        out: the directory.
    """
    run.model.save_pretrained(out)
    run.tokenizer.save_pretrained(out)


def main(arguments: list[str] | None = None) -> None:
    """Train, then measure, then write the model card.

    Args:
        arguments: the command line, the process's own if not given.
    """
    parser = argparse.ArgumentParser(prog="python -m latentlens.world.train", description=__doc__)
    parser.add_argument("--model", default="world-small", choices=sorted(RECIPES))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--every", type=int, default=500, help="steps between checkpoints")
    asked = parser.parse_args(arguments)
    torch.set_num_threads(1)  # the order of sums, and so the weights, depend on the number of threads
    plan = recipe(asked.model)
    out = asked.out or Path(asked.model)
    checkpoint = out / "training" / "checkpoint.safetensors"
    run = start(plan, asked.seed, asked.steps or plan.steps, checkpoint)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        task = progress.add_task(plan.name, total=run.steps, completed=run.step)
        while run.step < run.steps:
            run.advance()
            progress.update(task, completed=run.step, description=f"{plan.name} loss {run.loss:.3f}")
            if run.step % asked.every == 0 or run.step == run.steps:
                run.save(checkpoint)
                export(run, out)
    run.model.eval()
    write_card(run.model, run.tokenizer, out, plan, run.seed, run.steps, run.loss, run.seconds)


if __name__ == "__main__":
    main()
