"""The Explorer's messages: what comes in, checked, and what goes out, as plain data (docs/protocol.md)."""

from __future__ import annotations

import dataclasses
import math
import threading
from typing import TYPE_CHECKING, Any

from latentlens._errors import InputError

if TYPE_CHECKING:
    from latentlens._answer import Answer
    from latentlens._lens_grid import LensGrid

Json = dict[str, Any]

_WHAT = ("lens", "ask", "sweep")
_LEAST_LOGPROB = -1000.0  # JSON has no infinity


@dataclasses.dataclass
class Work:
    """A query under way.

    Args:
        id: of the query.
        what: "lens", "ask" or "sweep".
        args: of the query.
        cancel: set to stop it.
        state: "queued" or "running".
        done: steps done so far.
        total: steps in all; 0 where not known yet.
    """

    id: str
    what: str
    args: Json
    cancel: threading.Event = dataclasses.field(default_factory=threading.Event)
    state: str = "queued"
    done: int = 0
    total: int = 0

    def to_json(self) -> Json:
        """Return the entry of a `pong` message."""
        return {name: getattr(self, name) for name in ("id", "what", "args", "state", "done", "total")}


@dataclasses.dataclass(frozen=True)
class Asked:
    """What the question box asks.

    Args:
        text: what `latentlens.readers.presets.as_reader` takes: a preset's name or a question with x in it.
        label: how the user sees it.
        options: for a forced choice; empty for a free answer.
        target_layer: where to put the activation; None for the reader's own choice.
    """

    text: str
    label: str
    options: tuple[str, ...]
    target_layer: int | None


def parse_query(message: Json) -> Work:
    """Return the work that a `query` message asks for.

    Raises:
        InputError: if the message is not one that docs/protocol.md describes.
    """
    match message:
        case {"id": str(id), "what": str(what), "args": dict(args)} if what in _WHAT:
            return Work(id, what, args)
    raise InputError(f"A query has a text id, what ({', '.join(_WHAT)}) and args; got {message!r}.")


def parse_question(args: Json, labels: dict[str, str]) -> Asked:
    """Return what is asked, from the args of `ask` and `sweep`.

    Args:
        args: of the query.
        labels: of the presets, by name.

    Raises:
        InputError: if there is no question, or it names an unknown preset.
    """
    question = args.get("question")
    options = args.get("options") or ()
    layer = args.get("target_layer")
    if layer is not None and (not isinstance(layer, int) or isinstance(layer, bool)):
        raise InputError(f"The target layer is a whole number or null; got {layer!r}.")
    if not isinstance(options, (list, tuple)) or not all(isinstance(option, str) for option in options):
        raise InputError(f"The options are a list of texts; got {options!r}.")
    match question:
        case {"preset": str(name)} if name in labels:
            text, label = name, labels[name]
        case {"preset": str(name)}:
            raise InputError(f"There is no preset {name!r}; there are {', '.join(labels)}.")
        case {"text": str(text)} if text.strip():
            text = label = text.strip()
        case _:
            raise InputError("The question is empty. Write one with x in it, such as 'The capital of x is'.")
    return Asked(text, label, tuple(options), layer)


def parse_numbers(args: Json, *names: str) -> list[int]:
    """Return whole numbers from a query's args.

    Raises:
        InputError: if one is missing or not a whole number.
    """
    values = [args.get(name) for name in names]
    for name, value in zip(names, values, strict=True):
        if not isinstance(value, int) or isinstance(value, bool):
            raise InputError(f"{name!r} is a whole number; got {value!r}.")
    return values  # type: ignore[return-value]


def answer_json(answer: Answer, *, id: str, question: str) -> Json:
    """Return an answer as the browser takes it.

    Args:
        answer: any Answer.
        id: unique in its Explorer.
        question: as the user asked it.
    """
    plain = {**answer.to_dict(), "id": id, "question": question}
    plain.pop("provenance", None)
    cleaned: Json = _finite(plain)
    return cleaned


def page_json(grid: LensGrid) -> Json:
    """Return a page of the lens; each distinct token is written once."""
    words: dict[str, int] = {}
    cells = [cell for row in grid.tokens for cell in row]
    index = [words.setdefault(token, len(words)) for cell in cells for token in cell]
    return {
        "layers": [int(layer) for layer in grid.layers],
        "start": int(grid.positions[0]),
        "stop": int(grid.positions[-1]) + 1,
        "k": len(cells[0]),
        "words": list(words),
        "index": index,
        "probs": [round(float(p), 4) if math.isfinite(p) else 0.0 for p in grid.probs.reshape(-1)],
    }


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return _LEAST_LOGPROB if value < 0 else 0.0
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(each) for each in value]
    return value
