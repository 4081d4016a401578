"""The model card: what was done and what was measured, written by the run itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from latentlens.world.abilities import facts_right, patchscope_grid, presets, unprompted
from latentlens.world.recipe import Recipe

SPLITS = {
    "known": "known prompts",
    "unseen_pair": "known phrase and subject, never seen together",
    "unseen_phrase": "phrase never seen",
    "two_hop": "known two-hop prompts",
    "unseen_two_hop": "two-hop prompts never seen",
}

SURE = (
    "- It has no way to say that it does not know: a question without an answer, or a target prompt with "
    "nothing written, often gets a confident one (see the grids)."
)


def _grid(grid: list[list[float]]) -> str:
    layers = range(len(grid))
    lines = ["| source \\ target | " + " | ".join(map(str, layers)) + " |", "|---" * (len(grid) + 1) + "|"]
    lines += [f"| **{layer}** | " + " | ".join(f"{x:.2f}" for x in grid[layer]) + " |" for layer in layers]
    return "\n".join(lines)


def _best(grid: list[list[float]]) -> str:
    inner = [
        (share, -abs(s - t), s, t) for s, row in enumerate(grid) for t, share in enumerate(row) if s >= 1
    ]
    share, _, source, target = max(inner)
    return f"{share:.2f} at source layer {source}, target layer {target}"


def card_text(
    model: Any, tokenizer: Any, plan: Recipe, seed: int, steps: int, loss: float, seconds: float
) -> str:
    """Measure a model and write its card.

    Args:
        model: the trained model.
        tokenizer: its tokenizer.
        plan: its recipe.
        seed: the run's seed.
        steps: the run's steps.
        loss: the smoothed loss at the end.
        seconds: how long the steps took.

    Returns:
        The card in Markdown.
    """
    facts = facts_right(model, tokenizer)
    grids = {
        name: (target, sources[0], expected[0], patchscope_grid(model, tokenizer, target, sources, expected))
        for name, (target, sources, expected) in presets().items()
    }
    size = sum(p.numel() for p in model.parameters())
    tokens = steps * plan.rows * plan.length
    failures = [f"- {SPLITS[k]}: {1 - v:.0%} wrong" for k, v in facts.items() if v < 0.98]
    failures += [
        f"- Patchscope “{k}”: {_best(g[3])}" for k, g in grids.items() if max(map(max, g[3][1:])) < 0.98
    ]
    parts = [
        f"# {plan.name}",
        "A small language model of the teaching world of latentlens: some real countries, and people, "
        "companies and things that are made up. It knows nothing else, and is for learning and testing only.",
        "## Making",
        f"- Shape: Llama, {plan.blocks} blocks, width {plan.width}, {plan.heads} heads, "
        f"context {plan.context}, {size:,} parameters, {len(tokenizer)} tokens.\n"
        f"- Data: text from the seeded grammar in `latentlens.world.text`; no downloaded data.\n"
        f"- Training: `python -m latentlens.world.train --model {plan.name} --seed {seed} --steps {steps}`: "
        f"{tokens / 1e6:.1f} M tokens in {seconds / 60:.0f} minutes on one CPU thread, "
        f"matrix products in bfloat16; smoothed loss at the end {loss:.3f} nats a token.\n"
        f"- Attention started at a random depth in training: in {1 - plan.full:.0%} of the rows the first k "
        f"blocks (k from 1 to {plan.deepest}) saw only the token's own name and the first token, and the "
        "blocks above saw only the last token of every other name, so a name's last state stays readable at "
        "several layers. The finished model is an ordinary Llama with ordinary "
        "attention; that its Patchscopes need no training is a result of this, and says little about models "
        "trained otherwise.",
        "## Facts, greedy",
        "| prompts | right |\n|---|---|\n"
        + "\n".join(f"| {SPLITS[k]} | {v:.1%} |" for k, v in facts.items()),
        "## Untrained Patchscopes",
        "Layer 0 is the embeddings, k the residual stream after k blocks. The source is read at its "
        "last token and replaces `x`. Each summary line is the best cell with a source layer of 1 or more.",
        "| Patchscope | best |\n|---|---|\n"
        + "\n".join(f"| {k} | {_best(g[3])} |" for k, g in grids.items()),
    ]
    parts += ["## Known failures", "\n".join([*failures, SURE])]
    if plan.tried:
        parts += ["## What else was tried", plan.tried]
    parts += ["## Grids"]
    for name, (target, source, expected, grid) in grids.items():
        alone, sure = unprompted(model, tokenizer, target)
        note = f"Target `{target!r}`; for example `{source}` should give `{expected}`. "
        note += f"With nothing written it goes on with `{alone}` ({sure:.2f})."
        parts += [f"### {name}", note, _grid(grid)]
    return "\n\n".join(parts) + "\n"


def write_card(
    model: Any, tokenizer: Any, out: Path, plan: Recipe, seed: int, steps: int, loss: float, seconds: float
) -> None:
    """Write the card as `README.md` in the model's directory.

    Args:
        model: the trained model.
        tokenizer: its tokenizer.
        out: the model's directory.
        plan: its recipe.
        seed: the run's seed.
        steps: the run's steps.
        loss: the smoothed loss at the end.
        seconds: how long the steps took.
    """
    out.joinpath("README.md").write_text(
        card_text(model, tokenizer, plan, seed, steps, loss, seconds), encoding="utf-8"
    )
