"""What the documents say can be done, can be done."""

from __future__ import annotations

import importlib.util
import pathlib
import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

import latentlens
import latentlens.plots
from latentlens import world
from latentlens.cli.main import app
from latentlens.readers.presets import PRESETS
from run_scripts import run_script

ROOT = pathlib.Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CHANGES = sorted(ROOT.glob("changelog.d/*.md"))
OWN_MODEL = r'"(path/to/[^"]+|gpt2|smollm2-135m)"'
"""A model that only the user of a page has or fetched; a bundled one stands in for it here."""


def _name(page: pathlib.Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _fenced(page: pathlib.Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", [p for p in PAGES if _fenced(p, "python")], ids=_name)
def test_the_examples_run(page: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    """Each example of a page runs after those above it; a bundled model stands in for the reader's own."""
    monkeypatch.chdir(tmp_path)  # some of them write files
    space: dict[str, object] = {"__name__": "page"}
    for block in _fenced(page, "python"):
        if "(model, tokenizer)" in block:
            space |= _in_memory()
        block = re.sub(OWN_MODEL, repr(str(world.model_path())), block)
        exec(compile(block, page.name, "exec", dont_inherit=True), space)  # the documents are our own


@pytest.fixture(autouse=True)
def _presets() -> Iterator[None]:
    """A page may register presets of its own; they end with it."""
    before = dict(PRESETS)
    yield
    PRESETS.clear()
    PRESETS.update(before)


def _in_memory() -> dict[str, object]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    path = world.model_path()
    return {
        "model": AutoModelForCausalLM.from_pretrained(path),
        "tokenizer": AutoTokenizer.from_pretrained(path),
    }


def _commands() -> list[str]:
    lines = [line for page in PAGES for block in _fenced(page, "sh") for line in block.splitlines()]
    lines += [code for page in PAGES for code in re.findall(r"`(latentlens [^`]+)`", page.read_text("utf-8"))]
    return sorted({line.split("  #")[0].strip() for line in lines if line.startswith("latentlens ")})


@pytest.mark.parametrize("line", _commands())
def test_the_commands_are_commands(line: str):
    """Each command line of a page names a command of ours, with options that it has."""
    command: Any = typer.main.get_command(app)
    words = [word for word in shlex.split(line)[1:] if word not in ("...", "|")]
    while words and hasattr(command, "commands"):
        assert words[0] in command.commands, line
        command = command.commands[words.pop(0)]
    if command.context_settings.get("ignore_unknown_options"):
        return  # they are handed on, as the tour does to JupyterLab
    has = {option for parameter in command.params for option in [*parameter.opts, *parameter.secondary_opts]}
    assert [] == [word for word in words if word.startswith("--") and word not in has]


@pytest.fixture(scope="module")
def things() -> dict[str, object]:
    """What the documents call by these names."""
    session = latentlens.Session()
    trace = session.run("The capital of France is")
    sweep = session.sweep(trace, "The capital of x is", layers=[2], positions=[-1])
    return {
        "latentlens": latentlens,
        "presets": latentlens.presets,
        "session": session,
        "trace": trace,
        "selection": trace.select(2, -1),
        "sweep": sweep,
        "grid": session.sweep(trace, "The capital of x is", positions=[-1], layers=[2], target_layers=[0, 1]),
        "answer": sweep[2, -1],
        "explorer": trace.explorer,
        "vectors": session.vectors({"a": trace[1, -1]}, layer=1),
    }


@pytest.mark.parametrize("page", [*PAGES, *CHANGES], ids=_name)
def test_what_is_named_is_there(page: pathlib.Path, things: dict[str, object]):
    """An attribute that a page names in passing, such as `session.readers`, exists."""
    named = re.findall(r"`[^`\n]+`", page.read_text("utf-8"))
    found = {pair for code in named for pair in re.findall(r"(?<![\w.])(\w+)\.([a-z]\w*)", code)}

    assert [] == sorted(
        f"{name}.{attribute}"
        for name, attribute in found
        if name in things
        and not hasattr(things[name], attribute)
        and not _is_file(f"{name}.{attribute}")
        and not (name == "latentlens" and importlib.util.find_spec(f"{name}.{attribute}"))
    )


def _is_file(name: str) -> bool:
    return pathlib.Path(name).suffix in {".py", ".md", ".ts", ".tsx", ".json"}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_files_that_are_named_are_there(page: pathlib.Path):
    """A source file named in code, such as `explorer/protocol.py`, is in the repository or in the package."""
    named = re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|md|tsx?|ipynb))`", page.read_text("utf-8"))
    places = (ROOT, ROOT / "src", ROOT / "src/latentlens", ROOT / "widgets/src")

    assert [] == [name for name in named if not any((place / name).exists() for place in places)]


@pytest.mark.parametrize("script", sorted(ROOT.glob("examples/*.py")), ids=lambda script: script.name)
def test_the_example_scripts_run(
    script: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Each script runs as it is, without arguments, and prints something."""
    assert 0 == run_script(monkeypatch, script)
    assert capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_between_pages_lead_somewhere(page: pathlib.Path):
    """A relative link names a file that is there, and a heading that is in it."""
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", page.read_text("utf-8"))
    missing = []
    for name, anchor in links:
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            missing.append((name, anchor))

    assert [] == missing


def _anchors(page: pathlib.Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
