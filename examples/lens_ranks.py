"""From which layer on is the next token settled? The logit lens, beside another capital as control.

For each layer, the median rank (0 is the likeliest token) of each country's own capital after "The
capital of ... is", and that of the next country's. If both fell, the lens would only say that some
capital comes.

    python examples/lens_ranks.py [--model MODEL] [COUNTRY=CAPITAL ...]
"""

from __future__ import annotations

import argparse
import math
from statistics import median

import latentlens

CASES = ["France=Paris", "Germany=Berlin", "Italy=Rome", "Japan=Tokyo", "Spain=Madrid", "Kenya=Nairobi"]

parser = argparse.ArgumentParser(description="The rank of a capital through the layers.")
parser.add_argument("--model", help="a model's name or directory; default: the one that ships")
parser.add_argument("cases", nargs="*", default=CASES, help="such as France=Paris; two or more")
asked = parser.parse_args()
pairs = [case.split("=") for case in asked.cases]

session = latentlens.Session(asked.model)
encode = session.model.tokenizer.hf.encode
ids = [encode(f" {capital}", add_special_tokens=False)[0] for _, capital in pairs]
traces = session.run([f"The capital of {country} is" for country, _ in pairs])
sweep = session.sweep(traces, latentlens.Lens(), positions=[-1], controls=False)
logits = sweep.logits()[:, :, 0]

print("layer   its own capital                      another's")
for k, layer in enumerate(sweep.axes["layer"]):
    ranks = [
        median(int((logits[i, k] > logits[i, k, ids[(i + shift) % len(ids)]]).sum()) for i in range(len(ids)))
        for shift in (0, 1)
    ]
    own, other = (f"{rank:>7.0f} {'█' * round(3 * math.log10(rank + 1)):<16}" for rank in ranks)
    print(f"{layer:>5} {own}      {other}")
print("Bars are logarithmic. A long bar: many tokens are likelier.")
