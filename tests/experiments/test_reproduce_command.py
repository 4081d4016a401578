"""`latentlens reproduce patchscopes`: what it writes and says, and how it ends."""

from __future__ import annotations

import json
import pathlib
import warnings

import jsonschema
import pytest

from patchscopes_runs import SCHEMA, counting_experiment, invoke, read_results


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch, no_images: None) -> list[str]:
    """One quick experiment in place of all; what it measured."""
    done: list[str] = []
    monkeypatch.setattr(
        "latentlens.experiments.patchscopes.EXPERIMENTS", (counting_experiment(done, across=True),)
    )
    return done


def test_the_command_writes_results_and_one_json(
    directory: pathlib.Path, tmp_path: pathlib.Path, pretended: list[str]
) -> None:
    """Figures and verdicts are printed; the summaries stand in the results and in the JSON."""
    out, json_path = tmp_path / "out", tmp_path / "all.json"
    done = invoke("--model", str(directory), "--out", str(out), "--json", str(json_path), "--seed", "3")
    assert 0 == done.exit_code, done.stderr
    assert "agrees" in done.stdout
    (summary,) = json.loads(json_path.read_text())["results"]
    jsonschema.validate(summary, SCHEMA)
    assert 3 == summary["seed"]
    assert [summary] == read_results(out)
    assert ["1", "2", "3", "4"] == pretended


def test_stopping_says_how_to_go_on(
    directory: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, no_images: None
) -> None:
    """Ctrl-C ends with status 130 and a sentence; the same command measures the rest."""
    command = ("--model", str(directory), "--out", str(tmp_path))
    where = "latentlens.experiments.patchscopes.EXPERIMENTS"
    monkeypatch.setattr(where, (counting_experiment([], "4"),))
    stopped = invoke(*command)
    assert 130 == stopped.exit_code
    assert "goes on" in stopped.stderr
    then: list[str] = []
    monkeypatch.setattr(where, (counting_experiment(then),))
    assert 0 == invoke(*command).exit_code
    assert ["4"] == then


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--experiment", "telepathy"), "next-token"),
        (("--model", "no/such/model"), "no/such/model"),
        (("--model", "world-small", "--into", "no/such/model"), "no/such/model"),
    ],
)
def test_what_cannot_be_run_is_explained(
    arguments: tuple[str, ...], named: str, tmp_path: pathlib.Path, pretended: list[str]
) -> None:
    """An unknown experiment or model ends with a sentence that names it and status 1."""
    result = invoke(*arguments, "--out", str(tmp_path))
    assert 1 == result.exit_code
    assert "Traceback" not in result.stderr + result.stdout
    if named == "next-token":
        named = "counting"
    assert named in result.stderr
    assert [] == pretended


def test_an_unwritable_place_is_named(
    directory: pathlib.Path, tmp_path: pathlib.Path, pretended: list[str]
) -> None:
    """Before anything is measured."""
    (tmp_path / "file").write_text("")
    result = invoke("--model", str(directory), "--out", str(tmp_path / "file" / "out"))
    assert 1 == result.exit_code
    assert "--out" in result.stderr
    assert [] == pretended


def test_a_damaged_part_is_said_in_one_line(
    directory: pathlib.Path, tmp_path: pathlib.Path, pretended: list[str]
) -> None:
    """The command names the file, measures the part again and ends well."""
    command = ("--model", str(directory), "--out", str(tmp_path))
    assert 0 == invoke(*command).exit_code
    path = sorted((tmp_path / "parts").glob("*/pieces--2-*.json"))[0]
    path.write_bytes(b"\x00" + path.read_bytes()[9:])
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        result = invoke(*command)
    assert 0 == result.exit_code, result.stderr
    assert ["1", "2", "3", "4", "2"] == pretended
    assert f"latentlens: {path} cannot be used" in result.stderr
    assert "parts.py" not in result.stderr


@pytest.mark.parametrize("damage", ["", "{}", "[]", "null", "\ud800", '{"sha256": 1}'])
def test_a_damaged_result_is_named(
    damage: str, directory: pathlib.Path, tmp_path: pathlib.Path, pretended: list[str]
) -> None:
    """The page is not written from it; the command that made it puts it right without measuring again."""
    command = ("--model", str(directory), "--out", str(tmp_path / "out"))
    assert 0 == invoke(*command).exit_code
    (path,) = tmp_path.glob("out/*/counting/results.json")
    whole = path.read_bytes()
    path.write_bytes(damage.encode("utf-8", "surrogatepass"))
    page = invoke("--out", str(tmp_path / "out"), "--page", str(tmp_path / "page.md"))
    assert 1 == page.exit_code
    assert str(path) in page.stderr
    assert "Traceback" not in page.stderr
    assert not (tmp_path / "page.md").exists()
    assert 0 == invoke(*command).exit_code
    assert whole == path.read_bytes()
    assert 4 == len(pretended)


def test_a_page_needs_results(tmp_path: pathlib.Path) -> None:
    """Without any the command says how to get them, and writes nothing."""
    result = invoke("--out", str(tmp_path), "--page", str(tmp_path / "page.md"))
    assert 1 == result.exit_code
    assert "latentlens reproduce patchscopes" in result.stderr
    assert not (tmp_path / "page.md").exists()


def test_help_names_every_option() -> None:
    """One screen that says what can be given."""
    said = invoke("--help").stdout
    for option in ("--experiment", "--model", "--into", "--out", "--json", "--page", "--seed", "--quick"):
        assert option in said
