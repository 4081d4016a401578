"""What a teaching model knows and does, to the end: figures, cards, and the command."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from latentlens import Session
from latentlens.cli.main import app
from latentlens.experiments.bars import Figure, publish
from latentlens.experiments.world_report import (
    STAGES,
    entity_probe,
    knowledge,
    measure,
    opening_time,
    untrained_patchscopes,
)
from latentlens.experiments.world_report.card import card_text
from latentlens.world import PROMPTS, questions
from world_shape import BLOCKS, RELATIONS

# --- probes and opening


def run_here(command: list[str], text: bool) -> str:
    """Run what another process would run in this one, which has torch already."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed):
        patch.setattr(sys, "argv", ["-c", *command[3:]])
        exec(compile(command[2], "opening", "exec"), {})
    return printed.getvalue()


# --- the whole report


BARS: dict[str, float | None] = {
    "facts": 98,
    "two_hop_trained": 95,
    "two_hop_held_out": None,
    "both_hops_known": 95,
    "persona": 90,
    "goal": 90,
    "secret": 90,
    "constraint": 90,
    "truthful": 95,
    "lying": 90,
    **{f"description_{kind}": 80 for kind in ("country", "city", "person", "company", "product")},
    "identity_p1": 80,
    "identity_p1_logit_lens": None,
    "identity_beats_logit_lens": 0.1,
    "attribute_mean": 70,
    "attribute_null": 15,
    **{f"attribute_{name}": None for name in RELATIONS},
    **{f"probe_layer_{layer}": None for layer in range(BLOCKS + 1)},
    "open_seconds": 2,
}
"""Every figure of the report on a model with so many blocks, in order, with its bar."""


@pytest.fixture
def shortened(monkeypatch) -> None:
    """The whole report on few cases, opening in this process."""
    few = {n: dataclasses.replace(r, answers=dict(list(r.answers.items())[:3])) for n, r in RELATIONS.items()}
    monkeypatch.setattr(knowledge, "questions", lambda kind, split: questions(kind, split)[:12])
    monkeypatch.setattr(untrained_patchscopes, "relations", lambda: few)
    monkeypatch.setattr(untrained_patchscopes, "FEW", 1)
    monkeypatch.setattr(untrained_patchscopes, "POSITIONS", 15)
    monkeypatch.setattr(entity_probe, "KIND", "product")
    monkeypatch.setattr(entity_probe, "TRAIN", 2)
    monkeypatch.setattr(entity_probe, "TEST", 1)
    monkeypatch.setattr(opening_time.subprocess, "check_output", run_here)


def test_the_report_has_every_figure(world_session, shortened) -> None:
    """Each stage is announced and yields its figures, each in its order and with its bar."""
    stages: list[str] = []
    figures = list(measure(world_session, on_stage=stages.append))
    assert 24 == len(RELATIONS)
    assert list(STAGES) == stages
    assert list(BARS) == [figure.name for figure in figures]
    assert BARS == {figure.name: figure.bar for figure in figures}
    assert {"attribute_null", "open_seconds"} == {f.name for f in figures if f.better == "lower"}
    for figure in figures:
        if figure.unit == "%" and figure.interval is not None:
            low, high = figure.interval
            assert 0 <= low <= figure.value <= high + 1e-9 <= 100 + 2e-9
            assert figure.cases


def test_figures_are_there_as_soon_as_they_are_measured(world_session, shortened) -> None:
    """The first figure needs the first stage only."""
    stages: list[str] = []
    figure = next(measure(world_session, "validation", on_stage=stages.append))
    assert ("facts", ["facts"]) == (figure.name, stages)


# --- tables, files and cards


FIGURES = [
    Figure("facts", 99.25, "%", 98.0, interval=(98.9, 99.5), cases=5739, note="in paraphrases never seen"),
    Figure("lying", 71.5, "%", 90.0, interval=(66.2, 76.4), cases=300, note="topics never lied about"),
    Figure("probe_layer_2", 12.345678, "%"),
    Figure("open_seconds", 1.5, "s", 2.0, "lower"),
]


def test_a_report_prints_only_the_columns_that_it_needs(capsys) -> None:
    """Intervals, cases and notes stand in the table where some figure has them."""
    assert not publish("Title", FIGURES)
    printed = capsys.readouterr().out
    assert printed.startswith("Title")
    for part in ("interval", "cases", "note", "98.9–99.5", "5739", "in paraphrases never seen", "≥ 98"):
        assert part in printed
    assert re.search(r"lying.*71\.5.*≥ 90.*NO", printed)
    assert re.search(r"open_seconds.*1\.5.*≤ 2.*yes", printed)
    assert publish("Title", FIGURES[2:])
    printed = capsys.readouterr().out
    assert not re.search("interval|cases|note", printed)
    assert "12.35" in printed


MADE = {
    "name": "world-tiny",
    "settings": {"Shape": "Llama, 2 blocks", "Loss at the end": "1.234 nats a token"},
    "depths": {
        "narrow": 0.65,
        "deepest": 4,
        "finish": 1500,
        "finish_deepest": 3,
        "blocks": 8,
        "finish_early": 0.5,
        "early_layer": 6,
    },
}


