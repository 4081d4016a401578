"""A 12 × 16 Patchscope grid on a GPT-2-small shape: latentlens against one forward pass per cell.

Both run on one thread, in one process, on the same random weights and the same source vectors; trust the
ratio, not the seconds.

    python benchmarks/sweep.py [--json PATH] [--layers 12] [--positions 16]
"""

from __future__ import annotations

import argparse
import pathlib
import statistics
import sys
import time
from collections.abc import Callable

import torch
from transformers import AutoTokenizer, GPT2Config, GPT2LMHeadModel

from latentlens import Lens, Patchscope, Session, Sweep, world
from latentlens.activations.trace import Trace
from latentlens.experiments.bars import Figure, publish
from latentlens.readers.presets import IDENTITY_PROMPT
from latentlens.readers.target_prompts import TextPrompt
from peers.memory import peak_memory
from progress import say

PROMPT = "Every summer people from France and Japan meet in a town by the sea to talk about"


def random_gpt2_small() -> Session:
    """Return a session on random weights of GPT-2 small's shape, with the bundled model's tokenizer."""
    torch.manual_seed(0)
    model = GPT2LMHeadModel(GPT2Config(attn_implementation="eager")).eval()
    return Session((model, AutoTokenizer.from_pretrained(world.model_path())))


def cell_loop(trace: Trace, reader: Patchscope, cells: list[tuple[int, int]]) -> list[torch.Tensor]:
    """Run the same grid as a TransformerLens user would: one hooked forward pass per cell."""
    from transformer_lens.model_bridge import TransformerBridge

    bridge: TransformerBridge = trace.backend.model.bridge
    prompt = reader.target(trace.backend)
    target, (slot,) = torch.tensor([prompt.token_ids]), prompt.slots
    resid = trace.resid
    logits = []
    with torch.no_grad():
        for number, (layer, position) in enumerate(cells):
            if number % 16 == 0:
                say(f"one pass a cell: {number} of {len(cells)}")

            def patch(
                x: torch.Tensor, hook: object, v: torch.Tensor = resid[layer, position]
            ) -> torch.Tensor:
                x[:, slot] = v
                return x

            name = f"blocks.{layer - 1}.hook_resid_post"  # the residual stream after `layer` blocks
            logits.append(bridge.run_with_hooks(target, fwd_hooks=[(name, patch)])[0, -1])
    return logits


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> int:
    """Measure, print, and return 0 if every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--positions", type=int, default=16)
    args = parser.parse_args()
    torch.set_num_threads(1)

    say("opening the model")
    session = random_gpt2_small()
    trace = session.run(PROMPT)
    if len(trace) < args.positions:
        parser.error(f"the source prompt has {len(trace)} tokens; ask for at most as many positions")
    reader = Patchscope(TextPrompt(IDENTITY_PROMPT, "?"), max_new_tokens=1)
    layers, positions = range(1, args.layers + 1), range(len(trace) - args.positions, len(trace))
    cells = [(k, p) for k in layers for p in positions]
    session.sweep(trace, Lens(), layers=[0], positions=[0], controls=False)  # imports and first touch

    def grid(*, controls: bool = False) -> Sweep:
        return session.sweep(trace, reader, layers=layers, positions=positions, controls=controls)

    say("the grid, six times, then with its controls")
    with peak_memory() as peak:
        began = time.process_time()
        sweep = grid()
        first = time.process_time() - began
    # The loop is warm from its second cell on, so the sweep is timed warm too; its first run is shown beside.
    ours = statistics.median(seconds(grid) for _ in range(5))
    with_controls = seconds(lambda: grid(controls=True))
    alone: list[torch.Tensor] = []
    loop = seconds(lambda: alone.extend(cell_loop(trace, reader, cells)))

    together = sweep.logits().flatten(0, 1)  # layer by layer, as the loop runs them
    difference = max(float((a - b).abs().max()) for a, b in zip(alone, together, strict=True))
    same = sum(
        int(a.argmax()) == sweep.answers[cell].token_ids[0] for a, cell in zip(alone, cells, strict=True)
    )
    n_target = len(reader.target(session.backend).token_ids)
    reached = publish(
        f"Patchscope grid {args.layers} × {args.positions}, {n_target}-token target, GPT-2-small shape",
        [
            Figure("sweep.ratio_vs_loop", loop / ours, "times faster", 40),
            Figure("sweep.max_logit_difference", difference, "logits", 1e-4, "lower"),
            Figure("sweep.peak_mb", peak[0], "MB over the loaded model", 150, "lower"),
            Figure("sweep.same_top_token", same / len(cells), "share of cells", 1.0),
            Figure("sweep.seconds", ours, "s, CPU time, median of 5"),
            Figure("sweep.first_seconds", first, "s, CPU time, the first of them"),
            Figure("sweep.seconds_with_controls", with_controls, "s, CPU time"),
            Figure("sweep.loop_seconds", loop, "s, CPU time"),
        ],
        args.json,
    )
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
