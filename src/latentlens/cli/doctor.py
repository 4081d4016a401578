"""The checks of `latentlens doctor`: versions, processor, the widget's files, bundled and fetched models."""

from __future__ import annotations

import contextlib
import dataclasses
import pathlib
import platform
from collections.abc import Iterator
from importlib import metadata

from packaging.requirements import Requirement

_FRONT_END = ("jupyterlab", "ipykernel", "nbclient", "ipywidgets", "anywidget", "jupyterlab_widgets")
_STATIC = ("explorer.js", "explorer.css")
_WIDTH = 1024  # of a model of some hundred million parameters
_AGAIN = "install latentlens again"


@dataclasses.dataclass(frozen=True)
class Finding:
    """The result of one check.

    Attributes:
        name: What was checked.
        found: The version, path or measurement that was found.
        remedy: What to do about it; empty if all is well.
    """

    name: str
    found: str
    remedy: str = ""


def examine() -> Iterator[Finding]:
    """Run all checks, the slow ones last.

    Yields:
        One finding per check, also where all is well.

    Example:
        >>> all(finding.remedy == "" for finding in examine())
        True
    """
    yield Finding("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield from _requirements()
    yield _threads()
    yield _processor()
    yield from _widget_files()
    yield from _bundled_models()
    yield from _fetched_models()


def _requirements() -> Iterator[Finding]:
    """Check every package that latentlens and the notebook front end need against its version range."""
    yield Finding("latentlens", metadata.version("latentlens"))
    named = set()
    for line in metadata.requires("latentlens") or []:
        need = Requirement(line)
        if not any(_holds(need, extra) for extra in ("", "notebook")):
            continue
        named.add(need.name)
        yield _installed(need)
    for name in _FRONT_END:
        if name not in named:
            yield _installed(Requirement(name))


def _holds(need: Requirement, extra: str) -> bool:
    """Return whether a requirement applies to an extra of the package."""
    return need.marker is None or need.marker.evaluate({"extra": extra})


def _installed(need: Requirement) -> Finding:
    """Check the installed version of a package against its version range."""
    # Never latentlens by its name: the package index has another project under it.
    remedy = f'pip install "{need.name}{need.specifier}"'
    try:
        version = metadata.version(need.name)
    except metadata.PackageNotFoundError:
        return Finding(need.name, "not installed", remedy)
    if need.specifier.contains(version, prereleases=True):
        return Finding(need.name, version)
    return Finding(need.name, f"{version}, but {need.specifier} is needed", remedy)


def _threads() -> Finding:
    """Report the CPUs that this process may use, and the number of threads that a question runs on."""
    import torch

    from latentlens.model.cpus import cpus
    from latentlens.model.threads import chosen_threads

    torch_threads = torch.get_num_threads()
    choice = chosen_threads(torch_threads)
    return Finding(
        "threads",
        f"{cpus()}; torch is set to {torch_threads}, questions run on {choice.count} ({choice.why})",
    )


def _processor() -> Finding:
    """Report the processor, and how fast matrix products in bfloat16 are on it, measured on one shape."""
    import torch

    from latentlens.model.fastest_dtype import FASTEST, choice_for
    from latentlens.model.matrix_shapes import Shapes
    from latentlens.model.processor import processor

    choice = choice_for(Shapes({(_WIDTH, _WIDTH): 1}), torch.device("cpu"))
    return Finding(
        "processor",
        f"{processor()}; at width {_WIDTH} {choice}, so dtype={FASTEST!r} opens such a model in "
        f"{choice.dtype}",
    )


def _widget_files() -> Iterator[Finding]:
    """Check that the widget's JavaScript and CSS files are there."""
    folder = pathlib.Path(__file__).parents[1] / "static"
    for name in _STATIC:
        file = folder / name
        size = file.stat().st_size if file.is_file() else 0
        remedy = "" if size else "install latentlens again, or run `npm run build` in widgets/ of a clone"
        yield Finding(f"static/{name}", f"{size:,} bytes" if size else "missing", remedy)


def _bundled_models() -> Iterator[Finding]:
    """Check each bundled model: its files against their checksums, then one forward pass."""
    from latentlens.model.bundled import bundled_names

    for name in bundled_names():
        try:
            yield _bundled_model(name)
        except Exception as error:  # noqa: BLE001 - reporting whatever is wrong is what doctor is for
            yield Finding(name, f"{type(error).__name__}: {error}", _AGAIN)


def _bundled_model(name: str) -> Finding:
    """Check one bundled model's files, then open it and run a prompt."""
    import latentlens
    from latentlens import world
    from latentlens.files.checksums import damaged_files

    wrong = damaged_files(world.model_path(name))
    if wrong:
        return Finding(name, "; ".join(wrong), _AGAIN)
    with contextlib.closing(latentlens.Session(name)) as session:
        trace = session.run("The capital of France is")
        says = session.model.tokenizer.text(int(trace.logits[-1].argmax())).strip()
        shape = "×".join(str(n) for n in trace.resid.shape)
    remedy = "" if says == "Paris" else _AGAIN
    return Finding(name, f"opened, activations {shape}, and the capital of France is {says}", remedy)


def _fetched_models() -> Iterator[Finding]:
    """Every model of the catalogue: its files against their checksums, or the command that fetches it."""
    from latentlens.activations.sizes import format_size
    from latentlens.catalogue.entry import entries
    from latentlens.catalogue.local_models import fetched_directory, how_to_fetch
    from latentlens.files.checksums import damaged_files

    for name, entry in entries().items():
        directory = fetched_directory(entry)
        if directory is None:
            size = format_size(entry.download_size)
            yield Finding(name, f"not fetched; `{how_to_fetch(entry)}` gets it ({size}, {entry.licence})")
            continue
        wrong = damaged_files(directory)
        again = f"latentlens fetch --remove {name}, and then {how_to_fetch(entry)}"
        yield Finding(name, "; ".join(wrong) or f"fetched, whole, in {directory}", again if wrong else "")
