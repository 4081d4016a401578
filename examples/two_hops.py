"""A model fails at two facts in a row that it knows apart: does reading the first one help?

Four counts of the same questions: asked in text; asked in two steps, with the bridge read from the
vector of the city; and two controls, with the bridge of a random vector, and with that of the next
question.

    python examples/two_hops.py [QUESTIONS]
"""

from __future__ import annotations

import sys

import latentlens
from latentlens import world
from latentlens.scoring.intervals import wilson

n = int(sys.argv[1]) if len(sys.argv) > 1 else 20
session = latentlens.Session()
chain = [q for q in world.questions("two_hop", "test") if (q.first, q.relation) == ("country", "language")]
questions = [q for q in chain if q.prompt == f"The language of the country of {q.subject} is"][:n]
n = len(questions)


def show(name: str, prompts: list[str]) -> None:
    """Print how many prompts are gone on from rightly, with the 95 % interval."""
    replies = session.generate(prompts, max_new_tokens=3)
    right = sum(q.grade(str(reply)) for q, reply in zip(questions, replies, strict=True))
    low, high = wilson(right, n)
    print(f"  {name:<36} {'█' * round(30 * right / n):<30} {right:>3} of {n}  ({low:.0%} to {high:.0%})")


traces = session.run([q.prompt for q in questions])
read = session.sweep(traces, "The country of x is", layers=[3], positions=[-2])
bridges = [read[i, 3].text.strip() for i in range(n)]
random = [read[i, 3].control("random").text.strip() for i in range(n)]

print(f"{questions[0].prompt} ... and {n - 1} more")
show("in text, at once", [q.prompt for q in questions])
show("in two steps, the bridge read", [f"The language of {bridge} is" for bridge in bridges])
show("control: a random vector's bridge", [f"The language of {bridge} is" for bridge in random])
show("control: the next question's bridge", [f"The language of {b} is" for b in [*bridges[1:], bridges[0]]])
