"""The Patchscopes paper's experiments on a model that knows nothing: results, tables, plots and page."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import pathlib
import shutil

import jsonschema
import numpy as np
import pandas as pd
import pytest

from latentlens.errors import InputError
from latentlens.experiments.patchscopes import (
    EXPERIMENTS,
    Study,
    results,
    run_experiments,
)
from latentlens.experiments.patchscopes.page import escape_markdown, page_text, write_page
from latentlens.files.sealed import sealed
from patchscopes_runs import CONTEXT, SCHEMA, invoke, read_results
from tiny import save_tiny

ROOT = pathlib.Path(__file__).parents[2]


# --- a model that knows nothing, to the end


@pytest.fixture(scope="module")
def finished(
    directory: pathlib.Path, wider: pathlib.Path, tmp_path_factory: pytest.TempPathFactory
) -> pathlib.Path:
    """Every experiment, even more quickly than by --quick, on a random model."""
    out = tmp_path_factory.mktemp("results")
    with pytest.MonkeyPatch.context() as patched:
        real = importlib.util.find_spec
        patched.setattr(
            results.importlib.util, "find_spec", lambda name: None if name == "kaleido" else real(name)
        )
        patched.setattr(Study, "n_cases", lambda self, full, quick, large=None: min(quick, 8))
        run_experiments.reproduce(EXPERIMENTS, [str(directory)], out, into=str(wider), quick=True)
    return out


def test_a_model_that_knows_nothing_runs_to_the_end(finished: pathlib.Path) -> None:
    """Every experiment has its files; where nothing is known, nothing is claimed."""
    found = {summary["experiment"]: summary for summary in read_results(finished)}
    assert {experiment.name for experiment in EXPERIMENTS} == set(found)
    for summary in found.values():
        jsonschema.validate(summary, SCHEMA)
    for name in ("attributes", "multi-hop"):
        assert {"cannot be told"} == {verdict["word"] for verdict in found[name]["verdicts"]}
        known = [f for f in found[name]["figures"] if "known" in f["name"]]
        assert known
        assert {(None, 0)} == {(f["value"], f["cases"]) for f in known}


def test_a_model_of_one_block_runs_to_the_end(
    tmp_path: pathlib.Path, no_images: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no layer between the embeddings and the last, and nothing is claimed about any."""
    model = save_tiny(tmp_path / "model", "llama", max_position_embeddings=CONTEXT, num_hidden_layers=1)
    monkeypatch.setattr(Study, "n_cases", lambda self, full, quick, large=None: min(quick, 20))
    mine = [experiment for experiment in EXPERIMENTS if experiment.name != "calibration"]
    for summary in run_experiments.reproduce(
        mine, [str(model)], tmp_path / "out", into=str(model), quick=True
    ):
        jsonschema.validate(summary, SCHEMA)
        assert "agrees" not in {verdict["word"] for verdict in summary["verdicts"]}, summary["verdicts"]


def test_tables_are_the_same_in_both_forms(finished: pathlib.Path) -> None:
    """Parquet and JSON hold the same rows, as many as the summary says."""
    for path in finished.glob("*/*/results.json"):
        table = pd.read_parquet(path.with_name("table.parquet"))
        rows = json.loads(path.with_name("table.json").read_text())
        assert json.loads(path.read_text())["rows"] == len(table) == len(rows) > 0
        assert list(table.columns) == list(rows[0])
        for column in table.select_dtypes("number"):
            expected = np.array([np.nan if row[column] is None else row[column] for row in rows], dtype=float)
            np.testing.assert_array_equal(table[column].to_numpy(dtype=float, na_value=np.nan), expected)


def test_plots_need_no_network(finished: pathlib.Path) -> None:
    """Each page draws from the script that stands beside it."""
    for path in finished.glob("*/*/results.json"):
        for name in json.loads(path.read_text())["plots"]:
            page = path.with_name(f"{name}.html").read_text()
            assert "plotly.min.js" in page
            assert "cdn.plot.ly" not in page
            assert path.with_name("plotly.min.js").exists()


