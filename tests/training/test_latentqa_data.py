"""LatentQA's data: the published files, and the same made with a model's own replies."""

from __future__ import annotations

import json
import pathlib
import re

import pytest

from latentlens import Session
from latentlens.errors import InputError
from latentlens.training.data import (
    LatentQA,
    make_latentqa,
    read_latentqa,
    sampled_replies,
)


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the shipped model."""
    return Session()


def write_published(folder: pathlib.Path) -> pathlib.Path:
    """Write files in the shape of the published ones."""
    qa = {
        "goal-a": [["What is the goal?", "To rhyme."], ["How?", "In verse."]],
        "persona-b": [["Who?", "A cook."]],
    }
    files = {
        "qa": qa,
        "control": [{"control_user": "Please rhyme.", "label": "goal-a"}],
        "stimulus": [
            {
                "control_user": "Be a cook.",
                "control_thought": "How?",
                "control_model": "I cook.",
                "stimulus_user": "Hello.",
                "label": "persona-b",
            }
        ],
        "stimulus_completion": [
            {
                "control_user": "Please rhyme.",
                "control_thought": "",
                "control_model": "In time.",
                "stimulus_user": "Who are you?",
                "stimulus_thought": "Hm.",
                "stimulus_model": "You too.",
                "label": "goal-a",
            }
        ],
        "system": [{"system": "Be a cook.", "stimulus_user": "Good morning.", "label": "persona-b"}],
    }
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_the_published_files_are_read(tmp_path: pathlib.Path, session: Session) -> None:
    """Each record becomes an item with its chat, and each of its questions a row."""
    found = read_latentqa(write_published(tmp_path), "train")
    chats = {item.source: [(m["role"], m["content"]) for m in item.messages] for item in found}
    assert [("user", "Please rhyme.")] == chats["control"]
    assert [("user", "Be a cook."), ("assistant", "I cook."), ("user", "Hello.")] == chats["stimulus"]
    assert ("assistant", "You too.") == chats["stimulus_completion"][-1]
    assert [("system", "Be a cook."), ("user", "Good morning.")] == chats["system"]

    rows = LatentQA(found).rows(session, "train", 6)
    assert 6 == len({(row.task, row.question) for row in rows})
    (row,) = (row for row in rows if row.task == "latentqa/stimulus")
    assert (row.question, row.answer) == ("Who?", "A cook.")
    assert "Hello." == row.text_gives.strip()
    with pytest.raises(InputError, match="6 rows"):
        LatentQA(found).rows(session, "train", 7)


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("qa.json", None, "qa.json cannot be read"),
        ("qa.json", "[", "qa.json cannot be read"),
        ("qa.json", "[]", "an object from labels"),
        ("qa.json", '{"goal-a": [["a", "b", "c"]]}', "goal-a"),
        ("control.json", '[{"label": "goal-a"}]', "Record 0"),
        ("control.json", '[{"label": "goal-a", "control_user": ""}]', "no text in 'control_user'"),
        ("control.json", '[{"label": "new", "control_user": "a"}]', "no questions"),
        ("stimulus.json", "{}", "a list of objects"),
    ],
)
def test_a_file_of_another_shape_is_refused(
    tmp_path: pathlib.Path, file: str, content: str | None, message: str
) -> None:
    """The error names the file and what is wrong with it."""
    write_published(tmp_path)
    (tmp_path / file).unlink()
    if content is not None:
        (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        read_latentqa(tmp_path)


def test_a_directory_without_chats_is_refused(tmp_path: pathlib.Path) -> None:
    """Questions alone are not enough."""
    (tmp_path / "qa.json").write_text('{"a": [["b", "c"]]}', encoding="utf-8")
    with pytest.raises(InputError, match=r"holds none of control\.json"):
        read_latentqa(tmp_path)


def test_items_have_the_replies_of_the_model(session: Session) -> None:
    """Stimuli stand under the control and the model's own reply to it."""
    controls, questions = {"a": "Good morning."}, {"a": [("q?", "a.")]}
    found = make_latentqa(session, controls, questions, ["What is the capital of Peru?"], temperature=0.0)
    by_source = {item.source: item for item in found}
    assert 4 == len(found)
    reply = sampled_replies(session, [[{"role": "user", "content": "Good morning."}]], temperature=0.0)
    assert reply == [by_source["stimulus"].control_model]
    chat = by_source["stimulus"].messages
    assert sampled_replies(session, [chat], temperature=0.0) == [
        by_source["stimulus_completion"].stimulus_model
    ]
