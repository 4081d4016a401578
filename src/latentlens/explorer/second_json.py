"""What the browser is told of a second trace: its tokens, what comes next, and how a lens differs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from latentlens.activations.patched_trace import PatchedTrace
from latentlens.ask.lens_difference import LensDifference
from latentlens.ask.read_lens import lens_queries
from latentlens.engine.query import Distribution, NextToken
from latentlens.explorer.partners import token_partners
from latentlens.explorer.protocol import Json
from latentlens.explorer.token_marks import begun_reply, chat_roles, quiet_positions
from latentlens.inputs.shown import short
from latentlens.readers.presets import as_reader

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace

_NEXT = 5
"""Number of likeliest next tokens of each of two traces that are compared."""


def second_json(trace: Trace, minus: Trace, own: Trace) -> Json:
    """Return a second trace as docs/protocol.md describes it, but for its ids.

    Args:
        trace: the second trace.
        minus: the trace that it is compared with.
        own: the Explorer's own trace.
    """
    return {
        "label": label_of(trace),
        "tokens": [*trace.tokens],
        "quiet": quiet_positions(trace),
        "roles": chat_roles(trace),
        "own": token_partners(trace.token_ids, own.token_ids),
        "partners": token_partners(minus.token_ids, trace.token_ids),
        "patches": [[*site] for site in trace.patches] if isinstance(trace, PatchedTrace) else [],
        **_next_changes(minus, trace),
        "code": _code(minus, trace),
    }


def label_of(trace: Trace) -> str:
    """Return a trace's prompt in few words, with what the reply begins with and what was patched in it.

    Of a chat these are the system message and what was asked last.
    """
    if isinstance(trace, PatchedTrace):
        sites = ", ".join(f"L{site.layer} position {site.position}" for site in trace.patches)
        return f"{label_of(trace.trace)}, patched at {sites}"
    system, said = "", trace.prompt if trace.prompt is not None else "".join(trace.tokens)
    if trace.chat is not None:  # how the template begins is the same in all chats
        users = [message for message in trace.chat if message.get("role") == "user"]
        asked = (users or trace.chat)[-1]
        said = str(asked.get("content") or said)
        systems = [each for each in trace.chat if each.get("role") == "system" and each is not asked]
        system = " ".join(str(each.get("content") or "") for each in systems)
    begins = begun_reply(trace)
    # each part is shortened by itself: the end of the whole would be cut off
    room = 80 // (1 + bool(system.strip()) + bool(begins))
    label = _few(said, room)
    if system.strip():
        label = f"system “{_few(system, room)}”, {label}"
    return f"{label}, reply begins “{_few(begins, room)}”" if begins else label


def _few(text: str, most: int) -> str:
    return short(" ".join(text.split()), most)


def _code(minus: Trace, trace: Trace) -> str:
    return (
        f"from latentlens import Session\n\nsession = {trace.backend.code}\nbefore = {minus.code}\n"
        f"after = {trace.code}\nprint(session.lens(before))\nprint(session.lens(after))"
    )


def _next_changes(before: Trace, after: Trace) -> Json:
    """Return what may come after both prompts: the likeliest tokens of each, and how far both are apart."""
    backend = before.backend
    probs = []
    for trace in (before, after):
        readout = NextToken(top_k=_NEXT, keep_logits=True)
        _, _, queries = lens_queries(
            trace, as_reader("logit_lens"), backend, readout, layers=-1, positions=-1
        )
        (result,) = backend.run(queries)
        value = result.value
        if not result.finite or not isinstance(value, Distribution) or value.logits is None:
            return {"next": [], "distance": None}
        probs.append(value.logits.double().softmax(-1))
    likely = dict.fromkeys(int(i) for each in probs for i in each.topk(_NEXT).indices)
    changes = [
        {"token": backend.tokenizer.visible(i), "before": float(probs[0][i]), "after": float(probs[1][i])}
        for i in sorted(likely, key=lambda i: -max(float(each[i]) for each in probs))
    ]
    return {"next": changes, "distance": float((probs[1] - probs[0]).abs().sum()) / 2}


def difference_json(found: LensDifference, visible: Callable[[int], str], pinned: str, vocab: int) -> Json:
    """Return a page of a difference as docs/protocol.md describes it.

    Args:
        found: the difference of a block of sites.
        visible: function that returns the visible form of a token id.
        pinned: the pinned token in visible form; empty for none.
        vocab: number of tokens of the model.
    """
    words: dict[str, int] = {}

    def word(id: int) -> int | None:
        return None if id < 0 else words.setdefault(visible(id), len(words))

    of_base, of_second = (
        [word(int(id)) for id in ids.reshape(-1)] for ids in (found.token_ids, found.top_ids)
    )
    before, after = ([None if math.isnan(r) else int(r) for r in each.reshape(-1)] for each in found.rank)
    return {
        "layers": found.layers, "start": found.positions[0], "stop": found.positions[-1] + 1, "k": 1,
        "words": [*words] or [""], "index": [0 if i is None else i for i in of_base],
        "probs": _listed(found.probability[0].reshape(-1)),
        "difference": {
            "vocab": vocab, "pinned": pinned, "index": of_second,
            "chance": _listed(found.probability[1].reshape(-1)),
            "entropy": _listed(found.entropy.reshape(-1)), "surprisal": _listed(found.surprisal.reshape(-1)),
            "before": before if pinned else [], "after": after if pinned else [],
            "distance": _listed(found.distance.reshape(-1)),
            "equal": [bool(each) for each in found.equal.reshape(-1)],
        },
    }  # fmt: skip


def _listed(values: Iterable[float]) -> list[float | None]:
    # None for what is no number, since JSON has no NaN
    return [round(float(value), 4) if math.isfinite(value) else None for value in values]
