"""The comparison with peers: only what finds the same is compared, and what does not run is said."""

from __future__ import annotations

import json
import os
import pathlib
from typing import Any

import numpy as np
import pytest

from run_scripts import run_script

BENCHMARKS = pathlib.Path(__file__).parents[2] / "benchmarks"

GUESSING = """
import numpy as np
from peers.serving import serve

def open_model(work):
    cells = (work.n_layers, len(work.source_ids))
    def guess(whole):
        found = {"tokens": np.zeros(cells, int), "logprobs": np.full(cells, -1.0)}
        return {**found, "distributions": np.full((*cells, work.vocab_size), -1.0)} if whole else found
    return {"grid": {"guess": guess}}

serve(("numpy",), open_model)
"""


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))


class Stub:
    """A contestant without a process."""

    def __init__(self, name: str, seconds: dict[str, float], *, first: int = 7) -> None:
        self.name = name
        self.versions = {name: "1"}
        self.ways = {"generate": list(seconds), "lens": list(seconds)}
        self._seconds = seconds
        self._first = first

    def seconds(self, work: str, way: str) -> float:
        """Return what was given for the way; fail where that is negative."""
        if self._seconds[way] < 0:
            from peers.contestant import Failed

            raise Failed("It has stopped.")
        return self._seconds[way]

    def peak_mb(self, work: str, way: str) -> float:
        """Return ten times the seconds."""
        return 10 * self._seconds[way]

    def compute(self, work: str, way: str) -> dict[str, np.ndarray]:
        """Return the same tokens as any other stub, but for the first."""
        tokens = np.array([[self._first, 8]])
        return {"tokens": tokens, "logprobs": np.zeros((1, 2))} if work == "lens" else {"tokens": tokens}


def race(*peers: Stub, works: tuple[str, ...] = ("generate", "lens")) -> Any:
    """Return a race of stubs, run."""
    from peers.material import Material
    from peers.race import Race

    sources = np.zeros((2, 1, 4), np.float32)
    material = Material("", 1, 4, 9, "", [1], "", [1, 2], 1, [1], 2, 1, sources)
    found = Race(Stub("latentlens", {"own": 1.0}), material)  # type: ignore[arg-type]
    for peer in peers:
        found.enter(peer, list(works))  # type: ignore[arg-type]
    found.run(list(works), 1)
    return found


