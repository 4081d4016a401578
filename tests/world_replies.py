"""Chats of the teaching world, taken apart."""

from __future__ import annotations

import json
from random import Random

from latentlens.world.chats import Chat, Turn, draw_chat
from latentlens.world.fact_relations import relations
from latentlens.world.facts import DATA
from latentlens.world.wording import show_traits, state_answer

GRAMMAR = json.loads(DATA.joinpath("chat.json").read_text(encoding="utf-8"))

RELATIONS = relations()


def answered(answer: str, **traits: str) -> str:
    """Return the reply to a question of fact."""
    return show_traits(state_answer(answer, traits), traits)


def chats(kind: str, split: str = "train", count: int = 400) -> list[Chat]:
    """Draw chats of a kind."""
    rng = Random(f"{kind} {split}")
    return [draw_chat(rng, split, kind) for _ in range(count)]


def turns(kind: str, asked: str | None = None) -> list[tuple[Chat, Turn]]:
    """Draw chats of a kind, and list their turns, or those in which something is asked."""
    return [(c, t) for c in chats(kind) for t in c.turns if asked in (None, t.asked)]
