"""What does a steering vector do, and what does it cost? Beside a random one and a system prompt.

The vector is the mean difference between chats with and without a system prompt that asks for French
greetings. Counted are replies that greet so, and replies that still say the fact that was asked for.

    python examples/steering_dose.py [CHATS]
"""

from __future__ import annotations

import sys

import torch

import latentlens
from latentlens.experiments.steering_cases import answers, fact_chats, replies, shows, system_prompts

TRAIT, LAYER, STRENGTHS = ("language", "French"), 6, (0, 1, 1.5, 2, 4)

n = int(sys.argv[1]) if len(sys.argv) > 1 else 20
session = latentlens.Session()
order = system_prompts(*TRAIT)[0]
pairs = [(chat.messages(order), chat.messages()) for chat in fact_chats("train", 24)]
steering = latentlens.contrastive_pairs(session, pairs, layers=[LAYER])
vector = steering.vectors[LAYER]
noise = torch.randn(vector.shape, generator=torch.Generator().manual_seed(0))
random = type(steering)({LAYER: noise * vector.norm() / noise.norm()})
chats = fact_chats("test", n)


def show(name: str, adapter: str | None = None, system: str = "") -> None:
    """Print how many replies show the trait, and how many say the fact."""
    given = replies(session.backend, [chat.messages(system) for chat in chats], adapter)
    greets = sum(shows(reply, *TRAIT) for reply in given)
    right = sum(answers(reply, chat.answer) for reply, chat in zip(given, chats, strict=True))
    greeting, fact = ("█" * round(20 * count / n) for count in (greets, right))
    print(f"  {name:<26} {greeting:<20} {greets:>3}   {fact:<20} {right:>3}")


print(f"Of {n} replies:             greet in French            say the fact")
for name, vectors in {"difference": steering, "random": random}.items():
    for strength in STRENGTHS:
        show(f"{name}, strength {strength}", session.backend.load_adapter(vectors.adapter(strength)))
show("system prompt", system=order)
