"""Answers as plain data from which they are made again."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from latentlens.activations.selection import Site
from latentlens.ask.answer import Answer, Control
from latentlens.readers.saved_reader import reader_of_code
from latentlens.scoring.against_noise import AgainstNoise
from latentlens.scoring.agreement import Agreement
from latentlens.scoring.flags import Flag
from latentlens.scoring.forced_choice import OptionScore

_PARTS: dict[str, TypeAdapter[Any]] = {
    "tokens": TypeAdapter(tuple[str, ...]),
    "token_ids": TypeAdapter(tuple[int, ...]),
    "token_logprobs": TypeAdapter(tuple[float, ...]),
    "options": TypeAdapter(tuple[OptionScore, ...]),
    "agreement": TypeAdapter(Agreement | None),
    "controls": TypeAdapter(tuple[Control, ...]),
    "flags": TypeAdapter(tuple[Flag, ...]),
    "sites": TypeAdapter(tuple[Site, ...]),
    "noise": TypeAdapter(AgainstNoise | None),
}


MOST_ANSWERS_KEPT = 500
"""Answers that a session keeps, so that memory stays bounded."""


class KeptAnswers(collections.deque[Answer]):
    """The latest 500 answers of a session, oldest first."""

    def __init__(self) -> None:
        super().__init__(maxlen=MOST_ANSWERS_KEPT)

    @staticmethod
    def to_save(answers: Sequence[Answer]) -> list[dict[str, Any]]:
        """Return answers as plain data.

        Args:
            answers: answers that were kept, as a list of its own, since others may come meanwhile.
        """
        return [answer_to_save(answer) for answer in answers]

    def restore(self, saved: Sequence[Mapping[str, Any]]) -> None:
        """Add the answers that `to_save` described.

        Args:
            saved: the plain data, once JSON has held it.
        """
        self.extend(map(answer_of_saved, saved))


def answer_to_save(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain data, NaN and infinity included; its reader as its code.

    Args:
        answer: the answer.
    """
    fields = {field.name: getattr(answer, field.name) for field in dataclasses.fields(answer)}
    parts = {name: adapter.dump_python(fields[name]) for name, adapter in _PARTS.items()}
    return {**fields, **parts, "reader": repr(answer.reader)}


def answer_of_saved(saved: Mapping[str, Any]) -> Answer:
    """Return the answer that `answer_to_save` described, once JSON has held it.

    Args:
        saved: the plain data.
    """
    parts = {name: adapter.validate_python(saved[name]) for name, adapter in _PARTS.items()}
    return Answer(**{**saved, **parts, "reader": reader_of_code(saved["reader"])})
