"""Questions to an Explorer, as its tests write them."""

from __future__ import annotations

import re
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


def model_keys(front: Browser) -> dict[str, str]:
    """Return the keys of the choices of another model by their kind and name, without the model's mark."""
    fields = {field["name"]: field for field in front.explorer.source["fields"]}
    keys = [key for key, _ in fields["variant"]["choices"] if key] if "variant" in fields else []
    return {re.sub(r"^(state|difference):[0-9a-f]{8}:", r"\1:", key): key for key in keys}
