"""Decoders that ship with a model open by its name and theirs, and stand in its sessions and in the menu."""

from __future__ import annotations

import dataclasses
import pathlib
from collections.abc import Iterator

import pytest

from latentlens import Decoder, Session
from latentlens.adapters.lora import LoraAdapter
from latentlens.decoder_files.directory import write_decoder
from latentlens.decoder_files.manifest import Manifest, Read, WriteAt
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.errors import DecoderError
from latentlens.explorer.menu import build_request, fields_of, menu
from latentlens.explorer.protocol import ParsedQuestion
from latentlens.model import bundled
from latentlens.readers.decoder_checks import facts_of
from latentlens.training.decoders.recipe_file import read_recipe


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session on the bundled model, which ships an oracle and its recipe."""
    home: pathlib.Path = tmp_path_factory.mktemp("shipped")
    with Session("world-small") as first:
        manifest = Manifest(
            method="activation_oracle",
            name="oracle",
            base=facts_of(first.backend),
            read=Read(layers=((4,),)),
            write=WriteAt(layer=1, injection="add_norm_matched"),
            prompt=PromptSettings(form="ao_inline", placeholder=" ?"),
        )
        adapter = LoraAdapter.fresh(first.model, r=1, alpha=1, target_modules=["q_proj"])
        write_decoder(home / "oracle", DecoderWeights(manifest, adapter))
    (home / "oracle.toml").write_text('name = "oracle"\n[read]\nlayers = [[4]]\n')
    decoders, recipes = bundled.decoders_in(home, home)
    known = bundled._loaders["world-small"]()
    with pytest.MonkeyPatch.context() as patch:
        changed = dataclasses.replace(known, decoders=decoders, recipes=recipes)
        patch.setitem(bundled._loaders, "world-small", lambda: changed)
        with Session("world-small") as opened:
            yield opened


def test_it_loads_by_name(session: Session) -> None:
    """The model's name and its own, in `Decoder.load` and in the session; nobody else's."""
    decoder = Decoder.load("world-small/oracle")
    assert decoder == session.decoders["oracle"]
    assert ["oracle"] == list(session.decoders)
    assert "Decoder.load('world-small/oracle')" == repr(decoder)
    with Session("world-base") as other:
        assert ["metamodel"] == list(other.decoders)
    with pytest.raises(DecoderError):
        Decoder.load("./world-small/telepathy")


def test_a_misspelt_one_is_not_looked_for_on_the_hub(session: Session) -> None:
    """Of a model that is here a decoder ships or there is none: the names are told, without a network."""
    with pytest.raises(
        DecoderError, match=r"'orcale' ships with world-small, only oracle\. Did you mean 'oracle'"
    ):
        Decoder.load("world-small/orcale")


def test_it_answers_in_its_session(session: Session) -> None:
    """As any reader, with its own question."""
    trace = session.run("The capital of France is")
    asked = session.decoders["oracle"].with_question("What is it?")
    answer = session.ask(trace, 4, 4, asked, options=["Paris", "Rome"])
    assert answer.text in ("Paris", "Rome")


def test_the_menu_lists_it_and_takes_a_question(session: Session) -> None:
    """The typed text is the question; the settings are those of decoders, without a second question."""
    entries = menu(session)
    entry = entries["decoder:oracle"].to_json()
    assert ("oracle", "Decoders", "question") == (entry["label"], entry["group"], entry["takes"])
    assert "question" not in entry["settings"]
    assert fields_of(entries.values())
    posed = ParsedQuestion("decoder:oracle", "What is it about?", (), {})
    made = build_request(posed, entries)
    assert session.decoders["oracle"].with_question("What is it about?") == made.reader


def test_its_recipe_is_found_by_the_same_name(session: Session) -> None:
    """So that `latentlens train world-small/oracle` trains it again."""
    assert "oracle" == read_recipe("world-small/oracle").name
