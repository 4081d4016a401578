"""The Patchscopes paper's experiments: parts that are kept, and how a run goes on."""

from __future__ import annotations

import dataclasses
import pathlib
import re
import shutil

import pandas as pd
import pytest
import torch

import latentlens
from latentlens.errors import CacheWarning, InputError, LatentLensError
from latentlens.experiments.patchscopes import (
    Study,
    cross_model,
    run_experiments,
)
from latentlens.experiments.patchscopes.code_version import code_version, source_digest
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.mappings.affine import Linear
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.provenance import Provenance
from patchscopes_runs import CONTEXT, counting_experiment
from tiny import save_tiny

# --- parts, and going on


def _table(out: pathlib.Path) -> pd.DataFrame:
    (path,) = out.glob("*/counting/table.parquet")
    return pd.read_parquet(path)


def test_experiments_need_pyarrow(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can write the tables, the error says what to install before anything is measured."""
    done: list[str] = []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(LatentLensError, match="pip install 'pyarrow>="):
        run_experiments.reproduce([counting_experiment(done)], ["world-small"], tmp_path)
    assert [] == done


def test_a_stopped_run_goes_on(directory: pathlib.Path, tmp_path: pathlib.Path, no_images: None) -> None:
    """What was finished is not measured again; the end is that of a run that was never stopped."""
    first: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        run_experiments.reproduce([counting_experiment(first, "3")], [str(directory)], tmp_path / "a")
    assert ["1", "2"] == first
    assert not list(tmp_path.rglob(".latentlens-*"))
    assert not list((tmp_path / "a").glob("*/counting/*"))
    then: list[str] = []
    run_experiments.reproduce([counting_experiment(then)], [str(directory)], tmp_path / "a")
    assert ["3", "4"] == then
    run_experiments.reproduce([counting_experiment([])], [str(directory)], tmp_path / "b")
    pd.testing.assert_frame_equal(_table(tmp_path / "b"), _table(tmp_path / "a"))
    again: list[str] = []
    run_experiments.reproduce([counting_experiment(again)], [str(directory)], tmp_path / "a")
    assert [] == again


def test_parts_of_other_work_are_not_taken(
    directory: pathlib.Path, tmp_path: pathlib.Path, no_images: None
) -> None:
    """Another seed, another size and another model measure everything themselves."""
    other = save_tiny(tmp_path / "other", "llama", max_position_embeddings=CONTEXT, num_hidden_layers=3)
    for model, seed, quick in (
        (directory, 0, False),
        (directory, 1, False),
        (directory, 0, True),
        (other, 0, False),
    ):
        done: list[str] = []
        run_experiments.reproduce(
            [counting_experiment(done)], [str(model)], tmp_path / "out", seed=seed, quick=quick
        )
        assert ["1", "2", "3", "4"] == done


def test_a_half_written_part_is_measured_again(study: Study) -> None:
    """A run that was killed leaves at most a part file, which nobody takes for a finished one."""
    study.measure("pieces", ["1"], lambda piece: [{"n": 1}])
    (path,) = study.cache.folder.glob("pieces*.json")
    path.rename(path.with_name(".latentlens-00000000-1-0123abcd.json"))
    assert [{"n": 2}] == study.measure("pieces", ["1"], lambda piece: [{"n": 2}]).to_dict("records")


def test_a_damaged_part_is_measured_again(
    directory: pathlib.Path, tmp_path: pathlib.Path, no_images: None
) -> None:
    """It is said to be damaged, only it is measured, and the end is that of a run without damage."""
    run_experiments.reproduce([counting_experiment([])], [str(directory)], tmp_path)
    expected = _table(tmp_path)
    path = sorted((tmp_path / "parts").glob("*/pieces--3-*.json"))[0]
    path.write_bytes(path.read_bytes().replace(b"0.3", b"0.4"))
    again: list[str] = []
    with pytest.warns(CacheWarning, match=re.escape(str(path))):
        run_experiments.reproduce([counting_experiment(again)], [str(directory)], tmp_path)
    assert ["3"] == again
    pd.testing.assert_frame_equal(expected, _table(tmp_path))


def test_a_part_of_another_name_or_key_is_measured_again(tmp_path: pathlib.Path) -> None:
    """A file that was copied over another one holds other work, whatever its checksum says."""
    one, other = ResultCache(tmp_path, {"seed": 0}), ResultCache(tmp_path, {"seed": 1})
    one.rows("a", lambda: [{"n": 1}])
    one.rows("b", lambda: [{"n": 2}])
    other.rows("a", lambda: [{"n": 3}])
    shutil.copy(one._path("a", ".json"), one._path("b", ".json"))
    shutil.copy(one._path("a", ".json"), other._path("a", ".json"))
    for parts, name in ((one, "b"), (other, "a")):
        with pytest.warns(CacheWarning, match="holds the part 'a'"):
            assert [{"n": 4}] == parts.rows(name, lambda: [{"n": 4}])


def test_chats_that_a_model_brings_are_part_of_the_key(
    directory: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, no_images: None
) -> None:
    """The same chat takes up what is there, and another one measures everything again."""
    questions = ["What is {slot}?", "What is {slot}?", "Who is {slot}?"]
    left = list(questions)

    def opened(name: str) -> latentlens.Session:
        session = latentlens.Session(name)
        session.prompts |= {"description_in_chat": latentlens.ChatPrompt(left.pop(0))}
        return session

    monkeypatch.setattr(run_experiments, "Session", opened)
    measured = []
    for _ in questions:
        done: list[str] = []
        run_experiments.reproduce([counting_experiment(done)], [str(directory)], tmp_path)
        measured.append(len(done))
    assert [4, 0, 4] == measured


def test_kept_mappings_are_the_very_file_that_was_kept(tmp_path: pathlib.Path) -> None:
    """Deleted, damaged, or replaced by other mappings that are whole, they are fitted again."""
    parts = ResultCache(tmp_path, {})

    def fitted(scale: float) -> LayerMappings:
        provenance = Provenance("linear", "a", "a", 2, 2)
        return LayerMappings({(0, 1): Linear(scale * torch.eye(2))}, provenance)

    parts.mappings("maps", lambda: fitted(1.0))
    path = parts._path("maps", ".safetensors")
    damages = (
        path.unlink,
        lambda: path.write_bytes(path.read_bytes()[:-1]),
        lambda: fitted(7.0).save(path),
    )
    for number, damage in enumerate(damages, start=2):
        damage()
        with pytest.warns(CacheWarning, match="fitted again|measured again"):
            found = parts.mappings("maps", lambda number=number: fitted(float(number)))
        assert fitted(float(number)) == found == parts.mappings("maps", lambda: fitted(0.5))


def test_parts_hold_for_the_code_that_made_them(
    directory: pathlib.Path, tmp_path: pathlib.Path, no_images: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other sources, another version of a package that numbers come from: everything is measured again."""
    every = ["1", "2", "3", "4"]
    for changed, expected in (({}, every), ({"sources": "x"}, every), ({"torch": "9.9"}, every), ({}, [])):
        there = code_version() | changed
        monkeypatch.setattr(run_experiments, "code_version", lambda there=there: there)
        done: list[str] = []
        run_experiments.reproduce([counting_experiment(done)], [str(directory)], tmp_path)
        assert expected == done


def test_the_digest_covers_every_source_that_numbers_depend_on(tmp_path: pathlib.Path) -> None:
    """A changed or new file changes it, unless it only shows numbers."""
    package, copy = pathlib.Path(latentlens.__file__).parent, tmp_path / "package"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("models", "__pycache__"))

    def now() -> str:
        source_digest.cache_clear()
        return source_digest(copy)

    before = now()
    assert source_digest(package) == before
    rooms = ("engine", "readers", "model", "training", "experiments/patchscopes", "world")
    counts = [
        *(f"{room}/new.py" for room in rooms),
        "engine/run.py",
        "world/data/countries.csv",
        "session.py",
    ]
    for name in counts:
        with (copy / name).open("a") as file:
            file.write("# changed\n")
        after = now()
        assert before != after, name
        before = after
    for name in ("cli/main.py", "plots/style.py", "explorer/requests.py", "static/explorer.js"):
        (copy / name).write_text("# changed\n")
        assert before == now(), name


