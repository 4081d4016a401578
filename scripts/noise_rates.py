"""Measure how often an answer is called read: random vectors, states of any tokens, and true readings.

    python scripts/noise_rates.py --model smollm2-135m --json docs/experiments/noise-smollm2-135m.json

The threshold of `answer.noise.read` was chosen after an informal look at world-small's validation entities.
What is reported is the test split: other entities, other random vectors, other draws of the noise. The cases
are kept beside the figures, in PATH.cases.json, so that a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import types
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import torch

from latentlens import Controls, Session
from latentlens.experiments.patchscopes import graded_cases
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.experiments.patchscopes.study import Study
from latentlens.files.atomic import write_atomically
from latentlens.scoring.against_noise import ENOUGH, READ_AT, shared_norm
from latentlens.scoring.intervals import wilson

VECTORS, STATES, CASES = 200, 100, 200
"""Fresh random vectors, states of any tokens, and mentions of entities in the world, for each model."""
SEEDS = {"validation": 1_000, "test": 2_000}
"""Seed of a split's questions, and so of its noise; the group's number is added."""
DEPTHS = (0.1, 0.3, 0.5, 0.7, 0.9)
READERS = ("description", "The capital of x is", "The language of x is")
OPTIONS = {"The language of x is": ("French", "English", "Spanish", "German", "Japanese", "Arabic")}
PROMPTS = {
    "validation": (
        "The old bridge across the river was closed for repairs last winter",
        "Marie Curie won two Nobel Prizes for her work in Poland and France",
        "My neighbour bought a red bicycle and rode it to Berlin",
    ),
    "test": (
        "My favourite actor is Tom Cruise and he was born in New York",
        "The Eiffel Tower in Paris attracts many visitors from Japan every summer",
        "She studied physics at Cambridge before moving to a small town in Brazil",
    ),
}
WORLD_PROMPTS = {
    "validation": ("I flew to Kenya and then to Peru", "Ada Frost met Bel Reed in Oslo"),
    "test": ("I flew to Japan and then to Chile", "Hale Moss met Ada Venn in Lima"),
}


def groups(session: Session, split: str) -> Iterator[tuple[str, int, int]]:
    """Yield the reader, the layer and the seed of each group, whose vectors share their noise."""
    top = session.backend.n_layers
    for reader in READERS:
        for depth in DEPTHS:
            layer = max(1, round(depth * top))
            yield reader, layer, SEEDS[split] + 100 * READERS.index(reader) + layer


def of_group(
    session: Session, model: str, split: str, reader: str, layer: int, seed: int
) -> list[dict[str, Any]]:
    """Ask about fresh random vectors with the norms of tokens' states, and about states of any tokens.

    To be affordable, the states of a group are those whose norm has the same random vectors beside it.
    """
    prompts = (WORLD_PROMPTS if model.startswith("world") else PROMPTS)[split]
    traces = [session.run(prompt, progress=False) for prompt in prompts]
    sites = [(trace, position) for trace in traces for position in range(1, len(trace))]
    rng = random.Random(f"{model}/{split}/{reader}/{layer}")
    number = len(READERS) * len(DEPTHS)
    norm_at = {site: float(site[0][layer, site[1]].norm()) for site in sites}
    chosen = shared_norm(norm_at[rng.choice(sites)])
    sites = [site for site in sites if shared_norm(norm_at[site]) == chosen]
    norms = [norm_at[site] for site in rng.choices(sites, k=round(VECTORS / number + 0.5))]
    # a generator of its own: the noise is drawn by labels that are hashed
    generator = torch.Generator().manual_seed(rng.randrange(2**62))
    fresh = torch.randn(len(norms), session.backend.d_model, generator=generator)
    fresh *= torch.tensor(norms)[:, None] / fresh.norm(dim=-1, keepdim=True)
    asking = {
        "controls": Controls(noise=ENOUGH), "seed": seed, "options": OPTIONS.get(reader), "progress": False
    }  # fmt: skip
    rows = [
        _row(answer, "random vector", reader)
        for answer in session.sweep(session.vectors(fresh, layer=layer), reader, **asking)
    ]
    for trace, position in rng.sample(sites, min(len(sites), round(STATES / number + 0.5))):
        rows.append(_row(session.ask(trace, layer, position, reader, **asking), "any token's state", reader))
    return rows


def true_readings(
    session: Session, split: str, done: Container[str]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Ask about mentions of entities in the teaching world, in free text and by forced choice."""
    study = Study(session, ResultCache("unused", {}))
    graded_cases.MENTIONS = CASES
    for kind, cases_of in (
        ("description", graded_cases.descriptions),
        ("attribute", graded_cases.attributes),
    ):
        for number, (reader, cases) in enumerate(cases_of(study, split).items()):
            if f"world/{kind}/{number}" in done:
                continue
            rows = []
            choices = tuple(sorted({str(case.answer) for case in cases}))[:12]
            for case in cases:
                trace = session.run(case.prompt, progress=False)
                position = case.position_in(trace)
                forms = {"": None}
                if kind == "attribute" and case.answer in choices and len(choices) > 2:
                    forms["forced choice"] = choices
                for form, options in forms.items():
                    asking = {"controls": Controls(noise=ENOUGH), "seed": SEEDS[split] + number}
                    answer = session.ask(
                        trace, case.layer, position, reader, options=options, progress=False, **asking
                    )
                    right = answer.text == case.answer if options else case.grade(answer)
                    given = any(case.grade(types.SimpleNamespace(text=c.text)) for c in answer.controls)
                    row = _row(answer, f"world, {form or kind}", repr(reader))
                    rows.append({**row, "right": bool(right), "given": bool(given)})
            yield f"world/{kind}/{number}", rows


