"""Target prompts in the catalogue: what an entry names is what its session asks with."""

from __future__ import annotations

import json
import pathlib

import pytest

from latentlens import ChatPrompt, Session, presets
from latentlens.catalogue.entry import CATALOGUE, entries
from latentlens.catalogue.local_models import fetchable_models
from latentlens.explorer.menu import menu
from latentlens.model import bundled as registry
from latentlens.readers.presets import as_reader
from latentlens.world import model_path

CHAT = [
    {"role": "user", "content": "Peru"},
    {"role": "assistant", "content": "Country"},
    {"role": "user", "content": "{slot}"},
]


@pytest.mark.parametrize("name", list(entries()))
def test_each_prompt_of_the_catalogue_makes_a_reader(name: str) -> None:
    """Each is for a preset or relation, and other than the paper's own."""
    for preset, prompt in entries()[name].prompts.items():
        chosen = as_reader(preset, prompts={preset: ChatPrompt.of(prompt)})
        assert chosen != as_reader(preset)


def test_prompts_of_an_entry_reach_the_session(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts and chats, in questions by name and in the Explorer's menu."""
    entry = json.loads(CATALOGUE.read_text())[0] | {
        "name": "mine",
        "prompts": {"description": "Peru: country, x:", "description_in_chat": CHAT},
    }
    catalogue = tmp_path / "models.json"
    catalogue.write_text(json.dumps([entry]))
    monkeypatch.setattr("latentlens.catalogue.entry.CATALOGUE", catalogue)
    monkeypatch.setattr(registry, "_catalogues", [fetchable_models])
    monkeypatch.setenv("LATENTLENS_DATA_DIR", str(tmp_path))
    place = tmp_path / "models" / "mine"
    place.mkdir(parents=True)
    for file in model_path("world-small").iterdir():
        (place / file.name).symlink_to(file)
    (place / "fetched.json").write_text("{}")

    with Session("mine") as session:
        assert {
            "description": "Peru: country, x:",
            "description_in_chat": ChatPrompt(CHAT),
        } == session.prompts
        answer = session.ask(session.run("France"), 2, -1, "description_in_chat", controls=False)
        assert presets.description_in_chat(ChatPrompt(CHAT)) == answer.reader
        offered = {
            name: each.to_json()["settings"]["prompt"]
            for name, each in menu(session).items()
            if name in session.prompts
        }
        assert {"description": "Peru: country, x:", "description_in_chat": "{slot}"} == offered
