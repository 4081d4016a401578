"""Parse the browser's messages, and make answers and lens pages plain data (see docs/protocol.md)."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from latentlens.display.progress import Progress
from latentlens.errors import InputError
from latentlens.explorer.wire import Asking, Query, What, parse_args
from latentlens.inputs.shown import shown

if TYPE_CHECKING:
    from latentlens.ask.answer import Answer
    from latentlens.ask.lens_grid import LensGrid

Json = dict[str, Any]

_WHOLE: TypeAdapter[int] = TypeAdapter(int, config=ConfigDict(strict=True))
_LARGEST, _DEEPEST = 50_000, 20
_LONGEST_ID = 200
_LARGEST_WHOLE = 2**63
_OF_A_CONTROL = ("kind", "text", "confidence", "support", "options")
_LEAST_LOGPROB = -1000.0
"""Log-probability sent in place of minus infinity, which JSON does not have."""


@dataclasses.dataclass
class Work:
    """A query that is queued or running.

    Args:
        id: the query's id, given by the browser.
        what: kind of query: "lens", "ask", "readers", "sweep", "sites", "scales", "layers",
            "fit", "steer", "strength", "train", "noise", "verify", "answer", "continuation", "traces",
            "second", "patch" or "target".
        args: the query's arguments as plain data.
        progress: counter of the query's steps, which is cancelled to stop the query.
        state: "queued" (default) or "running".
        put_back: times that it made way for other queries; default 0.
    """

    id: str
    what: str
    args: Json
    progress: Progress = dataclasses.field(default_factory=lambda: Progress(bar=False))
    state: str = "queued"
    put_back: int = 0

    @property
    def counts(self) -> Json:
        """Steps done, and steps in all; 0 if their number is not known yet."""
        return {"done": self.progress.done, "total": self.progress.total or 0}

    def to_json(self) -> Json:
        """Return the entry of a `pong` message."""
        return {**{name: getattr(self, name) for name in ("id", "what", "args", "state")}, **self.counts}


class SettingError(InputError):
    """A setting cannot be used; the browser shows the message beside it.

    Args:
        setting: its name, or "question".
        message: what is wrong, and what to do.
    """

    def __init__(self, setting: str, message: str) -> None:
        super().__init__(message)
        self.setting = setting


@dataclasses.dataclass(frozen=True)
class ParsedQuestion:
    """What a query asks, before anybody knows whether it makes sense.

    Args:
        preset: name of the menu entry; empty for a question with x in it.
        text: text of the question box: a question, prompt, relation or path, as the entry takes.
        options: options of a forced choice; empty for free text.
        settings: the settings that the user changed, by name.
    """

    preset: str
    text: str
    options: tuple[str, ...]
    settings: Json


def parse_message(message: Any) -> Json:
    """Return a message from the browser, if it is plain data of limited size and depth.

    Raises:
        InputError: if it is not an object, is larger or deeper than the view ever sends, or contains a number
            or a text that JSON cannot hold.
    """
    if not isinstance(message, dict):
        raise InputError(f"A message is an object with a kind; got {shown(message)}.")
    size = 0
    level: list[Any] = [message]
    for _ in range(_DEEPEST):  # level by level, since recursion would overflow on deep nesting
        inner: list[Any] = []
        for value in level:
            size += 1 + (len(value) if isinstance(value, str) else 0)
            if isinstance(value, dict):
                inner += [*value, *value.values()]
            elif isinstance(value, list):
                inner += value
            else:
                _check_plain(value)
            if size + len(inner) > _LARGEST:
                raise InputError(
                    f"A message holds at most {_LARGEST:,} characters and values, and this one holds more. "
                    "Ask shorter, or ask in a notebook cell with session.ask."
                )
        if not inner:
            return message
        level = inner
    raise InputError(f"A message is nested {_DEEPEST} levels deep at most, and this one is deeper.")


def _check_plain(value: object) -> None:
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise InputError(
                f"A text holds half of a character (a lone surrogate): {shown(value)}. Write the whole one."
            )
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise InputError(f"A number is finite; got {value!r}.")
    elif isinstance(value, int):
        if not -_LARGEST_WHOLE < value < _LARGEST_WHOLE:
            raise InputError(f"A whole number has at most 63 bits; got {shown(value)}.")
    elif value is not None:
        raise InputError(f"A message is plain data, as JSON holds it; got {shown(value)}.")


def parse_id(message: Any) -> str:
    """Return a message's id for the error reply; empty if it has no valid one."""
    id = message.get("id") if isinstance(message, dict) else None
    if not isinstance(id, str) or len(id) > _LONGEST_ID or not id.isprintable():
        return ""
    return id


def parse_query(message: Json) -> Work:
    """Return the work that a `query` message asks for.

    Raises:
        InputError: if the message is not one that docs/protocol.md describes.
    """
    try:
        query = Query.model_validate(message)
    except ValidationError:
        query = None
    if query is None or not parse_id(message):
        raise InputError(
            f"A query has a text id of 1 to {_LONGEST_ID} characters, what ({', '.join(get_args(What))}) and "
            f"args; got {shown(message)}."
        )
    return Work(query.id, query.what, query.args)


def parse_question(args: Json) -> ParsedQuestion:
    """Return the question in a query's arguments.

    Raises:
        InputError: if there is no question, or it is not as docs/protocol.md describes.
    """
    asking = parse_args(Asking, args)
    question = asking.question
    return ParsedQuestion(question.preset, question.text.strip(), tuple(asking.options), asking.settings)


def parse_draft(draft: Any) -> Json | None:
    """Return the content of a question box; None if it is not an object."""
    return draft if isinstance(draft, dict) else None


def parse_numbers(args: Json, *names: str) -> list[int]:
    """Return whole numbers from a query's arguments, by name.

    Raises:
        InputError: if one is missing or not a whole number.
    """
    values: list[int] = []
    for name in names:
        try:
            values.append(_WHOLE.validate_python(args.get(name)))
        except ValidationError:
            raise InputError(f"{name!r} is a whole number; got {shown(args.get(name))}.") from None
    return values


def answer_json(answer: Answer, *, id: str, question: str) -> Json:
    """Return an answer as plain data for the browser.

    Args:
        answer: the answer.
        id: an id that is unique in its Explorer.
        question: the question as the user typed it.
    """
    plain = {**answer.to_dict(), "id": id, "question": question}
    plain.pop("provenance", None)
    if answer.calibrated_confidence is not None:
        plain["calibrated_on"] = answer.provenance["calibrated_on"]
    plain["token"] = plain.pop("name")
    # an impossible token has the logarithm of 0
    plain["token_logprobs"] = [_LEAST_LOGPROB if p is None else p for p in plain["token_logprobs"]]
    if "vector" in answer.provenance:
        plain |= {name: answer.provenance[name] for name in ("vector", "scale")}
    plain.pop("token_ids", None)
    # A heat map has hundreds of answers, so only the fields that the view shows are sent.
    plain["controls"] = [{name: each[name] for name in _OF_A_CONTROL} for each in plain["controls"]]
    if plain["noise"] is not None:
        for sample in plain["noise"]["samples"]:
            sample.pop("excesses")
    return plain


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
        # None for probabilities that are not finite, since JSON has no NaN
        "probs": [round(float(p), 4) if math.isfinite(p) else None for p in grid.probs.reshape(-1)],
    }