def _row(answer: Any, what: str, reader: str) -> dict[str, Any]:
    (sample,) = answer.noise.samples
    return {
        "what": what, "reader": reader, "layer": answer.layer, "text": answer.text.strip(),
        "excess": round(answer.noise.excess, 5), "reached": sample.reached, "n": sample.n,
    }  # fmt: skip


def rates(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the share that is called read at the threshold and at 0.05, with 95 % Wilson intervals."""
    p = [(1 + row["reached"]) / (row["n"] + 1) for row in rows]
    found: dict[str, Any] = {"n": len(rows), "excess_above_0": sum(row["excess"] > 0 for row in rows)}
    for level in (READ_AT, 0.05):
        read = sum(each <= level for each in p)
        low, high = wilson(read, len(rows))
        found[f"p <= {level}"] = {
            "read": read, "share": round(read / len(rows), 4), "interval": [round(low, 4), round(high, 4)]
        }  # fmt: skip
    return found


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the rates of each kind of case, of each reader, and of the world's true readings."""
    found: dict[str, Any] = {}
    for what in dict.fromkeys(row["what"] for row in rows):
        some = [row for row in rows if row["what"] == what]
        if "right" not in some[0]:
            found[what] = rates(some)
            for reader in dict.fromkeys(row["reader"] for row in some):
                found[f"{what}, {reader}"] = rates([row for row in some if row["reader"] == reader])
    graded = [row for row in rows if "right" in row]
    for name in ("", *dict.fromkeys(row["what"] for row in graded)):
        some = [row for row in graded if name in ("", row["what"])]
        if some:
            label = name or "world, all"
            right = [row for row in some if row["right"]]
            found[f"{label}: right"] = rates(right)
            found[f"{label}: true readings"] = rates([row for row in right if not row["given"]])
            found[f"{label}: wrong"] = rates([row for row in some if not row["right"]])
    return found


def main() -> None:
    """Measure one model on one split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="world-small")
    parser.add_argument("--split", choices=tuple(SEEDS), default="test")
    parser.add_argument("--dtype", default="float32")
    parser.add_argument("--json", type=Path, required=True)
    args = parser.parse_args()
    session = Session(args.model, dtype=args.dtype)
    kept = args.json.with_suffix(".cases.json")
    parts: dict[str, list[dict[str, Any]]] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}

    def keep(name: str, rows: list[dict[str, Any]]) -> None:
        parts[name] = rows
        write_atomically(kept, json.dumps(parts, ensure_ascii=False) + "\n")

    for reader, layer, seed in groups(session, args.split):
        name = f"{reader}/{layer}"
        if name not in parts:
            began = time.monotonic()
            keep(name, of_group(session, args.model, args.split, reader, layer, seed))
            print(name, f"{time.monotonic() - began:.0f} s", flush=True)
    if args.model.startswith("world"):
        for name, rows in true_readings(session, args.split, parts):
            keep(name, rows)
            print(name, len(rows), flush=True)
    plain = {
        "model": args.model, "dtype": args.dtype, "fingerprint": session.backend.fingerprint(),
        "split": args.split, "noise": ENOUGH, "read_at": READ_AT, "seed": SEEDS[args.split],
        "depths": DEPTHS, "readers": READERS, "options": OPTIONS,
        "prompts": (WORLD_PROMPTS if args.model.startswith("world") else PROMPTS)[args.split],
        "mentions": CASES if args.model.startswith("world") else 0,
        "true_reading": "the answer is right, and no control's own answer is", "torch": torch.__version__,
        "rates": summary([row for some in parts.values() for row in some]),
    }  # fmt: skip
    write_atomically(args.json, json.dumps(plain, indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(plain["rates"], indent=1))


if __name__ == "__main__":
    main()