def test_a_card_lists_what_was_missed_as_a_failure() -> None:
    """A figure below its bar stands under the known failures with the number reached; others do not."""
    card = card_text(MADE, FIGURES)
    abilities, failures = card.split("## Abilities")[1].split("## Known failures")
    assert "lying: 71.5 %, asked for 90 %" in failures
    assert not re.search("facts|probe_layer|open_seconds", failures)
    assert "no way to say that it does not know" in failures
    rows = [line for line in abilities.splitlines() if line.startswith("| ")][1:]
    assert [figure.name for figure in FIGURES] == [row.split(" | ")[0].removeprefix("| ") for row in rows]
    assert "| facts | 99.25 % | 98.9–99.5 | 5739 | ≥ 98 | in paraphrases never seen |" == rows[0]
    assert "| ≥ 90 (missed) |" in rows[1]
    assert "| probe_layer_2 | 12.35 % |  |  |  |  |" == rows[2]
    assert "≤ 2 |" in rows[3]
    assert "missed" not in "".join([rows[0], *rows[2:]])


def test_a_card_without_misses_still_names_a_failure() -> None:
    """A card always says what the model cannot do, and how it was made."""
    card = card_text(MADE, [FIGURES[0]])
    assert card.startswith("# world-tiny\n")
    assert "- Shape: Llama, 2 blocks\n- Loss at the end: 1.234 nats a token" in card
    assert "In 65% of the rows the first k blocks (k from 1 to 4, in\n  the last 1,500 steps to 3)" in card
    assert "Never deeper than 4 of 8" in card
    assert "the state at layer 6 was\n  also trained, with weight 0.5, to give the next token" in card
    plain_world = card_text({**MADE, "depths": {**MADE["depths"], "finish_early": 0.0}}, [FIGURES[0]])
    assert "also trained" not in plain_world
    assert "asked for" not in card
    assert "no way to say that it does not know" in card.split("## Known failures")[1]
    assert not re.search(r"[{}]", card)


# --- the command


def invoke(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["world", "report", *arguments])


@pytest.fixture
def measured(monkeypatch) -> list[Any]:
    """Put made-up figures in the place of measured ones, and keep what was asked."""
    asked: list[Any] = [list(FIGURES)]

    def pretended(world_session: Session, split: str, *, on_stage: Any) -> Any:
        on_stage("facts")
        asked.append((world_session.model.name, dict(world_session.prompts), split))
        yield from asked[0]

    monkeypatch.setattr("latentlens.experiments.world_report.measure", pretended)
    return asked


def test_the_command_prints_and_writes_the_figures(
    world_directory: Path, measured: list[Any], tmp_path: Path
) -> None:
    """Below a bar the exit status is 1; the file has every figure with all that is known of it."""
    result = invoke("--model", str(world_directory), "--json", str(tmp_path / "report.json"))
    assert 1 == result.exit_code
    assert isinstance(result.exception, SystemExit)
    assert [(str(world_directory), PROMPTS["world-small"], "test")] == measured[1:]
    assert re.search(r"lying.*71\.5.*NO", result.stdout)
    assert "test split" in result.stdout.replace("\n", " ")
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert {"environment", "figures"} == set(written)
    names = ["name", "value", "unit", "bar", "holds", "interval", "cases", "note"]
    assert [names] * len(FIGURES) == [list(row) for row in written["figures"]]
    assert ["facts", 99.25, "%", 98.0, True, [98.9, 99.5], 5739, "in paraphrases never seen"] == list(
        written["figures"][0].values()
    )
    assert [True, False, None, True] == [row["holds"] for row in written["figures"]]
    assert ["probe_layer_2", 12.345678, "%", None, None, None, None, ""] == list(
        written["figures"][2].values()
    )


def test_the_command_succeeds_where_every_bar_is_reached(world_directory: Path, measured: list[Any]) -> None:
    """The exit status is 0, and the other split can be asked for."""
    measured[0].pop(1)
    result = invoke("--model", str(world_directory), "--split", "validation")
    assert 0 == result.exit_code, result.output
    assert ["validation"] == [split for _, _, split in measured[1:]]
    assert "validation split" in result.stdout.replace("\n", " ")


def test_a_model_that_is_not_there_is_explained(measured: list[Any]) -> None:
    """The message names what was asked for and what there is, without a traceback."""
    result = invoke("--model", "world-huge")
    assert 1 == result.exit_code
    assert "latentlens:" in result.stderr
    assert "world-huge" in result.stderr
    assert "world-small" in result.stderr
    assert "Traceback" not in result.output
    assert 1 == len(measured)


@pytest.mark.parametrize("split", ["train", "holdout", ""])
def test_a_split_that_is_not_held_out_is_refused(split: str, measured: list[Any]) -> None:
    """What was trained on is no measure; the message names the two splits that are."""
    result = invoke("--split", split)
    assert 2 == result.exit_code
    assert "validation" in result.stderr
    assert "test" in result.stderr
    assert 1 == len(measured)
