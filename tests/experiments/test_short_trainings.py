"""`latentlens reproduce scaling`: trainings that differ in one thing, and what is said of them."""

from __future__ import annotations

import json
import pathlib
from typing import Any, NoReturn

import pytest
from typer.testing import CliRunner, Result

from latentlens import Decoder, Session
from latentlens.cli.main import app
from latentlens.display.progress import Progress
from latentlens.experiments.decoders.asked_decoder import AskedDecoder
from latentlens.experiments.decoders.measured_tasks import tasks_for
from latentlens.experiments.decoders.row_activations import row_activations
from latentlens.experiments.decoders.scaling_tables import short_trainings_markdown
from latentlens.experiments.patchscopes.accuracy import CaseEstimate
from latentlens.experiments.patchscopes.result_cache import ResultCache, Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.short_trainings import SHORT_TRAININGS, measured_trainings
from latentlens.experiments.short_trainings.measured_trainings import MeasuredTrainings, accuracy
from latentlens.experiments.short_trainings.short_training import ShortTraining
from latentlens.experiments.short_trainings.trainings_outcome import gain, verdict_on
from latentlens.training import train


@pytest.fixture(autouse=True)
def two_tasks(monkeypatch: pytest.MonkeyPatch, no_images: None) -> None:
    """Two tasks, whose rows are soon made, in place of three."""
    monkeypatch.setattr(measured_trainings, "WORLD_TASKS", ("relations", "entity"))


def invoke(*arguments: object) -> Result:
    """Run the command in this process, on few rows."""
    return CliRunner().invoke(app, ["reproduce", "scaling", "--quick", *map(str, arguments)])


def quick_study(session: Session, folder: pathlib.Path) -> Study:
    """A study of few cases."""
    return Study(session, ResultCache(folder, {}), quick=True)


@pytest.fixture(scope="module")
def done(
    world_directory: pathlib.Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[pathlib.Path, Result]:
    """The results of one quick run, and how it ended."""
    home = tmp_path_factory.mktemp("scaling")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measured_trainings, "WORLD_TASKS", ("relations", "entity"))
        result = invoke("--model", world_directory, "--out", home / "out", "--json", home / "all.json")
    return home, result


def test_every_experiment_is_written(done: tuple[pathlib.Path, Result]) -> None:
    """Each has a figure for each training, a verdict for each claim, and the settings of its trainings."""
    home, result = done
    assert 0 == result.exit_code, result.stderr
    found = {each["experiment"]: each for each in json.loads((home / "all.json").read_text())["results"]}
    assert [each.name for each in SHORT_TRAININGS] == list(found)
    for summary in found.values():
        decoders = [row for row in summary["settings"]["table"] if row["who"] == "decoder"]
        assert len(decoders) == len(summary["figures"])
        assert len({figure["name"] for figure in summary["figures"]}) == len(summary["figures"])
        assert summary["verdicts"]
        assert (2, 2) == (summary["settings"]["steps"], summary["settings"]["batch"]), "as it was run"
    controls = [row for row in found["scaling-rows"]["settings"]["table"] if row["who"] != "decoder"]
    assert [("no activations", 60)] * 2 == [(row["who"], row["rows"]) for row in controls], "of the largest"