def test_a_small_comparison_runs_refuses_and_tells(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """TransformerLens finds the same; a peer that guesses gets no ratio; one that cannot start is named."""
    (tmp_path / "guessing.py").write_text(GUESSING)
    (tmp_path / "broken.py").write_text("import no_such_peer\n")
    peers = f"transformerlens,{tmp_path / 'guessing.py'},{tmp_path / 'broken.py'}"
    size = ["--layers", "2", "--positions", "3", "--width", "64", "--rounds", "1"]
    place = ["--here", tmp_path / "kept", "--json", tmp_path / "peers.json"]

    run_script(monkeypatch, BENCHMARKS / "peers.py", "--peers", peers, *size, *place)

    said = capsys.readouterr()
    assert (tmp_path / "peers.json").exists(), said.err
    figures = {row["name"]: row for row in json.loads((tmp_path / "peers.json").read_text())["figures"]}
    ratios = {"grid.ratio_vs_best_peer", "generate.ratio_vs_best_peer", "lens.time_ratio"}
    assert ratios | {"lens.memory_ratio", "grid.ratio_to_floor", "generate.ratio_to_floor"} <= set(figures)
    assert all("best: transformerlens." in figures[name]["note"] for name in ratios)
    assert all("without broken" in figures[name]["note"] for name in ratios)
    found = [row for name, row in figures.items() if name.endswith((".apart", ".other_tokens"))]
    wrong = [row for row in found if not row["holds"]]
    assert ["grid.guessing.guess.apart", "grid.guessing.guess.other_tokens"] == [row["name"] for row in wrong]
    assert "grid.guessing.guess.seconds" not in figures
    assert "no ratio against guessing.guess: it finds something else" in said.out
    assert "broken did not run: ModuleNotFoundError: No module named 'no_such_peer'" in said.out


def test_the_best_way_of_the_best_peer_counts() -> None:
    """Ratios are against the fastest way of any peer, and for memory the leanest."""
    from peers.figures import figures

    found, missing = figures(
        race(Stub("a", {"slow": 8.0, "fast": 3.0}), Stub("b", {"w": 4.0})), ["generate", "lens"]
    )

    values = {figure.name: (figure.value, figure.holds) for figure in found}
    assert not missing
    assert (3.0, None) == values["generate.ratio_vs_best_peer"]  # reported; the bar is on the floor
    assert (pytest.approx(1 / 3), True) == values["lens.time_ratio"]
    assert (pytest.approx(1 / 3), True) == values["lens.memory_ratio"]


def test_without_a_peer_that_agrees_there_is_no_ratio() -> None:
    """One other token, or a failure on the way, and a peer is out; the report says that nothing is left."""
    from peers.figures import figures

    ran = race(Stub("other", {"w": 3.0}, first=6), Stub("dying", {"w": -1.0}))
    found, missing = figures(ran, ["generate", "lens"])

    assert ["generate.ratio_to_floor"] == [figure.name for figure in found if "ratio" in figure.name]
    assert 2 == len(missing)
    said = "\n".join(ran.remarks())
    assert "generate: no ratio against other.w: it finds something else" in said
    assert "lens: no ratio against dying.w: It has stopped." in said


def test_nothing_agrees_with_a_nan_or_another_shape() -> None:
    """A NaN is no agreement, and neither is a part of what was asked."""
    from peers.agreement import agreement

    ours = {"tokens": np.zeros((2, 2), int), "logprobs": np.zeros((2, 2))}

    assert agreement(ours, ours).holds
    assert not agreement(ours, {**ours, "logprobs": np.full((2, 2), np.nan)}).holds
    assert not agreement(ours, {"tokens": ours["tokens"]}).holds
    assert not agreement(ours, {name: values[:1] for name, values in ours.items()}).holds


def test_the_floor_counts_what_no_grid_can_do_without() -> None:
    """By hand: a model of 2 blocks and width 1, a target of 3 tokens written at its last, l* = 1 and 2."""
    from peers.floor import multiply_adds

    counted = multiply_adds(n_layers=2, d_model=1, vocab_size=10, n_target=3, slot=2, layers=[1, 2])

    # two tokens through block 0; in block 1 their keys and values alone, and one row's token in full
    expected = {"qkv": 6 + 4 + 3, "out": 2 + 1, "up": 8 + 4, "down": 8 + 4, "attention": 6 + 6, "unembed": 20}
    assert expected == counted


def test_the_floor_of_generating_is_that_of_its_steps() -> None:
    """By hand: every matrix read once a step, every row multiplied by it, every key looked at twice."""
    from peers.floor import Bandwidth, step_multiply_adds, weight_bytes

    shape = {"n_layers": 2, "d_model": 3, "vocab_size": 10}

    assert 5 * (2 * (12 * 9 + 2 * 3 * 7) + 30) == step_multiply_adds(**shape, n_keys=7, rows=5)
    assert 4 * (2 * 12 * 9 + 30) == weight_bytes(**shape)
    memory = Bandwidth()
    memory.measure()
    assert pytest.approx(2 * memory.seconds(1000)) == memory.seconds(2000)
    assert memory.seconds(1) > 0


def test_a_peer_that_cannot_be_installed_says_why(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is pip's own, and nothing is left that looks like an environment."""
    from peers.environments import NotInstalled, python_of

    for name, value in {"NO_INDEX": "1", "FIND_LINKS": "", "CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(f"PIP_{name}", value)

    with pytest.raises(NotInstalled, match="No matching distribution found for nnterp"):
        python_of("nnterp", tmp_path)

    assert not list(tmp_path.glob("*/requirements.txt"))


def test_an_environment_is_made_once(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is complete nothing is run, so that no network is needed."""
    from peers import environments

    ran: list[list[str]] = []

    def pretend(command: list[str]) -> None:
        ran.append(command)
        if "venv" in command:
            pathlib.Path(command[-1]).mkdir()

    monkeypatch.setattr(environments, "_run", pretend)

    first = environments.python_of("nnterp", tmp_path)
    assert 2 == len(ran)
    assert first == environments.python_of("nnterp", tmp_path)
    assert 2 == len(ran)
