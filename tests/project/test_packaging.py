"""What a user installs: the sdist, and the wheel that is built from it without Node."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
import sysconfig
import tarfile
import textwrap
import venv
import zipfile
from importlib import metadata

import pytest

ROOT = pathlib.Path(__file__).parents[2]
MEGABYTE = 1_000_000


def _run(*command: str | pathlib.Path, cwd: pathlib.Path) -> str:
    """Run a program where neither Node nor this checkout can be found."""
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PIP_CONSTRAINT"}}
    environment["PATH"] = "/nowhere"
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The folder with the sdist, and the wheel that was built from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: pathlib.Path) -> pathlib.Path:
    """The one wheel."""
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The python of an environment that holds the wheel, and sees this one's packages after its own.

    Installing PyTorch again would take minutes and show nothing about latentlens.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    _run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=folder,
    )
    purelib = pathlib.Path(
        _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    )
    # A path that a .pth file adds is not searched for .pth files: the editable install here stays out of it.
    (purelib / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_wheel_holds_what_runs(wheel: pathlib.Path):
    """The widget's files, the bundled models, the tour, the course and the type marker are in the wheel."""
    names = set(zipfile.ZipFile(wheel).namelist())

    for name in (
        "py.typed",
        "static/explorer.js",
        "static/explorer.css",
        "notebooks/tour.ipynb",
        "notebooks/course/9-steering.ipynb",
        "notebooks/course/solutions/9-steering.ipynb",
        "notebooks/course/instructors.md",
        "world/models/world-small/model.safetensors",
        "world/models/world-small/config.json",
        "world/models/world-small/tokenizer.json",
        "world/models/world-small/SHA256SUMS",
        "world/models/world-base/model.safetensors",
        "world/models/world-base/README.md",
        "world/data/countries.csv",
    ):
        assert f"latentlens/{name}" in names


def test_the_wheel_holds_nothing_else(wheel: pathlib.Path):
    """Neither tests, nor the widget's or the lessons' sources, nor a pickle are in the wheel."""
    names = zipfile.ZipFile(wheel).namelist()

    assert {"latentlens", f"latentlens-{metadata.version('latentlens')}.dist-info"} == {
        name.split("/")[0] for name in names
    }
    assert [] == [name for name in names if name.endswith((".ts", ".pkl", ".pt", ".bin", ".pyc"))]
    assert [] == [name for name in names if "/test" in name or "node_modules" in name]
    assert [] == [name for name in names if "course/source" in name]


def test_the_wheel_is_small(wheel: pathlib.Path):
    """A class can download it: under 30 MB."""
    assert 30 * MEGABYTE > wheel.stat().st_size


def test_the_sdist_holds_the_sources_and_the_bundle(built: pathlib.Path):
    """Whoever builds from the sdist has the widget's sources and needs no Node."""
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}

    assert {"pyproject.toml", "widgets/package.json", "src/latentlens/static/explorer.js", "LICENSE"} <= names
    assert [] == [name for name in names if "node_modules" in name]


def test_the_installed_wheel_opens_a_session_and_a_widget(installed: pathlib.Path, tmp_path: pathlib.Path):
    """With the wheel alone a prompt runs, a question is answered, and the explorer has its code."""
    script = """
        import pathlib, sys
        import latentlens

        assert pathlib.Path(latentlens.__file__).is_relative_to(sys.prefix), latentlens.__file__
        session = latentlens.Session()
        trace = session.run("The capital of France is")
        answer = session.ask(trace, 1, len(trace) - 1, "next_token")
        explorer = session.explore(trace)
        assert 0 <= answer.confidence <= 1
        assert "export" in str(explorer._esm)
        session.close()
        print("opened")
    """

    assert "opened" == _run(installed, "-c", textwrap.dedent(script), cwd=tmp_path).splitlines()[-1]


def test_the_installed_command_finds_all_in_order(installed: pathlib.Path, tmp_path: pathlib.Path):
    """`latentlens doctor` of the wheel opens the model and finds every file, wherever it is called."""
    said = _run(installed.parent / "latentlens", "doctor", cwd=tmp_path)

    assert "All is well." == said.splitlines()[-1]


def test_the_installed_command_copies_the_tour(installed: pathlib.Path, tmp_path: pathlib.Path):
    """The tour that a pip user gets is the tour of the clone."""
    script = "import pathlib, latentlens.cli.tour as t; print(t.copy(pathlib.Path('here'))[0])"

    copied = tmp_path / _run(installed, "-c", script, cwd=tmp_path).strip()

    assert (ROOT / "notebooks" / "tour.ipynb").read_bytes() == copied.read_bytes()


def test_the_installed_command_copies_the_lessons(installed: pathlib.Path, tmp_path: pathlib.Path):
    """The lessons that a pip user gets are those of the clone."""
    _run(installed.parent / "latentlens", "lessons", "here", cwd=tmp_path)

    lessons = sorted((ROOT / "notebooks" / "course").glob("*.ipynb"))
    assert 9 == len(lessons)
    for lesson in lessons:
        assert lesson.read_bytes() == (tmp_path / "here" / lesson.name).read_bytes()
