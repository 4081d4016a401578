"""The benchmarks run, agree with one forward pass a cell, and write what they say they write."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

from latentlens.experiments.bars import Figure, publish
from run_scripts import run_script

BENCHMARKS = pathlib.Path(__file__).parents[2] / "benchmarks"
CHROMIUM = pathlib.Path(os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium")
BARS = {
    "click_ratio": 1.3,
    "hover_ms": 16,
    "cancel_ms": 200,
    "first_paint_ms": 300,
    "first_paint_cpu_ms": 300,
    "scroll_fps": 50,
    "scroll_frame_ms": 20,
    "bundle_kB": 200,
}


def test_sweep_benchmark_agrees_with_the_loop(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small grid: the same logits as one hooked forward pass a cell; its times are not judged here."""
    path = tmp_path / "sweep.json"

    run_script(monkeypatch, BENCHMARKS / "sweep.py", "--layers", "2", "--positions", "3", "--json", path)

    report = json.loads(path.read_text())
    figures = {figure["name"]: figure for figure in report["figures"]}
    assert {"sweep.ratio_vs_loop", "sweep.max_logit_difference", "sweep.peak_mb"} <= set(figures)
    assert figures["sweep.max_logit_difference"]["value"] < 1e-4
    assert figures["sweep.same_top_token"]["holds"]
    assert {"python", "torch", "cpus"} <= set(report["environment"])


def test_batch_benchmark_agrees_with_one_pass_each(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few prompts on two layers: the same states either way; the times are not judged here."""
    path = tmp_path / "batch.json"

    run_script(monkeypatch, BENCHMARKS / "batch.py", "--layers", "2", "--prompts", "6", "--json", path)

    figures = {figure["name"]: figure for figure in json.loads(path.read_text())["figures"]}
    assert figures["batch.max_difference"]["holds"]
    assert {"batch.ratio_vs_one_by_one", "batch.peak_mb"} <= set(figures)


def test_bfloat16_benchmark_compares_the_same_grid(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small grid in both dtypes: close, and not equal; the times are not judged here."""
    path = tmp_path / "bfloat16.json"
    small = ["--model", "world-small", "--layers", "2", "--positions", "3", "--rounds", "1"]

    assert 0 == run_script(monkeypatch, BENCHMARKS / "bfloat16.py", *small, "--json", path)

    figures = {figure["name"]: figure["value"] for figure in json.loads(path.read_text())["figures"]}
    assert 0 < figures["bfloat16.mean_kl"] < 0.1
    assert 0 < figures["bfloat16.max_logit_difference"]
    assert 0.5 < figures["bfloat16.same_top_token"] <= 1
    assert {"bfloat16.ratio_one_token", "bfloat16.ratio_ten_tokens"} <= set(figures)


def test_lessons_benchmark_runs_a_lesson_in_a_kernel(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's processor seconds are counted, its imports too; the bar is not judged here."""
    path = tmp_path / "lessons.json"

    run_script(monkeypatch, BENCHMARKS / "lessons.py", "--lessons", "7", "--json", path)

    figures = {figure["name"]: figure for figure in json.loads(path.read_text())["figures"]}
    name = "7-being-fooled"
    assert {f"lessons.cpu_seconds.{name}", f"lessons.seconds.{name}"} == {*figures}
    assert {120} == {figure["bar"] for figure in figures.values()}
    assert 1 < figures[f"lessons.cpu_seconds.{name}"]["value"]  # the imports alone take longer


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"There is no Chromium at {CHROMIUM}.")
def test_explorer_benchmark_measures_every_bar(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One round in a real browser, and a page of fewer cells; the times are not judged here."""
    path = tmp_path / "explorer.json"
    small = ["--rounds", "1", "--positions", "24", "--blocks", "7"]

    run_script(monkeypatch, BENCHMARKS / "explorer.py", *small, "--json", path)

    figures = {figure["name"]: figure for figure in json.loads(path.read_text())["figures"]}
    assert BARS == {name: figure["bar"] for name, figure in figures.items()}
    assert figures["bundle_kB"]["holds"]
    assert "24 positions by 8 layers" in figures["first_paint_ms"]["note"]
    assert all(figure["value"] >= 0 for figure in figures.values())


def test_training_benchmark_learns_what_the_published_loop_learns(tmp_path: pathlib.Path) -> None:
    """Two small steps: the same losses, from the same weights and rows; the times are not judged here.

    In a process of its own: accelerate keeps one precision for a process, and the world's training, which
    other tests run, sets it to bfloat16.
    """
    path = tmp_path / "training.json"

    command = [sys.executable, BENCHMARKS / "training.py", "--steps", "1", "--batch", "32", "--json", path]
    subprocess.run([str(each) for each in command], capture_output=True, check=False)  # 1: a bar was missed

    figures = {figure["name"]: figure for figure in json.loads(path.read_text())["figures"]}
    assert figures["train.loss_difference"]["holds"]
    assert 0 <= figures["train.loss_difference"]["value"] < 1e-3 < figures["train.loss"]["value"]
    assert {"train.ratio_vs_plain_peft", "train.ratio_vs_ao_loop", "train.examples_per_second"} <= set(
        figures
    )


def test_a_figure_holds_on_its_better_side() -> None:
    """A bar is reached from the side that is better; without a bar nothing is claimed."""
    assert Figure("a", 2.0, "x", 1.0).holds is True
    assert Figure("a", 2.0, "x", 1.0, "lower").holds is False
    assert Figure("a", 2.0, "x").holds is None


def test_a_report_says_whether_all_bars_hold(tmp_path: pathlib.Path) -> None:
    """The JSON holds every figure with its bar; the return value says whether all are reached."""
    path = tmp_path / "report.json"

    assert publish("t", [Figure("a", 2.0, "x", 1.0), Figure("b", 1.0, "y")], path)
    assert not publish("t", [Figure("a", 2.0, "x", 3.0)], path)

    expected = {"name": "a", "value": 2.0, "unit": "x", "bar": 3.0, "holds": False}
    expected |= {"interval": None, "cases": None, "note": ""}
    assert [expected] == json.loads(path.read_text())["figures"]
