"""Rows of training data for decoders: their columns, their checks, and their form as a data set."""

from __future__ import annotations

from typing import Any

import pytest

from latentlens.errors import InputError
from latentlens.training.data import DecoderRow, check_no_leaks, from_dataset, leaks, to_dataset

CHAT = ({"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hello."})
TEXT_ROW = DecoderRow("Peru is large", (1, 2), "Which country is this?", "Peru", task="entity")
CHAT_ROW = DecoderRow(
    CHAT,
    (4, 5),
    "What is the mood?",
    "kind",
    ("kind", "sad"),
    (1, 2),
    "persona",
    "test",
    (1, 2),
    "Hello.",
    "tuned",
    ("pair mood kind",),
)


def test_a_data_set_gives_its_rows_back() -> None:
    """Texts and chats go through a data set, with every column."""
    assert [TEXT_ROW, CHAT_ROW] == from_dataset(to_dataset([TEXT_ROW, CHAT_ROW]))


def test_a_data_set_is_kept_on_disk(tmp_path: Any) -> None:
    """What is saved and loaded again gives the same rows."""
    import datasets

    to_dataset([TEXT_ROW, CHAT_ROW]).save_to_disk(str(tmp_path))
    assert [TEXT_ROW, CHAT_ROW] == from_dataset(datasets.load_from_disk(str(tmp_path)))


def test_a_row_says_what_its_source_is() -> None:
    """A chat is told from a text by its type."""
    assert (False, True) == (TEXT_ROW.is_chat, CHAT_ROW.is_chat)


def test_lists_become_tuples_of_plain_numbers() -> None:
    """A row made of lists equals one made of tuples."""
    assert CHAT_ROW.positions == (4, 5)
    assert DecoderRow(list(CHAT), [4], "a?", "b") == DecoderRow(CHAT, (4,), "a?", "b")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"positions": []}, "positions is empty"),
        ({"positions": [3, 2]}, "positions is in ascending order"),
        ({"positions": [1.5]}, "positions is a whole number"),
        ({"positions": "12"}, "positions is a list"),
        ({"hidden": [1]}, "both read and hidden"),
        ({"layers": [-1]}, "layers is -1"),
        ({"answer": " "}, "answer is empty"),
        ({"question": 3}, "question is a text"),
        ({"options": ["Chile"]}, "not among the options"),
        ({"options": ["Peru", "Peru"]}, "Two options are the same"),
        ({"split": "dev"}, "split is 'dev'"),
        ({"text_gives": None, "task": 1}, "task is a text"),
        ({"label": "x"}, "the column 'label'"),
        ({"question": None}, "has no question"),
        ({"text": None}, "neither text nor messages"),
        ({"messages": list(CHAT)}, "both text and messages"),
        ({"text": None, "messages": [{"role": "user"}]}, "nothing else"),
        ({"text": "half \ud800"}, "lone surrogate"),
    ],
)
def test_a_bad_column_is_named_with_its_row(change: dict[str, Any], message: str) -> None:
    """An error says which row and which column it is about."""
    good = {"text": "Peru is large", "positions": [1], "question": "Which?", "answer": "Peru"}
    with pytest.raises(InputError, match=message) as raised:
        from_dataset([good, {**good, **change}])
    assert str(raised.value).startswith("Row 1")


def test_no_rows_make_no_data_set() -> None:
    """Nothing, and things that are no rows, are refused."""
    with pytest.raises(InputError, match="no rows"):
        to_dataset([])
    with pytest.raises(InputError, match="Row 1 is a DecoderRow"):
        to_dataset([TEXT_ROW, {"text": "Peru"}])  # type: ignore[list-item]


def test_what_the_text_gives_away_is_recorded() -> None:
    """An answer that stands in the text read, in whole words, is given away by it."""
    rows = [
        DecoderRow("x", (0,), "a?", "Rome", text_gives=text)
        for text in ("he went to rome.", "Romeo", "", "Rome")
    ]
    assert [True, False, False, True] == [row.text_gives_away for row in rows]


def test_what_stands_in_two_splits_is_found() -> None:
    """A thing that decides the split may stand in one split only."""
    train = DecoderRow("a", (0,), "q?", "a", split="train", held_out_by=("pair one", "pair two"))
    test = DecoderRow("b", (0,), "q?", "a", split="test", held_out_by=("pair two", "pair three"))
    assert ["pair two"] == leaks([train, test])
    with pytest.raises(InputError, match="pair two"):
        check_no_leaks([train, test])
    check_no_leaks([train, train])
