"""Is an excess above zero a reading? Random vectors that answer for themselves, beside a real one.

An answer is picked because its own vector makes it likely, so a random vector exceeds its controls as
well. What counts is whether a reading stands out among such answers.

    python examples/noise_floor.py [VECTORS]
"""

from __future__ import annotations

import itertools
import sys

import torch

import latentlens

QUESTION, LAYER = "The language of x is", 2

n = int(sys.argv[1]) if len(sys.argv) > 1 else 60
session = latentlens.Session()
trace = session.run("She wrote about France")
read = session.ask(trace, LAYER, "France", QUESTION)
word = session.ask(trace, LAYER, "about", QUESTION)

noise = torch.randn(n, trace.d_model, generator=torch.Generator().manual_seed(0))
noise *= trace[LAYER, "France"].norm() / noise.norm(dim=-1, keepdim=True)
sweep = session.sweep(session.vectors(noise, layer=LAYER), QUESTION, scales=[1])
excess = sorted(answer.excess for answer in sweep.answers.values())

print(f"{QUESTION} The excess of {n} random vectors:")
edges = [-1.0, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
for low, high in itertools.pairwise(edges):
    count = sum(low < each <= high for each in excess)
    print(f"  {low:+.1f} to {high:+.1f}  {'█' * count:<{n // 2}} {count}")
print(f"  above zero: {sum(each > 0 for each in excess)} of {n}")
for name, answer in {"France": read, "about": word}.items():
    reached = sum(each >= answer.excess for each in excess)
    found = f"{answer.text.strip()!r}, excess {answer.excess:+.2f}"
    print(f"  {name}: {found}; {reached} of {n} random vectors reach it")
