"""A second trace of 512 tokens by 32 layers in an Explorer of as many, whose pages are read once."""

from __future__ import annotations

from typing import Any

from browser_end import Browser
from latentlens.display.progress import Progress
from latentlens.explorer.lens import PAGE_LAYERS, PAGE_POSITIONS

WORDS_OF_A_PAGE = 250
"""Distinct words that lens pages of real prompts have about."""


def compare_wide(front: Browser, prompt: str) -> None:
    """Compare an Explorer's trace with a prompt of 512 tokens; one page stands for all."""
    front.say(kind="query", id="wide", what="second", args={"prompt": prompt, "key": ""})
    assert front.end("wide")["kind"] == "result"
    seconds = front.explorer._handlers.second_traces
    assert len(seconds.traces[0]) == 512
    at = {"trace": "wide", "layers": [*range(PAGE_LAYERS)], "start": 0, "stop": PAGE_POSITIONS}
    read = {
        difference: _of_real_size(
            seconds.page({**at, **({"difference": True} if difference else {})}, Progress())
        )
        for difference in (False, True)
    }

    def page(args: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        place = {name: args[name] for name in ("layers", "start", "stop")}
        return {**read[bool(args.get("difference"))], **place}

    front.second_pages("wide")  # nothing is read beside the test any more
    seconds.page = page  # type: ignore[method-assign]
    front.explorer.second_pages = seconds.read_for(None)


def _of_real_size(page: dict[str, Any]) -> dict[str, Any]:
    """Return a page with as many words as a real one has, and measures of which no two are equal."""
    n = PAGE_LAYERS * PAGE_POSITIONS
    words = [f"·word{i}" for i in range(WORDS_OF_A_PAGE)]
    spread = [round(i / n, 4) for i in range(n)]
    page = {**page, "words": words, "index": [i % len(words) for i, _ in enumerate(page["index"])]}
    page["probs"] = [round(i / len(page["probs"]), 4) for i, _ in enumerate(page["probs"])]
    if "difference" in page:
        nats = [9.9 - 2 * value for value in spread]
        page["difference"] = {
            **page["difference"], "index": [(7 * i) % len(words) for i in range(n)], "chance": spread,
            "entropy": nats, "surprisal": nats, "distance": spread, "equal": [i % 9 == 0 for i in range(n)],
        }  # fmt: skip
    return page
