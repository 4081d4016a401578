"""The same grids in float32 and in bfloat16: how much faster, and how far apart.

Both models take turns in one process, on one thread; the fastest of the rounds counts. Trust the ratios, not
the seconds: they are this processor's. The model is smollm2-135m where it was fetched, and random weights of
its shape where it was not.

    python benchmarks/bfloat16.py [--json PATH] [--layers 10] [--positions 14] [--rounds 3] [--model NAME]
"""

from __future__ import annotations

import argparse
import contextlib
import pathlib
import sys
import tempfile
import time
from collections.abc import Iterator

import torch
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

from latentlens import Patchscope, Session, Sweep, world
from latentlens.catalogue.entry import entries
from latentlens.catalogue.local_models import fetched_directory
from latentlens.experiments.bars import Figure, publish
from latentlens.model.bundled import bundled
from latentlens.readers.presets import IDENTITY_PROMPT
from latentlens.readers.target_prompts import TextPrompt
from progress import say

REAL = "smollm2-135m"
PROMPT = "Every summer people from France and Japan meet in a town by the sea to talk about"
DTYPES = ("float32", "bfloat16")


@contextlib.contextmanager
def model_to_measure(given: str | None) -> Iterator[tuple[str, pathlib.Path | str]]:
    """Yield a description of the model to measure, and what `Session` opens it by."""
    if given is not None:
        yield given, given
        return
    if fetched_directory(entries()[REAL]) is not None and bundled(REAL) is not None:
        yield REAL, REAL
        return
    with tempfile.TemporaryDirectory() as directory:
        torch.manual_seed(0)
        tokenizer = AutoTokenizer.from_pretrained(world.model_path())
        LlamaForCausalLM(
            LlamaConfig(
                vocab_size=49152,
                hidden_size=576,
                intermediate_size=1536,
                num_hidden_layers=30,
                num_attention_heads=9,
                num_key_value_heads=3,
                tie_word_embeddings=True,
            )
        ).save_pretrained(directory)
        tokenizer.save_pretrained(directory)
        yield f"random weights of {REAL}'s shape", pathlib.Path(directory)


def main() -> int:
    """Measure, print, and return 0: the figures have no bar, since they are the processor's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--layers", type=int, default=10)
    parser.add_argument("--positions", type=int, default=14)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--model", help="another model, as Session opens it")
    args = parser.parse_args()
    torch.set_num_threads(1)

    with model_to_measure(args.model) as (title, model):
        say("opening the model in both")
        sessions = {dtype: Session(model, dtype=dtype) for dtype in DTYPES}
    traces = {dtype: session.run(PROMPT) for dtype, session in sessions.items()}
    n_layers, length = traces["float32"].n_layers, len(traces["float32"])
    if length < args.positions or n_layers < args.layers:
        parser.error(f"there are {n_layers} layers and {length} positions; ask for at most as many")
    layers = [1 + k * n_layers // args.layers for k in range(args.layers)]
    grids = {
        "one token": Patchscope(TextPrompt(IDENTITY_PROMPT, "?"), max_new_tokens=1),
        "ten tokens": Patchscope(TextPrompt(IDENTITY_PROMPT, "?"), max_new_tokens=10),
    }

    def grid(dtype: str, reader: Patchscope, layers: list[int]) -> Sweep:
        positions = range(length - args.positions, length)
        return sessions[dtype].sweep(
            traces[dtype], reader, layers=layers, positions=positions, controls=False
        )

    took: dict[tuple[str, str], list[float]] = {}
    sweeps: dict[tuple[str, str], Sweep] = {}
    for number in range(args.rounds + 1):
        for name, reader in grids.items():
            for dtype in DTYPES:
                say(f"round {number} of {args.rounds}: a grid of {name}, in {dtype}")
                began = time.process_time()
                # the round before the first is of one layer: imports and first touch
                sweeps[name, dtype] = grid(dtype, reader, layers if number else layers[:1])
                if number:
                    took.setdefault((name, dtype), []).append(time.process_time() - began)
    best = {key: min(each) for key, each in took.items()}
    first = {dtype: sweeps["one token", dtype].logits().flatten(0, -2) for dtype in DTYPES}
    exact, rounded = (first[dtype].log_softmax(-1) for dtype in DTYPES)
    same = [
        a.text == sweeps["ten tokens", "bfloat16"].answers[cell].text
        for cell, a in sweeps["ten tokens", "float32"].answers.items()
    ]
    top = exact.argmax(-1) == rounded.argmax(-1)
    publish(
        f"Grids of {args.layers} × {args.positions} on {title}, in bfloat16 against float32",
        [
            Figure(
                "bfloat16.ratio_one_token",
                best["one token", "float32"] / best["one token", "bfloat16"],
                "times faster",
            ),
            Figure(
                "bfloat16.ratio_ten_tokens",
                best["ten tokens", "float32"] / best["ten tokens", "bfloat16"],
                "times faster",
            ),
            Figure("bfloat16.same_top_token", float(top.double().mean()), "share of cells"),
            Figure("bfloat16.same_ten_tokens", sum(same) / len(same), "share of cells"),
            Figure("bfloat16.mean_kl", float((exact.exp() * (exact - rounded)).sum(-1).mean()), "nats"),
            Figure(
                "bfloat16.max_logit_difference",
                float((first["float32"] - first["bfloat16"]).abs().max()),
                "logits",
            ),
            Figure("bfloat16.seconds_one_token", best["one token", "bfloat16"], "s, CPU time"),
            Figure("bfloat16.seconds_ten_tokens", best["ten tokens", "bfloat16"], "s, CPU time"),
        ],
        args.json,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
