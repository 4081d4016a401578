"""The Python code that gives a reply of the Steer panel, and the decoder's answer beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from latentlens.explorer.steer_chats import chats_code, chats_imports
from latentlens.training.steering.steer_in_slot import unanswered

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.explorer.steer_panel import SteerRequest

Condition = Literal["before", "empty", "random", "after"]
"""The model as it is; with an empty slot in its system prompt; with noise there; and steered."""

_NOT_CODE = (
    "# The decoder's weights cannot stand here: save it, and write Decoder.load(path).weights "
    "in place of <...>."
)


def steering_code(
    request: SteerRequest, session: str, trace: Trace, condition: Condition, strength: float | None
) -> str:
    """Return the Python code that gives the same reply and the same answer.

    Args:
        request: what was asked for.
        session: expression that opens the model.
        trace: the chat, as it was run.
        condition: what the reply is of.
        strength: factor of what was learnt; None where nothing is added.
    """
    in_slot = None if condition == "before" else request.in_slot
    learns = strength is not None
    named = "steer" if request.in_slot is None else "steer_in_slot"
    names = ["Decoder", "Session", *["SteeringVectors"] * (condition == "random"), *[named] * learns]
    decoder = repr(dataclasses.replace(request.decoder, question="", any_source=True))
    lines = chats_imports(request.chats) if learns else []
    lines += [f"from latentlens import {', '.join(names)}\n", f"session = {session}"]
    lines += [_NOT_CODE] * ("<" in decoder) + [f"decoder = {decoder}"]
    if in_slot is None:
        lines.append(f"trace = {trace.code}")
        chat, places = repr(unanswered(trace.chat or ())), (request.read.layers, request.read.positions)
    else:
        lines.append(f"chat = {list(in_slot.chat)!r}")
        asked = len(unanswered(in_slot.chat))
        chat = "chat" if asked == len(in_slot.chat) else f"chat[:{asked}]"
        places = (in_slot.layers, in_slot.positions)
    selected = ".select({!r}, {!r})".format(*map(list, places))
    more = ""
    if learns and request.chats:
        lines += chats_code(request.chats)
        more = ", *chats"
    if learns:
        learnt_from = "chat" if in_slot is not None else f"trace{selected}"
        lines.append(
            f"steering = {named}(session, decoder, [{learnt_from}{more}], "
            f"{request.wishes!r}{_in_call(request.settings)})"
        )
        added = "steering"
        if condition == "random":
            added = "noise"
            lines.append(
                "noise = SteeringVectors.random("
                "steering.norms, session.backend.d_model, positions=steering.positions)"
            )
        lines.append(f"steered = session.backend.load_adapter({added}.adapter({strength!r}))")
    on = ", adapter=steered" if learns else ""
    if in_slot is not None:
        again = f"session.run(chat{on})"
    else:
        again = f"session.run(trace.token_ids{on})" if learns else "trace"
    question = f"decoder.with_question({request.decoder.question!r})"
    lines += [
        f"reply = session.generate({chat}{on})",
        f"answer = session.ask({again}{selected}, {question}, controls=False)",
    ]
    return "\n".join(lines)


def _in_call(settings: Mapping[str, Any]) -> str:
    """Return settings as they stand in a call, such as ", learn='lora', steps=20"."""
    return "".join(f", {name}={value!r}" for name, value in settings.items())
