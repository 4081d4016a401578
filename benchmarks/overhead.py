"""What latentlens adds to the speed of plain transformers: a model after opening, decoding, capturing.

And what a call takes while an Explorer's cells are read in the background, beside the call alone.

A random Llama of 32 narrow layers, float32, one thread: its products are small, so that the cost of calling
each module shows, as it does on a GPU. Both sides run in one process, in turns, on the same weights; each
figure is the ratio of the median CPU times over the rounds. Trust the ratios, not the seconds.

    python benchmarks/overhead.py [--json PATH] [--layers 32] [--width 32] [--rounds 15]
"""

from __future__ import annotations

import argparse
import contextlib
import pathlib
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import torch
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

from latentlens import Lens, Patchscope, Session, world
from latentlens.activations.trace import Trace
from latentlens.ask.lens_difference import lens_difference
from latentlens.errors import Cancelled
from latentlens.experiments.bars import Figure, publish
from latentlens.explorer.lens import blocks
from latentlens.explorer.making_way import IDLE_SECONDS_AFTER, MakingWay
from latentlens.model.in_use import in_background
from progress import say

NEW_TOKENS = 16
ROWS = 48
POSITIONS = 64


def random_llama(layers: int, width: int) -> tuple[Any, Any]:
    """Return a random model that never ends an answer, and the bundled models' tokenizer."""
    tokenizer = AutoTokenizer.from_pretrained(world.model_path())
    torch.manual_seed(0)
    config = LlamaConfig(
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=layers,
        num_attention_heads=4,
        vocab_size=len(tokenizer),
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=None,
        pad_token_id=tokenizer.pad_token_id or 0,
    )
    return LlamaForCausalLM(config).eval(), tokenizer


def in_turns(name: str, rounds: int, *works: Callable[[], object]) -> list[float]:
    """Return the median CPU time of each function, run in turns, so that other load affects all alike."""
    took: list[list[float]] = [[] for _ in works]
    for warm in range(rounds + 2):
        say(f"{name}: {f'round {warm - 1} of {rounds}' if warm >= 2 else 'to get warm'}")
        for own, work in zip(took, works, strict=True):
            began = time.process_time()
            work()
            if warm >= 2:
                own.append(time.process_time() - began)
    return [statistics.median(own) for own in took]


@contextlib.contextmanager
def reading(trace: Trace, minus: Trace) -> Iterator[None]:
    """Compare the lenses of two traces in the background meanwhile, page by page, as an Explorer does."""
    stop, at_work = threading.Event(), threading.Event()
    failures: list[BaseException] = []

    def read() -> None:
        progress = MakingWay(stop.is_set, on_update=lambda work: work.done and at_work.set())
        try:
            with in_background(IDLE_SECONDS_AFTER), contextlib.suppress(Cancelled):
                while True:
                    for layers, start, stop_at in blocks(trace):
                        lens_difference(
                            trace, minus, Lens(), trace.backend, range(len(trace)),
                            layers=layers, positions=range(start, stop_at), progress=progress,
                        )  # fmt: skip
        except BaseException as error:  # noqa: BLE001 - raised again in the thread of the call
            failures.append(error)
        finally:
            at_work.set()

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        at_work.wait()
        yield
    finally:
        stop.set()
        thread.join()
    if failures:
        raise failures[0]


def beside_reading(rounds: int, trace: Trace, minus: Trace, call: Callable[[], object]) -> list[float]:
    """Return the median CPU time of all threads during a call: alone, and while lenses are compared."""
    took: list[list[float]] = [[], []]
    for number in range(rounds):
        say(f"beside a comparison: round {number + 1} of {rounds}")
        for own, meanwhile in zip(took, (contextlib.nullcontext(), reading(trace, minus)), strict=True):
            with meanwhile:
                began = time.process_time()
                call()
                own.append(time.process_time() - began)
    return [statistics.median(own) for own in took]


@torch.no_grad()
def main() -> int:
    """Measure, print, and return 0 if every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--layers", type=int, default=32)
    parser.add_argument("--width", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    torch.set_num_threads(1)

    never, tokenizer = random_llama(args.layers, args.width)
    opened, _ = random_llama(args.layers, args.width)
    session = Session((opened, tokenizer))
    prompt = " ".join(f"{word}" for word in ["the", "town", "by", "the", "sea"] * POSITIONS)
    ids = session.backend.tokenizer.encode(prompt)[:POSITIONS]
    trace = session.run(ids)
    batch = torch.tensor([ids])

    untouched, touched = in_turns("forward pass", args.rounds, lambda: never(batch), lambda: opened(batch))

    reader = Patchscope("The language of x is", 0, max_new_tokens=NEW_TOKENS)
    target = torch.tensor([reader.target(session.backend).token_ids])

    def generate(rows: int) -> Any:
        again = target.expand(rows, -1)
        return never.generate(
            again, attention_mask=torch.ones_like(again), max_new_tokens=NEW_TOKENS, do_sample=False
        )

    def ask() -> Any:
        return session.ask(trace, 1, 3, reader, controls=False)

    def sweep() -> Any:
        return session.sweep(trace, reader, layers=[1], positions=range(ROWS), controls=False)

    assert len(ask().token_ids) == NEW_TOKENS == generate(1).shape[1] - target.shape[1]
    one, asked = in_turns("decoding one row", args.rounds, lambda: generate(1), ask)
    many, swept = in_turns(f"decoding {ROWS} rows", args.rounds, lambda: generate(ROWS), sweep)
    alone, beside = beside_reading(args.rounds, trace, session.run(ids[::-1]), sweep)
    layers = range(session.backend.n_layers + 1)
    states, captured = in_turns(
        "capturing",
        args.rounds,
        lambda: torch.stack(never(batch, output_hidden_states=True, logits_to_keep=1).hidden_states),
        lambda: session.backend.capture([ids], layers),
    )
    reached = publish(
        f"Llama of {args.layers} layers, width {args.width}; one thread",
        [
            Figure("open.user_model_ratio", touched / untouched, "after / before opening", 1.03, "lower"),
            Figure("decode.ratio_vs_generate", asked / one, "ask / generate, one row", 1.3, "lower"),
            Figure(
                "decode.rows_ratio_vs_batch", swept / many, f"sweep / generate, {ROWS} rows", 1.2, "lower"
            ),
            Figure(
                "capture.ratio_vs_hidden_states",
                captured / states,
                f"capture / output_hidden_states, {POSITIONS} tokens",
                1.2,
                "lower",
            ),
            Figure(
                "background.call_ratio",
                beside / alone,
                f"all threads while lenses of {POSITIONS} tokens are compared / sweep alone",
                1.3,
                "lower",
            ),
            Figure("open.forward_ms", 1000 * touched, "ms, CPU time"),
            Figure("decode.ask_ms", 1000 * asked, f"ms, CPU time, {NEW_TOKENS} tokens"),
            Figure("decode.sweep_ms", 1000 * swept, f"ms, CPU time, {ROWS} × {NEW_TOKENS} tokens"),
            Figure("capture.ms", 1000 * captured, "ms, CPU time"),
        ],
        args.json,
    )
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
