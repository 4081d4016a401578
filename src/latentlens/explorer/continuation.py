"""How the model itself goes on with a trace's prompt, to be shown beside what is read in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlens.activations.patched_trace import PatchedTrace
from latentlens.errors import InputError
from latentlens.explorer.protocol import Json
from latentlens.replies.generate_replies import generate_replies

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.display.progress import Progress

LONGEST = 32
"""Number of tokens after which a continuation is cut."""


def continuation_json(trace: Trace, progress: Progress | bool | None = None) -> Json:
    """Return the likeliest continuation of a trace's prompt as docs/protocol.md describes it.

    Args:
        trace: the trace, whose own model goes on.
        progress: counts the reply, and stops the work where it is cancelled.

    Raises:
        InputError: if the trace is a difference of two models, or of a patched run.
        NotFinite: if the model's logits are NaN or infinite.
        Cancelled: if `progress` was cancelled.
    """
    if trace.is_difference:
        raise InputError("A difference of two models says nothing. Look at the trace of one of them.")
    if isinstance(trace, PatchedTrace):
        raise InputError(
            "A patched run says nothing more: the model would go on without the patches. Look at the trace "
            "without them, or at what may come next in this one, in trace.logits."
        )
    (reply,) = generate_replies(
        [list(trace.token_ids)], trace.backend, max_new_tokens=LONGEST, temperature=0.0, seed=0, stop=(),
        prepend_bos=None, adapter=trace.adapter, progress=progress,
    )  # fmt: skip
    adapter = "" if trace.adapter is None else f", adapter={trace.adapter!r}"
    code = f"session.generate({list(trace.token_ids)!r}, max_new_tokens={LONGEST}{adapter}).text"
    return {"text": reply.text, "ended": reply.ended, "code": code}
