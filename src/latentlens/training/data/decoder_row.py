"""DecoderRow: one training or test example of a decoder, a question about the activations of a text."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from latentlens.errors import InputError
from latentlens.inputs.numbers import integer
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import choice, plain_text

RowSplit = Literal["train", "validation", "test"]
ROW_SPLITS: tuple[RowSplit, ...] = ("train", "validation", "test")

Source = str | tuple[dict[str, str], ...]
"""What is run: a text, or a chat's messages."""


@dataclasses.dataclass(frozen=True)
class DecoderRow:
    """A question about the activations of a text or chat, with its answer.

    Args:
        source: what is run through the model that is read: a text, or the messages of a chat, each
            {"role": ..., "content": ...}. It is tokenized as `Session.run` tokenizes it, so the beginning of
            the next reply follows a chat.
        positions: token positions whose activations are read, ascending, counted from 0 among all tokens of
            the source, special tokens and the chat template's included.
        question: the question in words.
        answer: the right answer.
        options: the answers to choose from, the right one among them. Default: none, the question is open.
        layers: layers that are read, 0 (embeddings) to L. Default: none, those that the decoder is trained
            for.
        task: name of the kind of question, such as "persona", by which losses and results are told apart.
        split: "train", "validation" (choices are made on it) or "test" (only reports look at it).
        hidden: token positions that later tokens may not attend to while the source is read, ascending.
            Default: none.
        text_gives: the text of the positions that are read, for a comparison that sees no activations.
        variant: name of the variant of the model that reads the source, such as an adapter's. Default "": the
            model itself.
        held_out_by: what decided the split, such as "entity Peru" or "stimulus Hello!"; each stands in rows
            of one split only.

    Raises:
        InputError: if a value cannot be used; the message names the column.

    Examples:
        >>> row = DecoderRow("Peru is large", (1,), "Which country is this?", "Peru", task="entity")
        >>> row.split, row.is_chat
        ('train', False)
    """

    source: Source
    positions: tuple[int, ...]
    question: str
    answer: str
    options: tuple[str, ...] = ()
    layers: tuple[int, ...] = ()
    task: str = ""
    split: RowSplit = "train"
    hidden: tuple[int, ...] = ()
    text_gives: str = ""
    variant: str = ""
    held_out_by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        checked: dict[str, Any] = {"source": _source(self.source)}
        for name in ("question", "answer"):
            checked[name] = _text(name, getattr(self, name), empty=False)
        for name in ("task", "text_gives", "variant"):
            checked[name] = _text(name, getattr(self, name))
        for name in ("positions", "layers", "hidden"):
            checked[name] = _ascending(name, getattr(self, name))
        for name in ("options", "held_out_by"):
            checked[name] = tuple(_text(name, each, empty=False) for each in _list(name, getattr(self, name)))
        checked["split"] = choice("split", self.split, ROW_SPLITS)
        if not checked["positions"]:
            raise InputError("positions is empty, so nothing is read. Give at least one token position.")
        if checked["options"] and checked["answer"] not in checked["options"]:
            raise InputError(
                f"The answer {shown(self.answer)} is not among the options {shown(self.options)}. Add it, or "
                "leave the options out."
            )
        if len(set(checked["options"])) < len(checked["options"]):
            raise InputError(f"Two options are the same: {shown(self.options)}. Name each once.")
        if both := set(checked["hidden"]) & set(checked["positions"]):
            raise InputError(
                f"Position {min(both)} is both read and hidden. Take it out of positions or of hidden."
            )
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    @property
    def is_chat(self) -> bool:
        """Whether the source is a chat."""
        return not isinstance(self.source, str)

    @property
    def text_gives_away(self) -> bool:
        """Whether the answer stands, in whole words, in the text of the positions that are read."""
        return says(self.text_gives, self.answer)


def says(text: str, phrase: str) -> bool:
    """Return whether a phrase stands in a text in whole words, in any case of letters.

    Args:
        text: text that is searched.
        phrase: what is looked for.

    Examples:
        >>> says("He lives in Rome.", "rome"), says("Romeo", "Rome")
        (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(phrase.strip())}(?!\w)", text, re.IGNORECASE) is not None


def _text(name: str, value: Any, *, empty: bool = True) -> str:
    if not isinstance(value, str):
        raise InputError(f"{name} is a text; got {shown(value)}.")
    if not empty and not value.strip():
        raise InputError(f"{name} is empty. Give a text.")
    return plain_text(value, name)


def _list(name: str, value: Any) -> list[Any]:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise InputError(f"{name} is a list; got {shown(value)}.")
    return list(value)


def _ascending(name: str, value: Any) -> tuple[int, ...]:
    numbers = tuple(integer(name, each, least=0) for each in _list(name, value))
    if any(b <= a for a, b in itertools.pairwise(numbers)):
        raise InputError(f"{name} is in ascending order, each number once; got {shown(list(numbers))}.")
    return numbers


def _source(value: Any) -> Source:
    if isinstance(value, str):
        return _text("source", value, empty=False)
    messages = _list("source", value)
    if not messages:
        raise InputError(
            "source has no messages. Give a text, or at least one {'role': ..., 'content': ...}."
        )
    for message in messages:
        if not isinstance(message, Mapping) or set(message) != {"role", "content"}:
            raise InputError(
                "A message of source is {'role': ..., 'content': ...} and nothing else; got "
                f"{shown(message)}."
            )
    return tuple(
        {key: _text(f"source's {key}", message[key]) for key in ("role", "content")} for message in messages
    )
