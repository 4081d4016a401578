"""The shipped models: small, safe, opened by anyone, and able to do what the lessons rest on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch

from latentlens import Session
from latentlens.experiments.bars import Figure
from latentlens.experiments.world_report import measure, opening_time
from latentlens.files.checksums import damaged_files, write_checksums
from latentlens.world import model_path
from latentlens.world.recipe import RECIPES
from latentlens.world.text import world_words

MODELS = ("world-small", "world-base")
MISSED = {
    "world-small": {"description_product": 73.33},
    "world-base": {"description_product": 73.33},
}
"""What the models do not reach, in percent: the same numbers as under "Known failures" in their cards."""


def _a_case(figure: Figure) -> float:
    """How far a figure may move between processors: sums in another order can turn a tie."""
    return max(1.5, 100 / (figure.cases or 100))


@pytest.fixture(scope="module", params=MODELS)
def figures(request: pytest.FixtureRequest) -> dict[str, Figure]:
    """What the report measures on held-out cases, by name."""
    with Session(request.param) as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening_time, "RUNS", 1)
        return {figure.name: figure for figure in measure(session)}


def test_every_bar_is_reached_but_those_known_to_be_missed(figures: dict[str, Figure], request) -> None:
    """On held-out cases no ability falls below its bar, but for those written down with what they reach."""
    name = request.node.callspec.params["figures"]
    missed = {f.name: f for f in figures.values() if f.holds is False and f.name != "open_seconds"}

    # A figure that comes up to its bar is to be struck off the list, and none may fall further.
    assert set(MISSED[name]) == set(missed)
    for figure in missed.values():
        assert MISSED[name][figure.name] == pytest.approx(figure.value, abs=_a_case(figure))


def test_opening_is_timed_beside_its_bar(figures: dict[str, Figure]) -> None:
    """From opening the model to the first answer; whether that is soon enough is for a benchmark."""
    opening = figures["open_seconds"]

    assert (2.0, "lower", "s") == (opening.bar, opening.better, opening.unit)
    assert 0 < opening.value


def test_the_report_measures_enough_cases(figures: dict[str, Figure]) -> None:
    """A share is of as many cases as its interval says, and none is next to nothing."""
    shares = [figure for figure in figures.values() if figure.interval is not None]

    assert all(f.cases is not None and f.interval is not None for f in shares)
    assert 5000 < (figures["facts"].cases or 0)
    assert all(300 == figures[name].cases for name in ("persona", "goal", "secret", "constraint", "lying"))
    assert all(8 <= (f.cases or 0) for name, f in figures.items() if name.startswith("description_"))


def test_the_card_says_what_the_report_measures(figures: dict[str, Figure], request) -> None:
    """The figures in the shipped card are those of the shipped weights."""
    name = request.node.callspec.params["figures"]
    card = model_path(name).joinpath("README.md").read_text(encoding="utf-8")
    rows = {
        line.split(" | ")[0].removeprefix("| "): line.split(" | ")[1]
        for line in card.splitlines()
        if line.startswith("| ")
    }

    for figure in figures.values():
        if figure.name != "open_seconds":
            expected = float(rows[figure.name].split()[0])
            assert figure.value == pytest.approx(expected, abs=_a_case(figure)), figure.name


@pytest.mark.parametrize("name", MODELS)
def test_the_files_are_whole_and_free_of_pickle(name: str) -> None:
    """Everything in a model's directory is text or safetensors, and is what was written."""
    files = [path for path in model_path(name).iterdir() if path.is_file()]

    assert [] == damaged_files(model_path(name))
    assert {".json", ".md", ".safetensors", ".jinja", ""} >= {path.suffix for path in files}
    assert 20_000_000 > sum(path.stat().st_size for path in files)


def test_a_list_of_checksums_that_is_damaged_hides_nothing(tmp_path: Path) -> None:
    """A file that is not listed, and a list that is none, are said to be wrong."""
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / ".DS_Store").write_text("")
    write_checksums(tmp_path)
    assert [] == damaged_files(tmp_path)

    (tmp_path / "SHA256SUMS").write_bytes(b"")
    assert ["config.json is not in SHA256SUMS"] == damaged_files(tmp_path)
    (tmp_path / "SHA256SUMS").write_bytes(b"\xff")
    assert "cannot be read" in damaged_files(tmp_path)[0]


@pytest.mark.parametrize("name", MODELS)
def test_the_shape_is_that_of_the_recipe(name: str) -> None:
    """The shipped model is the one that its recipe makes, opened in float32."""
    plan = RECIPES[name]
    with Session(name) as session:
        model = session.model

        assert (plan.blocks, plan.width, plan.context) == (model.n_layers, model.d_model, model.n_ctx)
        assert torch.float32 == model.dtype


def test_the_models_share_their_tokenizer() -> None:
    """What one model writes the other reads, token by token: cross-model patching needs no translation."""
    small, base = (model_path(name) / "tokenizer.json" for name in MODELS)

    assert small.read_bytes() == base.read_bytes()


def test_the_tokenizer_is_the_one_the_recipe_makes(tmp_path: Path) -> None:
    """Making the tokenizer again from the world's words gives the shipped one."""
    from latentlens.world.word_tokenizer import make_tokenizer

    make_tokenizer().save_pretrained(tmp_path)
    made, shipped = (json.loads((p / "tokenizer.json").read_text()) for p in (tmp_path, model_path()))

    assert shipped == made


def test_words_are_one_token() -> None:
    """Placeholders, and every word of the world, are single tokens after the leading `<bos>`."""
    with Session() as session:
        tokenizer = session.model.tokenizer
        texts = ["x", " x", "?", " ?", *world_words(), *(f" {word}" for word in world_words())]

        assert [] == [text for text in texts if len(tokenizer.encode(text)) != 2]


@pytest.mark.parametrize("name", MODELS)
def test_transformerlens_sees_the_same_model(name: str, tmp_path: Path, monkeypatch) -> None:
    """TransformerLens opens the files without a network, with the same token ids and logits."""
    from transformer_lens.model_bridge import TransformerBridge

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    copy = tmp_path / "model"
    shutil.copytree(model_path(name), copy)
    bridge = TransformerBridge.boot_transformers(str(copy), device="cpu", dtype=torch.float32)
    text = "The capital of France is"
    with Session(name) as session:
        ids = session.model.tokenizer.encode(text)

        assert ids == bridge.to_tokens(text)[0].tolist()
        with torch.no_grad():
            assert torch.allclose(bridge(torch.tensor([ids])), session.model.all_logits([ids]), atol=1e-4)