def test_what_is_finished_is_not_trained_again(
    done: tuple[pathlib.Path, Result], world_directory: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same command again trains nothing."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("it trains again")

    monkeypatch.setattr(measured_trainings, "train", refuse)
    again = invoke("--model", world_directory, "--out", done[0] / "out")
    assert 0 == again.exit_code, again.output


def test_the_page_has_the_section(done: tuple[pathlib.Path, Result], tmp_path: pathlib.Path) -> None:
    """The page on decoders is written from these results too."""
    page = tmp_path / "page.md"
    found = CliRunner().invoke(
        app, ["reproduce", "oracles", "--out", str(done[0] / "out"), "--page", str(page)]
    )
    assert 0 == found.exit_code, found.output
    text = page.read_text()
    assert "## What a decoder's reading depends on" in text
    assert all(f"### {each.title}" in text for each in SHORT_TRAININGS)


def test_answers_are_those_of_the_decoder_trained_alone(
    world_session: Session, tmp_path: pathlib.Path
) -> None:
    """The same recipe, trained and asked by itself, gives the same answers with the same confidence."""
    study = quick_study(world_session, tmp_path)
    training = ShortTraining(((2,), (1,)), 1, {"relations": 20}, control=True, quick=True)
    got = MeasuredTrainings(study).measure([training])

    task = tasks_for(world_session.backend, of_world=True)["relations"]
    rows = task.generator.rows(world_session.backend, "train", 20, 0, progress=False)
    asked = task.rows(world_session.backend, "test", 4, 0, Progress(bar=False))
    states = row_activations(asked, world_session.backend, (1,))
    trained = train(training.recipe(world_session.backend.name, 0), rows, session=world_session)
    kinds = {"decoder": trained.weights, "no activations": trained.controls["no_activations"]}
    for who, weights in kinds.items():
        decoder = AskedDecoder(Decoder(weights), world_session.backend, Progress(bar=False))
        expected = [each.columns for each in decoder.options(asked, states, write=who == "decoder")]
        own = [row for row in got if (row["who"], row["task"]) == (who, "relations")]
        assert expected == [{name: row[name] for name in expected[0]} for row in own]


def made_rows(training: ShortTraining, correct: list[bool]) -> list[Row]:
    """Answers of a decoder to one task."""
    return [
        {"training": training.name, "who": "decoder", "task": "t", "row": i, "correct": each}
        for i, each in enumerate(correct)
    ]


def test_trainings_are_compared_row_by_row(world_session: Session, tmp_path: pathlib.Path) -> None:
    """A gain is the mean difference on the same rows: certain where each row has the same one."""
    one, other = (ShortTraining(((layer,),), 1, {"t": 1}) for layer in (1, 2))
    rows = made_rows(one, [True] * 8 + [False] * 2) + made_rows(other, [False] * 8 + [False] * 2)
    found = gain(rows, one, other, "t", quick_study(world_session, tmp_path))
    assert 0.8 == found.value
    same = gain(rows, one, one, "t", quick_study(world_session, tmp_path))
    assert (0.0, 0.0, 0.0) == (same.value, same.low, same.high)
    assert 0.8 == accuracy(rows, one, "t").value


UP, DOWN, NEITHER = (
    CaseEstimate(0.2, 0.1, 0.3, 9),
    CaseEstimate(-0.2, -0.3, -0.1, 9),
    CaseEstimate(0, -1, 1, 9),
)


@pytest.mark.parametrize(
    ("gains", "word"),
    [
        ((UP, NEITHER), "agrees"),
        ((DOWN, NEITHER), "disagrees"),
        ((UP, DOWN), "cannot be told"),
        ((NEITHER,), "cannot be told"),
        ((), "cannot be told"),
    ],
)
def test_a_claim_needs_one_direction(gains: tuple[CaseEstimate, ...], word: str) -> None:
    """A claim about all tasks holds if some gain is above 0 and none below, and the other way about."""
    found = verdict_on("more is better", {str(i): each for i, each in enumerate(gains)})
    assert word == found.word


def layers_summary(**settings: Any) -> dict[str, Any]:
    """The summary of the experiment on layers, with its settings."""
    return {
        "experiment": "scaling-layers",
        "title": "Layers",
        "finding": "Something.",
        "models": [{"name": "m"}],
        "settings": settings,
        "verdicts": [{"claim": "It helps.", "word": "cannot be told", "reason": "because"}],
        "notes": [],
    }


def test_cells_stand_at_their_layers() -> None:
    """A number stands in the row of the layers read and in the column of the layer written."""
    table = [
        {"read": read, "written": written, "rows": 3, "trained": "t", "task": "t", "who": "decoder"}
        | {"value": value, "low": 0.0, "high": 1.0}
        for read, written, value in (("2", 0, 0.25), ("2", 3, 0.5), ("4", 0, 0.75))
    ]
    summary = layers_summary(steps=1, batch=2, table=table)
    text = "\n".join(short_trainings_markdown([summary]))
    assert "| 2 | 25.0 (0.0–100.0) | 50.0 (0.0–100.0) |" in text
    assert "| 4 | 75.0 (0.0–100.0) | – |" in text


def test_a_model_that_cannot_be_trained_is_on_the_page_too() -> None:
    """An experiment that a model refused has no table; the page says why, and has the others'."""
    text = "\n".join(short_trainings_markdown([layers_summary()]))
    assert "- It helps. **cannot be told**: because" in text
