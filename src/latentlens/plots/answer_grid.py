"""A grid of answers as what a heat map draws of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from latentlens.plots.answer_points import has_low_option_mass, plotted_excess, verdict_of
from latentlens.plots.sweep_like import DrawnAnswer
from latentlens.plots.sweep_titles import heat_map_quantity


def answer_grid(
    rows: Sequence[Sequence[DrawnAnswer | None]], option: str | None
) -> tuple[list[list[float]], dict[str, Any]]:
    """Return the values of a heat map of answers, and what else it is drawn with.

    Args:
        rows: the answers; None for a cell that was not answered.
        option: option whose probability is drawn; None for the excess, or without controls the confidence.

    Returns:
        The values, and the arguments of `latentlens.plots.heat_map`'s figures that depend on the answers.
    """
    controlled = any(each is not None and each.excess is not None for row in rows for each in row)
    values = [[plotted_excess(each, option, controlled=controlled) for each in row] for row in rows]
    return values, {
        "low_mass": [[each is not None and has_low_option_mass(each) for each in row] for row in rows],
        "not_finite": [[each is not None and not each.finite for each in row] for row in rows],
        "texts": [["" if each is None else each.text for each in row] for row in rows],
        "verdicts": None if option is not None else [[verdict_of(each) for each in row] for row in rows],
        "quantity": heat_map_quantity(option, controlled=controlled),
    }