# --- the page


def _headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def test_the_page_shows_every_result_beside_the_finding(finished: pathlib.Path) -> None:
    """Each experiment has its section, with the paper's finding, every verdict and every figure."""
    found = read_results(finished)
    text = page_text(found, EXPERIMENTS)
    for summary in found:
        assert escape_markdown(summary["finding"]) in text
        for verdict in summary["verdicts"]:
            assert escape_markdown(verdict["reason"]) in text
        assert all(escape_markdown(figure["name"]) in text for figure in summary["figures"])
    assert "n = 0" in text
    assert "too little for findings" in text


def test_the_page_in_the_docs_has_the_form_that_is_written(finished: pathlib.Path) -> None:
    """The same sections in the same order, the findings as they stand in the code, and no quick run."""
    shown = (ROOT / "docs" / "experiments.md").read_text("utf-8")
    assert _headings(page_text(read_results(finished), EXPERIMENTS)) == _headings(shown)
    assert all(escape_markdown(experiment.finding) in shown for experiment in EXPERIMENTS)
    assert "too little for findings" not in shown
    assert "Not run." not in shown
    glance = shown.split("## At a glance")[1].split("##")[0]
    for experiment in EXPERIMENTS:
        assert experiment.title in glance


def test_the_page_shows_the_first_plot_of_each_result(finished: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Copied beside the page where it was drawn; images of an earlier page are taken away."""
    out = tmp_path / "results"
    shutil.copytree(finished, out)
    (home,) = out.glob("*/next-token")
    (home / "p-at-1.svg").write_text("<svg/>")
    (home / "surprisal.svg").write_text("<svg/>")
    old = tmp_path / "page" / "old.svg"
    old.parent.mkdir()
    old.write_text("<svg/>")
    write_page(out, tmp_path / "page.md", EXPERIMENTS)
    name = f"next-token.p-at-1.{home.parent.name}.svg"
    assert [name] == [path.name for path in (tmp_path / "page").iterdir()]
    assert f"](page/{name})" in (tmp_path / "page.md").read_text()


def test_an_experiment_that_was_not_run_is_said_to_be_missing(finished: pathlib.Path) -> None:
    """The page keeps its sections."""
    some = [summary for summary in read_results(finished) if summary["experiment"] == "next-token"]
    text = page_text(some, EXPERIMENTS)
    assert _headings(page_text(read_results(finished), EXPERIMENTS)) == _headings(text)
    assert len(EXPERIMENTS) - 1 == text.count("Not run.")


# --- the command


def test_a_changed_image_is_not_shown(finished: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """The page shows the image that was drawn with the result, or none; the earlier page's stay."""
    out = tmp_path / "results"
    shutil.copytree(finished, out)
    (home,) = out.glob("*/next-token")
    (home / "p-at-1.svg").write_text("<svg/>")
    summary = json.loads((home / "results.json").read_text())
    del summary["sha256"]
    drawn = {**summary["files"], "p-at-1.svg": hashlib.sha256(b"<svg></svg>").hexdigest()}
    (home / "results.json").write_text(json.dumps(sealed({**summary, "files": drawn})))
    old = tmp_path / "page" / "old.svg"
    old.parent.mkdir()
    old.write_text("<svg/>")
    with pytest.raises(InputError, match=r"p-at-1\.svg cannot be used"):
        write_page(out, tmp_path / "page.md", EXPERIMENTS)
    assert old.exists()


def test_the_command_writes_the_page(finished: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """From the results alone; nothing is measured."""
    page = tmp_path / "docs" / "experiments.md"
    result = invoke("--out", str(finished), "--page", str(page))
    assert 0 == result.exit_code, result.stderr
    assert page_text(read_results(finished), EXPERIMENTS) == page.read_text("utf-8")
