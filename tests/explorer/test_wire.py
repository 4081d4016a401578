"""The messages between the Explorer's halves are what their models say, and TypeScript's types are theirs."""

from __future__ import annotations

import importlib.util
import json
import pathlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from browser_end import Browser
from latentlens import Explorer, Session
from latentlens.errors import InputError
from latentlens.explorer import wire_out
from latentlens.explorer.protocol import parse_question
from tiny import save_tiny

ROOT = pathlib.Path(__file__).parents[2]


def _generator() -> Any:
    spec = importlib.util.spec_from_file_location("wire_types", ROOT / "scripts" / "wire_types.py")
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """What `python scripts/wire_types.py` would write, by path."""
    # In a process of its own, for other tests register readers, whose settings it would write down too.
    code = (
        "import json, wire_types\n"
        "files = wire_types.files().items()\n"
        "print(json.dumps({str(path.relative_to(wire_types.ROOT)): text for path, text in files}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "scripts", capture_output=True, check=True)
    files: dict[str, str] = json.loads(ran.stdout)
    return files


@pytest.mark.parametrize(
    "path",
    [
        "widgets/src/wire.ts",
        "widgets/test/fields.json",
        "widgets/test/source.json",
        "widgets/test/steer.json",
    ],
)
def test_what_the_browser_knows_is_what_the_models_give(written: dict[str, str], path: str) -> None:
    """The committed file is what `python scripts/wire_types.py` writes."""
    assert written[path] == (ROOT / path).read_text("utf-8")


def unknown(value: Any, model: Any, at: str) -> Iterator[str]:
    """Yield the keys of plain data that a model, or a model in it, does not have."""
    if isinstance(value, list):
        for each in value:
            yield from unknown(each, model, at)
        return
    if not isinstance(value, dict) or not (isinstance(model, type) and issubclass(model, BaseModel)):
        return
    yield from (f"{at}.{key}" for key in value.keys() - model.model_fields.keys())
    for key, info in model.model_fields.items():
        for inner in (info.annotation, *get_args(info.annotation)):
            for each in (inner, *get_args(inner)):
                if key in value and isinstance(each, type) and issubclass(each, BaseModel):
                    yield from unknown(value[key], each, f"{at}.{key}")


def test_everything_that_python_sends_is_as_its_model_says(tmp_path: Path) -> None:
    """Every trait, answer and message has the keys and the types of its model, and no others."""
    save_tiny(tmp_path, "llama")
    session = Session(tmp_path)
    front = Browser(Explorer(session, session.run("the cat sat on the mat")))
    args = {"question": {"text": "the x is"}, "settings": {"max_new_tokens": 1}}
    front.query("a", "ask", layer=1, position=2, options=["a", "b"], **args)
    front.query("s", "sweep", layer=1, start=1, stop=3, **args)
    front.query("l", "lens", layers=[0, 1], start=0, stop=2)
    front.query("t", "target", layer=1, position=2, **args)
    front.query("e", "ask", layer=99, position=2, **args)
    for id in ("a", "s", "l", "t", "e"):
        front.end(id)
    explorer = front.explorer
    by_kind = {
        model.model_fields["kind"].annotation: model for model in wire_out.OUT if "kind" in model.model_fields
    }
    known = {get_args(kind)[0]: model for kind, model in by_kind.items()}
    sent = [
        *((each, wire_out.Way) for each in explorer.presets),
        *((each, wire_out.FieldGroup) for each in explorer.fields),
        (explorer.source, wire_out.SourceFields),
        (explorer.steer, wire_out.SourceFields),
        *((each, wire_out.Answer) for each in explorer.history),
        *((each, wire_out.Curve) for each in explorer.curves),
        *((message, known[message["kind"]]) for message in front.heard if message["kind"] in known),
        *((m["value"], wire_out.Page) for m in front.heard if m["kind"] == "result" and m["id"] == "l"),
        *((m["value"], wire_out.Target) for m in front.heard if m["kind"] == "result" and m["id"] == "t"),
    ]

    assert {"queued", "progress", "result", "error"} <= {m["kind"] for m in front.heard}
    found: set[str] = set()
    for value, model in sent:
        model.model_validate(value, strict=False)
        found |= {*unknown(value, model, model.__name__)}
    assert set() == found


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ({}, "A question has a preset, a text, or both"),
        ({"question": {}}, "A question has a preset"),
        ({"question": {"text": 3}}, "A question has a preset"),
        ({"question": {"text": "x"}, "options": "ab"}, "The options are a list of texts; got 'ab'"),
        ({"question": {"text": "x"}, "options": [1]}, "The options are a list of texts"),
        ({"question": {"text": "x"}, "settings": [1]}, "The settings are values by name; got"),
        ({"question": {"text": "x"}, "source": 3}, "The source is values by name; got 3"),
    ],
)
def test_what_is_wrong_with_a_question_is_named(args: dict[str, Any], says: str) -> None:
    """The key, what it has to be, and what was given."""
    with pytest.raises(InputError, match=says):
        parse_question(args)
