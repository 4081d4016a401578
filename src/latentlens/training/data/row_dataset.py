"""Rows as a `datasets.Dataset`, and back, with every column checked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from latentlens.errors import InputError
from latentlens.inputs.sequences import each_of
from latentlens.inputs.shown import shown
from latentlens.training.data.decoder_row import DecoderRow

if TYPE_CHECKING:
    import datasets

_TEXTS = ("question", "answer", "task", "split", "text_gives", "variant")
_LISTS = ("positions", "options", "layers", "hidden", "held_out_by")
COLUMNS = ("text", "messages", *_TEXTS, *_LISTS)
"""Columns of a data set of rows; a row's source is in `text` or in `messages`, and the other is empty."""

_NEEDED = ("positions", "question", "answer")


def to_dataset(rows: Iterable[DecoderRow]) -> datasets.Dataset:
    """Return rows as a data set, which can be saved, streamed, shuffled and shared.

    Args:
        rows: rows of any tasks and splits.

    Returns:
        A data set with the columns of `COLUMNS`: those of `DecoderRow`, with `text` and `messages` for its
        source.

    Raises:
        InputError: if there are no rows, or one is no `DecoderRow`.

    Examples:
        >>> rows = [DecoderRow("Peru is large", (1,), "Which country is this?", "Peru")]
        >>> to_dataset(rows)["answer"][0]
        'Peru'
    """
    from datasets import Dataset, Features, List, Value

    found = list(each_of("rows", rows, such_as="[DecoderRow(...)]"))
    if not found:
        raise InputError("There are no rows. Give at least one DecoderRow.")
    for number, row in enumerate(found):
        if not isinstance(row, DecoderRow):
            raise InputError(f"Row {number} is a DecoderRow; got {shown(row)}.")
    numbers = List(Value("int64"))
    texts = List(Value("string"))
    features = Features(
        {
            "text": Value("string"),
            "messages": List({"role": Value("string"), "content": Value("string")}),
            **{name: Value("string") for name in _TEXTS},
            **dict.fromkeys(("positions", "layers", "hidden"), numbers),
            **dict.fromkeys(("options", "held_out_by"), texts),
        }
    )
    columns: dict[str, list[Any]] = {
        "text": [None if row.is_chat else row.source for row in found],
        "messages": [list(row.source) if row.is_chat else None for row in found],
        **{name: [getattr(row, name) for row in found] for name in _TEXTS},
        **{name: [list(getattr(row, name)) for row in found] for name in _LISTS},
    }
    return Dataset.from_dict(columns, features=features)


def from_dataset(dataset: Iterable[Mapping[str, Any]]) -> list[DecoderRow]:
    """Return the rows of a data set, one that `to_dataset` made or any other with its columns.

    Args:
        dataset: a `datasets.Dataset`, or any iterable of dicts. `positions`, `question`, `answer` and one of
            `text` and `messages` are needed; other columns of `COLUMNS` may be missing.

    Raises:
        InputError: if a column is unknown or missing, or a value cannot be used; the message names the row
            and the column.

    Examples:
        >>> rows = from_dataset([{"text": "Peru", "positions": [1], "question": "Where?", "answer": "Peru"}])
        >>> rows[0].source
        'Peru'
    """
    return [
        _row(number, record)
        for number, record in enumerate(each_of("The data set", dataset, such_as="a datasets.Dataset"))
    ]


def _row(number: int, record: Any) -> DecoderRow:
    if not isinstance(record, Mapping):
        raise InputError(f"Row {number} is a dict from columns to values; got {shown(record)}.")
    if unknown := sorted(set(record) - set(COLUMNS), key=str):
        raise InputError(
            f"Row {number} has the column {shown(unknown[0])}; the columns are {', '.join(COLUMNS)}. Rename "
            "it, or remove it: dataset.remove_columns(...)."
        )
    given = {name: value for name, value in record.items() if value is not None}
    if missing := [name for name in _NEEDED if name not in given]:
        raise InputError(f"Row {number} has no {missing[0]}; the columns are {', '.join(COLUMNS)}.")
    text, messages = given.pop("text", None), given.pop("messages", None)
    if bool(text) == bool(messages):
        raise InputError(
            f"Row {number} has {'both text and messages' if text else 'neither text nor messages'}. Give the "
            "text that is run, or the messages of a chat."
        )
    try:
        return DecoderRow(source=text or messages, **given)
    except InputError as error:
        raise InputError(f"Row {number}: {error}") from error


def as_record(row: DecoderRow) -> dict[str, Any]:
    """Return a row as a dict with the columns of a data set.

    Args:
        row: row to write down.
    """
    record = dataclasses.asdict(row)
    source = record.pop("source")
    return {
        "text": None if row.is_chat else source,
        "messages": list(source) if row.is_chat else None,
        **{name: list(value) if isinstance(value, tuple) else value for name, value in record.items()},
    }
