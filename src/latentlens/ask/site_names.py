"""Layers and positions that were read for one answer, named in a line of text."""

from __future__ import annotations

from collections.abc import Iterable


def layers_named(layers: Iterable[int]) -> str:
    """Return one layer or several, each once, as they are named in a line of text.

    Args:
        layers: the layers.

    Examples:
        >>> layers_named([6]), layers_named([6, 4, 6])
        ('layer 6', 'layers 4 and 6')
    """
    found = [str(layer) for layer in sorted(set(layers))]
    return f"layer{'s' if len(found) > 1 else ''} {_listed(found)}"


def positions_named(positions: Iterable[int]) -> str:
    """Return one position or several, runs of neighbours as their ends, as they are named in a line of text.

    Args:
        positions: the positions.

    Examples:
        >>> positions_named([4]), positions_named([4, 5, 6]), positions_named([9, 4, 5])
        ('position 4', 'positions 4 to 6', 'positions 4 to 5 and 9')
    """
    runs: list[list[int]] = []
    for position in sorted(set(positions)):
        if runs and position == runs[-1][-1] + 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    several = sum(map(len, runs)) > 1
    names = [f"{run[0]} to {run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return f"position{'s' if several else ''} {_listed(names)}"


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
