"""The examples run, each with its docstring's promise kept: a figure in the terminal, controls beside it."""

from __future__ import annotations

import ast
import pathlib
import re

import pytest

from run_scripts import run_script

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
ARGUMENTS = {
    "capital_by_layer": ["France"],
    "hidden_secret": [6],
    "lens_ranks": ["France=Paris", "Japan=Tokyo", "Italy=Rome"],
    "noise_floor": [20],
    "steering_dose": [6],
    "two_hops": [12],
}
"""What makes each of them quick."""


def test_there_are_at_least_six_and_all_are_run():
    """A new example comes with a line here."""
    assert set(ARGUMENTS) == {path.stem for path in EXAMPLES.glob("*.py")}
    assert 6 <= len(ARGUMENTS)


@pytest.fixture(params=sorted(ARGUMENTS))
def example(request: pytest.FixtureRequest) -> str:
    """The name of an example."""
    return request.param


def test_its_docstring_says_what_it_shows_and_how_to_run_it(example: str):
    """A question first, and the command."""
    text = ast.get_docstring(ast.parse((EXAMPLES / f"{example}.py").read_text("utf-8")))

    assert text is not None
    assert "?" in text.splitlines()[0]
    assert f"python examples/{example}.py" in text


@pytest.fixture
def said(example: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What an example prints."""
    assert 0 == run_script(monkeypatch, EXAMPLES / f"{example}.py", *ARGUMENTS[example])
    return capsys.readouterr().out


def test_it_shows_what_its_docstring_says(example: str, said: str):
    """Figures in words and bars, and what the controls came to."""
    assert KEPT[example](said), said


def _counts(said: str) -> dict[str, int]:
    """Return the counts of a figure by the names of its bars."""
    return {
        name.strip(): int(count)
        for name, count in re.findall(r"^  (.+?) +█* +(\d+) of \d+", said, flags=re.MULTILINE)
    }


def _capital(said: str) -> bool:
    return re.search(r"layer 2 +Paris .*excess \+(9\d|100)%", said) is not None


def _ranks(said: str) -> bool:
    first, last = said.splitlines()[1], said.splitlines()[-2]
    own, other = (int(rank) for rank in re.findall(r" (\d+) ", f" {last[5:]} "))
    return own == 0 < other and int(first.split()[1]) > 100


def _secret(said: str) -> bool:
    counts = _counts(said)
    return counts["layer 6"] >= 5 > 3 >= counts["layer 6, without the system prompt"]


def _noise(said: str) -> bool:
    above = re.search(r"above zero: (\d+) of 20", said)
    return above is not None and int(above[1]) >= 4 and "0 of 20 random vectors reach it" in said


def _two_hops(said: str) -> bool:
    counts = _counts(said)
    controls = [count for name, count in counts.items() if name.startswith("control")]
    return counts["in two steps, the bridge read"] >= counts["in text, at once"] > max(controls)


def _dose(said: str) -> bool:
    rows = {
        name.strip(): (int(shown), int(right))
        for name, shown, right in re.findall(r"^  (.+?)  +█* +(\d+) +█* +(\d+)$", said, flags=re.MULTILINE)
    }
    return (
        rows["difference, strength 2"][0] >= 5 > rows["difference, strength 2"][1]
        and rows["random, strength 2"][0] == 0
        and rows["system prompt"] == (6, 6)
    )


KEPT = {
    "capital_by_layer": _capital,
    "hidden_secret": _secret,
    "lens_ranks": _ranks,
    "noise_floor": _noise,
    "steering_dose": _dose,
    "two_hops": _two_hops,
}
"""Whether what an example prints is what it promises, by its name."""
