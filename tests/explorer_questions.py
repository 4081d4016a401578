"""Questions to an Explorer, as its tests write them."""

from __future__ import annotations

from typing import Any

from browser_end import Browser
from tiny import TEXT

TEXTS = [
    *TEXT,
    "one two three",
    "a fox and a hare",
    "Lima and Paris",
    "the road to Peru is long",
    "hello cat",
]


def way(front: Browser, name: str) -> dict[str, Any]:
    """Return a way to ask as the browser knows it."""
    (found,) = [each for each in front.explorer.presets if each["name"] == name]
    return found


def ask(
    front: Browser, id: str, what: str, name: str, text: str | None = None, **args: Any
) -> dict[str, Any]:
    """Send a query about a way to ask, and return how it ends."""
    question = {"preset": name} if text is None else {"preset": name, "text": text}
    front.query(id, what, question=question, **args)
    return front.end(id)
