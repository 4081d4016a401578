"""Write the figures of what an Explorer shows to a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from latentlens.inputs.paths import file_path
from latentlens.plots import save

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.ask.sweep import Sweep
    from latentlens.session import Session


def write_figures(
    session: Session, trace: Trace, sweeps: Sequence[Sweep], folder: str | os.PathLike[str], suffix: str
) -> list[Path]:
    """Write the lens of a trace and its sweeps as figures; a sweep without an answer is left out.

    Args:
        session: the session that reads the lens; one of another model writes no lens.
        trace: the trace that is shown.
        sweeps: the sweeps, oldest first.
        folder: folder to write to; it is made if it is not there.
        suffix: format, as in `latentlens.plots.save`.

    Returns:
        The paths, the lens first.
    """
    target = file_path("folder", folder)
    target.mkdir(parents=True, exist_ok=True)
    figures = {}
    if session.backend in dict(trace.models):
        figures["lens"] = session.lens(trace, progress=False).plot(title="Logit lens")
    answered = [sweep for sweep in sweeps if len(sweep)]
    figures |= {f"sweep-{number}": sweep.plot() for number, sweep in enumerate(answered, 1)}
    return [save(figure, target / f"{name}{suffix}") for name, figure in figures.items()]
