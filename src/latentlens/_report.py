"""Figures against their bars: how every benchmark and report prints and writes what it measured."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import json
import os
import platform
from collections.abc import Sequence
from typing import Any, Literal

from latentlens._files import write_atomically


@dataclasses.dataclass(frozen=True)
class Figure:
    """One measured number.

    Args:
        name: such as "sweep.ratio_vs_loop".
        value: what was measured.
        unit: of the value.
        bar: what it should reach; None if it is only reported.
        better: on which side of the bar it should be.
    """

    name: str
    value: float
    unit: str
    bar: float | None = None
    better: Literal["higher", "lower"] = "higher"

    @property
    def holds(self) -> bool | None:
        """Whether the bar is reached; None without a bar."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.better == "higher" else self.value <= self.bar


def environment() -> dict[str, Any]:
    """Return what the numbers were measured on."""
    import torch

    packages = ("latentlens", "torch", "transformers", "transformer-lens")
    return {
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cpus": os.cpu_count(),
        "torch_threads": torch.get_num_threads(),
        "device": torch.cuda.get_device_name() if torch.cuda.is_available() else "cpu",
        **{name: importlib.metadata.version(name) for name in packages},
    }


def publish(title: str, figures: Sequence[Figure], path: str | os.PathLike[str] | None = None) -> bool:
    """Print the figures as a table and, given a path, write them as JSON.

    Args:
        title: above the table.
        figures: what was measured.
        path: where to write `{"environment": {...}, "figures": [...]}`.

    Returns:
        Whether every bar is reached.
    """
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for name in ("figure", "value", "unit", "bar", "holds"):
        table.add_column(name, justify="right" if name in ("value", "bar") else "left")
    for figure in figures:
        sign = "≥" if figure.better == "higher" else "≤"
        table.add_row(
            figure.name,
            f"{figure.value:.4g}",
            figure.unit,
            "" if figure.bar is None else f"{sign} {figure.bar:g}",
            {None: "", True: "yes", False: "NO"}[figure.holds],
        )
    Console(width=100).print(table)
    if path is not None:
        rows = [
            {
                "name": figure.name,
                "value": figure.value,
                "unit": figure.unit,
                "bar": figure.bar,
                "holds": figure.holds,
            }
            for figure in figures
        ]
        write_atomically(path, json.dumps({"environment": environment(), "figures": rows}, indent=2) + "\n")
    return all(figure.holds is not False for figure in figures)
