"""The lessons run to their ends, what their texts say is so, and the notebooks are what is built."""

from __future__ import annotations

import ast
import importlib.util
import itertools
import pathlib
import re
import sys
from types import ModuleType

import nbformat
import pytest

import latentlens
from latentlens.catalogue.entry import entry
from latentlens.catalogue.local_models import fetched_directory
from latentlens.cli import tour
from real_models import FETCHED, have

ROOT = pathlib.Path(__file__).parents[2]


def _script() -> ModuleType:
    """Return the script that builds the course, as a module."""
    spec = importlib.util.spec_from_file_location("build_course", ROOT / "scripts" / "build_course.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


course = _script()
SOURCES = course.sources()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what each lesson writes, with its solutions and with what its text claims as assertions.

    They run one after the other in one kernel, each without a name of those before it, and each with its
    second half on the real model.
    """
    together = nbformat.v4.new_notebook()
    for source in SOURCES:
        lesson = course.notebook_of(course.cells_of(source.read_text("utf-8")), "exercise")
        for cell in lesson.cells:
            cell.id = f"lesson-{source.stem}-{cell.id}"[:64]
        begin = [nbformat.v4.new_markdown_cell(f"# {source.stem}"), nbformat.v4.new_code_cell("%reset -f")]
        together.cells += [*begin, *lesson.cells]
    path = tmp_path_factory.mktemp("course") / "lessons.ipynb"
    nbformat.write(together, path)
    written: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        have(FETCHED, patch)
        tour.run(path, written.append)
    names = "|".join(source.stem for source in SOURCES)
    pieces = re.split(rf"^# ({names})$", "\n".join(written), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_there_are_nine_lessons():
    """One for each of the subjects, numbered in their order."""
    assert list("123456789") == [source.stem[0] for source in SOURCES]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_notebooks_are_what_the_source_builds(source: pathlib.Path):
    """`python scripts/build_course.py` was run after the last change."""
    for path, text in course.built(source).items():
        assert text == path.read_text("utf-8"), path.name
        nbformat.validate(nbformat.reads(text, as_version=4))


@pytest.mark.parametrize(
    "path", [*SOURCES, ROOT / "notebooks" / "quick_hypothesis.ipynb"], ids=lambda path: path.stem
)
def test_figures_follow_the_page(path: pathlib.Path):
    """They are as light or dark as it is; no line of a title is longer than a page of 700 pixels is wide."""
    text = path.read_text("utf-8")
    assert "px.defaults.template = TEMPLATE" in text
    titles = re.findall(r"title=f?\\?\"(.*?)\\?\"", re.sub(r"\{[^{}]*\}", "something", text))
    assert titles
    assert [] == [line for title in titles for line in title.split("<br>") if len(line) > 62]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_check_finds_its_solution_right(source: pathlib.Path, told: dict[str, str]):
    """What the solutions compute is right, and the assertions about the text have held to get there."""
    checks = len(re.findall(r"^ *> check\(", told[source.stem], re.MULTILINE))

    assert 1 <= checks == len(re.findall(r"^ *Right\.$", told[source.stem], re.MULTILINE))
    assert "Not yet." not in told[source.stem]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_student_can_run_all_before_solving_anything(source: pathlib.Path):
    """What an exercise asks for is used by its check alone, so that blanks stop nothing."""
    cells = course.cells_of(source.read_text("utf-8"))
    blanks = {name for cell in cells if cell.kind == "exercise" for name in _given(cell.text)}
    assert blanks
    for cell in cells:
        if cell.kind == "example" and not cell.id.startswith("check-"):
            assert set() == blanks & _used(cell.text), cell.id


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_guess_stands_before_what_it_is_about(source: pathlib.Path):
    """At least three times something is guessed, and every guess is set beside what was found, later."""
    code = [cell.text for cell in course.cells_of(source.read_text("utf-8")) if cell.kind == "example"]
    guesses = [i for i, text in enumerate(code) if text.startswith("guess = ...")]
    reveals = [i for i, text in enumerate(code) if re.search(r"compare\(\s*guess", text)]

    assert 3 <= len(reveals)
    assert guesses[0] < reveals[0]
    assert all(
        any(last < guess < reveal for guess in guesses) for last, reveal in itertools.pairwise(reveals)
    )
    assert len(guesses) == len(reveals)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_lesson_has_its_goal_and_a_real_second_half(source: pathlib.Path):
    """A question and a goal stand first; the second half opens the real model or says how to get it."""
    text = source.read_text("utf-8")

    assert text.index("**Question.**") < text.index("**Goal.**") < text.index("```python")
    assert "## The same on a real model" in text
    assert "## What to take along" in text
    real = [cell for cell in course.cells_of(text) if cell.id.startswith("real-") and cell.kind == "example"]
    assert 'latentlens.Session("smollm2-135m")' in real[0].text
    assert all(cell.text.startswith(("if real:", "guess = ")) or "if real:" in cell.text for cell in real[1:])


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_texts_hold_no_measured_number(source: pathlib.Path):
    """A number in prose would be wrong as soon as the model or the machine is another."""
    prose = "\n".join(
        cell.text for cell in course.cells_of(source.read_text("utf-8")) if cell.kind == "prose"
    )

    assert [] == re.findall(r"\b0\.\d\d+|\d+\.\d+ ?%", prose)


def test_the_real_model_is_where_the_second_halves_look_for_it(told: dict[str, str]):
    """The second halves ran: the fixture fetched the model, or the tests were skipped."""
    with pytest.MonkeyPatch.context() as patch:
        have(FETCHED, patch)
        assert fetched_directory(entry(FETCHED)) is not None
    assert all(
        "latentlens fetch" not in text.split("## The same on a real model")[-1] for text in told.values()
    )


def _given(code: str) -> set[str]:
    """Return the names that are blank in an exercise: assigned to dots, or functions whose body has them."""
    tree = ast.parse(code)
    blank = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is ...
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return blank | {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def _used(code: str) -> set[str]:
    """Return the names that code reads and does not assign itself."""
    tree = ast.parse(code)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {node.id for node in names if isinstance(node.ctx, ast.Load)} - stored - defined


@pytest.mark.parametrize("page", sorted(course.COURSE.rglob("*.md")), ids=lambda page: page.stem)
def test_what_is_named_is_there(page: pathlib.Path):
    """Functions, files and notebooks that a text names exist."""
    text = page.read_text("utf-8")

    assert [] == [name for name in re.findall(r"`latentlens\.(\w+)", text) if not hasattr(latentlens, name)]
    assert [] == [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not (page.parent / link).exists()]
    assert [] == [
        name for name in re.findall(r"(?:scripts|docs)/\w[\w.-]*", text) if not (ROOT / name).exists()
    ]
