"""Can a secret be read while the model listens? A trained decoder, beside what the text gives away.

The system prompt holds a secret; only the user's message, which has nothing to do with it, is read.
Controls: the same words without the system prompt, and nothing written into the decoder.

    python examples/hidden_secret.py [CASES]
"""

from __future__ import annotations

import sys

import latentlens
from latentlens.scoring.intervals import wilson
from latentlens.world.decoder_rows import WorldRows

n = int(sys.argv[1]) if len(sys.argv) > 1 else 24
session = latentlens.Session()
decoder = latentlens.Decoder.load("world-small/oracle")
rows = WorldRows("secret", "stimulus").rows(session, "test", n=n)


def answers(layer: int, *, with_system: bool = True) -> list[latentlens.Answer]:
    """Return the decoder's answer to each row, chosen among the row's options."""
    found = []
    for row in rows:
        messages = [message for message in row.source if with_system or message["role"] != "system"]
        trace = session.run(messages)
        read = range(len(trace) - len(row.positions), len(trace))
        reader = decoder.with_question(row.question)
        found.append(session.ask(trace.select(layer, read), reader, options=list(row.options)))
    return found


def show(name: str, texts: list[str]) -> None:
    """Print how many answers are right, with the 95 % interval."""
    right = sum(text.strip() == row.answer for text, row in zip(texts, rows, strict=True))
    low, high = wilson(right, n)
    print(f"  {name:<34} {'█' * round(30 * right / n):<30} {right:>3} of {n}  ({low:.0%} to {high:.0%})")


print(f"The secret word, read from the user's message; chance is 1 in {len(rows[0].options)}")
for layer in sorted({layer for layers in decoder.manifest.read.layers for layer in layers}):
    found = answers(layer)
    show(f"layer {layer}", [answer.text for answer in found])
    show(f"layer {layer}, nothing written", [answer.control("null").text for answer in found])
    show(f"layer {layer}, without the system prompt", [a.text for a in answers(layer, with_system=False)])
