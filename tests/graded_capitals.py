"""Questions about capitals, to grade."""

from __future__ import annotations

from latentlens import (
    Case,
    Session,
    world,
)
from latentlens.ask.answer import Answer
from latentlens.readers.reader import Reader

CAPITAL = "The capital of x is"


def capitals(first: int, last: int, layers: tuple[int, ...] = (1, 7)) -> list[Case]:
    """Return cases about some countries: at a low layer the capital is read, at a high one mostly not."""
    countries = world.load_facts().countries[first:last]
    return [Case(f"I flew to {c.name}", layer, -1, c.capital) for c in countries for layer in layers]


def answer_of(session: Session, reader: Reader | str, **how: object) -> Answer:
    """Ask about a country that was not fitted on."""
    return session.ask(session.run("I flew to Kenya"), 1, -1, reader, **how)
