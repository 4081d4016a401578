"""The decoders that ship with the package, as files: small, whole, with their evaluation and their recipe."""

from __future__ import annotations

import pathlib

import pytest

import latentlens
from latentlens import Decoder, Session
from latentlens.errors import DecoderError
from latentlens.model.bundled import bundled_names
from latentlens.training.decoders.recipe_file import read_recipe

PACKAGE = pathlib.Path(latentlens.__file__).parent
SHIPPED = sorted(path.parent for path in PACKAGE.glob("*/decoders/*/*/decoder.json"))
"""Directory of each: of a room of the package, by the model that answers and by the decoder's name."""

OF_REAL_MODEL = PACKAGE / "catalogue" / "decoders" / "smollm2-135m" / "oracle"
"""By its directory: by its name it opens where its model was fetched."""

MOST_BYTES = 12_000_000


def test_they_take_little_room() -> None:
    """At most 12 MB together, with everything that stands beside them."""
    files = [path for place in SHIPPED for path in place.rglob("*") if path.is_file()]
    assert MOST_BYTES >= sum(path.stat().st_size for path in files) > 0


@pytest.mark.parametrize("place", SHIPPED, ids=lambda place: f"{place.parent.name}/{place.name}")
def test_each_says_what_it_was_trained_on_and_how_well_it_reads(place: pathlib.Path) -> None:
    """Its manifest has its model, its evaluation with a control, and a recipe that trains it again."""
    manifest = Decoder.load(place).manifest
    assert place.parent.name == manifest.base.name
    assert manifest.training is not None
    assert {"decoder", "shuffled", "probe", "majority"} <= {row.who for row in manifest.evaluation}
    home = place.parents[2] / "recipes" / place.parent.name
    recipe = read_recipe(home / f"{place.name}.toml")
    trained = manifest.training.settings
    for part in ("adapter", "mapping", "read", "write", "prompt", "optimiser", "steps", "batch_size"):
        told = recipe.settings()[part]
        if isinstance(told, dict):  # settings that came later have their defaults
            told = {name: value for name, value in told.items() if name in trained[part]}
        assert trained[part] == told, part


def test_that_of_the_real_model_reads_what_the_text_and_its_twin_do_not_know() -> None:
    """On every task above the same recipe without activations, intervals apart; on two above the text too."""
    rows = {(row.task, row.who): row for row in Decoder.load(OF_REAL_MODEL).manifest.evaluation}
    tasks = {task for task, _ in rows}
    assert {"own_chats", "relations", "cuts", "next_token"} == tasks
    assert all(rows[task, "decoder"].low > rows[task, "no activations"].high for task in tasks)
    assert {"cuts", "next_token"} <= {
        task for task in tasks if rows[task, "decoder"].low > rows[task, "text only"].high
    }


def test_one_that_reads_one_layer_says_so() -> None:
    """Its summary speaks of a layer, and of layers where there are several."""
    assert "oracle: activation oracle, reads layer 16." == Decoder.load(OF_REAL_MODEL).summary


def test_one_whose_model_was_not_fetched_says_how_to_fetch_it(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And does not look for it on the hub."""
    monkeypatch.setenv("LATENTLENS_DATA_DIR", str(tmp_path))
    with pytest.raises(DecoderError, match="latentlens fetch smollm2-135m"):
        Decoder.load("smollm2-135m/oracle")


@pytest.mark.parametrize("name", bundled_names())
def test_each_is_loaded_by_its_name_and_fits_the_model(name: str) -> None:
    """In the session of the model that answers, whose weights have the manifest's fingerprint."""
    with Session(name) as session:
        there = {place.name for place in SHIPPED if place.parent.name == name}
        assert there == set(session.decoders)
        for decoder in session.decoders.values():
            assert session.model.fingerprint() == decoder.manifest.base.fingerprint
