"""The walk of docs/architecture.md: from the Explorer's message down to the model's forward pass."""

from __future__ import annotations

import collections
import pathlib
import re
import sys
import threading
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import Any

import pytest

import latentlens
from browser_end import Browser
from latentlens import Explorer, Session
from tiny import save_tiny

SRC = pathlib.Path(latentlens.__file__).parent
PAGE = (SRC.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")

MOST = 12
"""Modules that a question may cross, from the message to the forward pass."""

FORWARD = ("model/runner.py", "__call__")
"""The function in which the model's own forward pass runs: the end of the walk."""

UPWARD = {
    ("ask", "evaluation"): "a question gets the calibrator that its reader brings",
    ("display", "explorer"): "how far it is, which is a result",
    (
        "model",
        "engine",
    ): "what a hook writes in the middle of the forward pass, and whether it is to stop there",
}
"""The calls from a lower room to a higher one, by their rooms, and what they are."""


def rooms() -> dict[str, int]:
    """Return each room's line on the page, counted from the top."""
    (tree,) = re.findall(r"src/latentlens/\n(.*?)```", PAGE, re.DOTALL)
    lines = [(n, re.match(r"  ([a-z_]+)", line)) for n, line in enumerate(tree.splitlines())]
    return {found[1]: number for number, found in lines if found}


def walk_of_the_page() -> list[str]:
    """Return the modules that the page's walk goes through, in its order."""
    (walk,) = re.findall(r"## How a click flows\n.*?```\n(.*?)```", PAGE, re.DOTALL)
    return re.findall(r"^([a-z]+/[a-z_]+\.py)", walk, re.MULTILINE)


def module_of(code: CodeType) -> str | None:
    """Return the module of the package that a function stands in, as the page names it."""
    path = pathlib.PurePath(code.co_filename)
    return path.relative_to(SRC).as_posix() if path.is_relative_to(SRC) else None


class Steps:
    """Sees every call of one of the package's functions by another, in all threads that begin within."""

    def __init__(self) -> None:
        self.forward: list[list[str]] = []
        """For each forward pass the modules whose functions are under way, outermost first, each once."""
        self.handed_over: list[str] = []
        """The modules under way where the message's thread hands the work to another."""
        self.upward: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
        """Calls from a lower room to a higher one, by their rooms."""
        self._known: dict[CodeType, str | None] = {}
        self._rooms = rooms()

    def __enter__(self) -> Steps:
        threading.setprofile(self._saw)
        sys.setprofile(self._saw)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]

    def _module(self, frame: FrameType) -> str | None:
        code = frame.f_code
        if code not in self._known:
            self._known[code] = module_of(code)
        return self._known[code]

    def _under_way(self, frame: FrameType) -> Iterator[tuple[str, str]]:
        """Yield the package's functions from this one outward: module and name."""
        at: FrameType | None = frame
        while at is not None:
            if (module := self._module(at)) is not None:
                yield module, at.f_code.co_name
            at = at.f_back

    def _saw(self, frame: FrameType, event: str, _: Any) -> None:
        if event != "call" or (module := self._module(frame)) is None:
            return
        under_way = self._under_way(frame)
        next(under_way)
        name = frame.f_code.co_name
        if (before := next(under_way, None)) is not None:
            here, there = (each.split("/")[0].removesuffix(".py") for each in (before[0], module))
            if self._rooms[there] < self._rooms[here]:
                self.upward[here, there].add(f"{before[0]} {before[1]} -> {module} {name}")
        if (module, name) == FORWARD:
            self.forward.append(self._path(frame))
        elif (module, name) == ("explorer/worker.py", "submit"):
            self.handed_over = self._path(frame)

    def _path(self, frame: FrameType) -> list[str]:
        outermost_first = [module for module, _ in self._under_way(frame)][::-1]
        return list(dict.fromkeys(outermost_first))


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    """Return what was called for one question from the browser's message to its answer."""
    session = Session(save_tiny(tmp_path_factory.mktemp("walk"), "llama"))
    trace = session.run("the cat sat on the mat")
    front = Browser(Explorer(session, trace))
    with Steps() as seen:
        front.query("q", "ask", layer=2, position=3)
        assert "result" == front.end("q", seconds=120)["kind"]
    session.close()
    return seen


def test_a_question_crosses_few_modules(steps: Steps) -> None:
    """Every way from the message to a forward pass is short, and the longest is the page's."""
    walks = [list(dict.fromkeys([*steps.handed_over, *path])) for path in steps.forward]

    assert steps.forward
    assert MOST >= max(map(len, walks)), walks
    assert walk_of_the_page() in walks
    known = {*walk_of_the_page(), "engine/generation.py", "engine/scoring.py"}
    assert known == {module for walk in walks for module in walk}, "the page names other modules"


def test_each_step_goes_down(steps: Steps) -> None:
    """The modules of the walk stand in the order of the rooms, and no call goes up but for results."""
    heights = [rooms()[module.split("/")[0]] for module in walk_of_the_page()]

    assert sorted(heights) == heights
    assert UPWARD.keys() == steps.upward.keys(), steps.upward


def test_the_tracer_sees_a_step_up(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lower room that calls a higher one is found, and so is a module that comes between."""
    from latentlens.engine import local
    from latentlens.explorer.requests import Tick

    source = "def detour(*args, **how):\n    Tick().due()\n    return run(*args, **how)\n"
    space: dict[str, Any] = {"run": local.run, "Tick": Tick}
    exec(compile(source, str(SRC / "engine" / "detour.py"), "exec"), space)
    monkeypatch.setattr(local, "run", space["detour"])
    session = Session(save_tiny(tmp_path, "llama"))
    front = Browser(Explorer(session, session.run("the cat sat on the mat")))
    with Steps() as seen:
        front.query("q", "ask", layer=2, position=3)
        front.end("q", seconds=120)
    session.close()

    assert ("engine", "explorer") in seen.upward
    assert all("engine/detour.py" in path for path in seen.forward)