# --- the page


def test_what_stands_already_is_not_written_again(
    directory: pathlib.Path, tmp_path: pathlib.Path, no_images: None
) -> None:
    """A run with nothing left to measure leaves the files as they are; what is not whole is written again."""
    run_experiments.reproduce([counting_experiment([])], [str(directory)], tmp_path)
    (path,) = tmp_path.glob("*/*/table.json")
    before = {file.name: file.stat().st_mtime_ns for file in path.parent.iterdir()}
    run_experiments.reproduce([counting_experiment([])], [str(directory)], tmp_path)
    assert before == {file.name: file.stat().st_mtime_ns for file in path.parent.iterdir()}
    table, summary = path.read_text(), path.with_name("results.json").read_text()
    for name in ("table.json", "table.parquet", "results.json"):
        damaged = bytearray(path.with_name(name).read_bytes())
        damaged[len(damaged) // 2] ^= 255
        path.with_name(name).write_bytes(damaged)
        run_experiments.reproduce([counting_experiment([])], [str(directory)], tmp_path)
        assert (table, summary) == (path.read_text(), path.with_name("results.json").read_text())
        assert 4 == len(_table(tmp_path))


# --- the command


def test_a_second_model_needs_the_same_tokenizer(directory: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """A map between models is fitted at equal tokens."""
    with pytest.raises(InputError, match="tokenizers"):
        run_experiments.reproduce([cross_model.CROSS_MODEL], [str(directory)], tmp_path, into="world-small")


def test_a_second_model_that_nothing_uses_is_refused(directory: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """An option is never ignored silently."""
    with pytest.raises(InputError, match="--into"):
        run_experiments.reproduce([counting_experiment([])], [str(directory)], tmp_path, into="world-small")


def test_a_second_model_changes_only_what_uses_it(
    directory: pathlib.Path, wider: pathlib.Path, tmp_path: pathlib.Path, no_images: None
) -> None:
    """Parts of the other experiments are kept."""
    runs: list[list[list[str]]] = []
    for into in (None, str(wider)):
        done: list[list[str]] = [[], []]
        both = [
            counting_experiment(done[0]),
            dataclasses.replace(counting_experiment(done[1], across=True), name="crossing"),
        ]
        run_experiments.reproduce(both, [str(directory)], tmp_path, into=into)
        runs.append([list(some) for some in done])
    assert [["1", "2", "3", "4"]] * 2 == runs[0]
    assert [[], ["1", "2", "3", "4"]] == runs[1]
