"""Terminal output of a run: each experiment's figures and verdicts."""

from __future__ import annotations

import pathlib

from rich.console import Console

from latentlens.display.printable import for_rich
from latentlens.experiments.patchscopes.results import Summary

_COLOURS = {"agrees": "green", "disagrees": "red", "cannot be told": "yellow"}


class ExperimentConsole:
    """Prints each experiment's figures and verdicts when it is done.

    Args:
        out: console that results are printed to.
        err: console that notes are printed to.
    """

    def __init__(self, out: Console, err: Console) -> None:
        self._out, self._err = out, err

    def result(self, summary: Summary, folder: pathlib.Path, why_no_images: str) -> None:
        """Print the figures and verdicts of a finished experiment."""
        self._out.print(f"\n[bold]{for_rich(summary['title'])}[/], {for_rich(summary['models'][0]['name'])}")
        for figure in summary["figures"]:
            value = "n = 0" if figure["value"] is None else f"{figure['value']:.4g} {figure['unit']}"
            ends = "–".join(f"{end:.4g}" for end in figure["interval"] or ())
            between = f" ({ends})" if ends else ""
            self._out.print(f"  {for_rich(figure['name'])}: {value}{between} {for_rich(figure['note'])}")
        for verdict in summary["verdicts"]:
            word = f"[{_COLOURS[verdict['word']]}]{verdict['word']}[/]"
            self._out.print(f"  {for_rich(verdict['claim'])} {word}: {for_rich(verdict['reason'])}")
        self._out.print(f"  {for_rich(str(folder))}", style="dim")
        if why_no_images:
            self._err.print(f"No still images: {for_rich(why_no_images)}", style="dim")
