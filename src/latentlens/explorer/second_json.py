"""What the browser is told of a second trace: its tokens, what comes next, and how a lens differs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from latentlens.activations.patched_trace import PatchedTrace, code_in
from latentlens.ask.lens_difference import LensDifference
from latentlens.explorer.few_words import few_words
from latentlens.explorer.next_changes import next_changes
from latentlens.explorer.protocol import Json
from latentlens.explorer.token_links import token_links
from latentlens.explorer.token_marks import begun_reply, chat_roles, quiet_positions

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.engine.backend import Backend


def second_json(trace: Trace, minus: Trace, own: Trace) -> Json:
    """Return a second trace as docs/protocol.md describes it, but for its ids, its label and its model.

    Args:
        trace: the second trace.
        minus: the trace that it is compared with.
        own: the Explorer's own trace.
    """
    return {
        "tokens": [*trace.tokens],
        "quiet": quiet_positions(trace),
        "roles": chat_roles(trace),
        "own": token_links(trace, own),
        "partners": token_links(minus, trace),
        "patches": [[*site] for site in trace.patches] if isinstance(trace, PatchedTrace) else [],
        **next_changes(minus, trace),
        "code": _code(minus, trace),
    }


def labels_of(traces: Sequence[Trace]) -> list[str]:
    """Return each trace's prompt in few words, with what the reply begins with and what was patched in it.

    Of a chat these are the system message and what was asked last. What is shortened of traces differs where
    they do, and where words are equal, the numbers of tokens are named.

    Args:
        traces: the traces, which stand beside each other.
    """
    runs = [each.trace if isinstance(each, PatchedTrace) else each for each in traces]
    parts = [_parts(each) for each in runs]
    labels = [_shortened(each, parts) for each in parts]
    sizes: dict[tuple[Backend, str], set[int]] = {}
    for run, label in zip(runs, labels, strict=True):
        sizes.setdefault((run.backend, label), set()).add(len(run))
    found = []
    for trace, run, label in zip(traces, runs, labels, strict=True):
        counted = len(sizes[run.backend, label]) > 1
        patched = _patched(trace) if isinstance(trace, PatchedTrace) else ""
        found.append(f"{label}{f', {len(run)} tokens' if counted else ''}{patched}")
    return found


def _patched(trace: PatchedTrace) -> str:
    sites = ", ".join(f"L{site.layer} position {site.position}" for site in trace.patches)
    return f", patched at {sites}"


def _shortened(parts: tuple[str, str, str], beside: Sequence[tuple[str, str, str]]) -> str:
    """Return the parts of a label, each shortened by itself: the end of the whole would be cut off."""
    room = 80 // (1 + bool(parts[0]) + bool(parts[2]))
    system, said, begins = (
        few_words(part, room, [each[number] for each in beside]) for number, part in enumerate(parts)
    )
    label = f"system “{system}”, {said}" if system else said
    return f"{label}, reply begins “{begins}”" if begins else label


def _parts(trace: Trace) -> tuple[str, str, str]:
    """Return a trace's system message, what was asked last, and what the reply begins with."""
    system, said = "", trace.prompt if trace.prompt is not None else "".join(trace.tokens)
    if trace.chat is not None:  # how the template begins is the same in all chats
        users = [message for message in trace.chat if message.get("role") == "user"]
        asked = (users or trace.chat)[-1]
        said = str(asked.get("content") or said)
        systems = [each for each in trace.chat if each.get("role") == "system" and each is not asked]
        system = " ".join(str(each.get("content") or "") for each in systems)
    return system.strip(), said, begun_reply(trace) or ""


def _code(minus: Trace, trace: Trace) -> str:
    models = dict.fromkeys([minus.backend, trace.backend])
    sessions = dict(zip(models, ("session", "other"), strict=False))
    before, after = (code_in(each, sessions[each.backend]) for each in (minus, trace))
    opened = "\n".join(f"{name} = {backend.code}" for backend, name in sessions.items())
    return (
        f"from latentlens import Session\n\n{opened}\nbefore = {before}\nafter = {after}\n"
        f"print({sessions[minus.backend]}.lens(before))\nprint({sessions[trace.backend]}.lens(after))"
    )


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
