"""What a notebook shows of a sweep: its size, what its verdicts come to, and its first answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.ask.answer import Answer
from latentlens.ask.lens_table import NOT_FINITE, cut, one_line, scrolled
from latentlens.ask.source import Coords
from latentlens.display.minus import with_minus
from latentlens.display.tables import Html, element, html_table, markup
from latentlens.scoring.verdict import NO_ANSWER
from latentlens.scoring.verdict_counts import verdict_sentence

MOST_ROWS = 30
"""Number of answers that a notebook lists of a sweep."""


def sweep_html(
    question: str,
    size: str,
    axes: Mapping[str, tuple[Any, ...]],
    answers: Mapping[Coords, Answer],
    n_cells: int,
) -> Html:
    """Return a sweep as a short table, whose first answers stand in the order in which they were asked.

    Args:
        question: the question that was asked.
        size: the axes with their sizes, in words.
        axes: values of each axis by name.
        answers: the answers by coordinates, in the order in which they were asked.
        n_cells: number of cells, answered or not.
    """
    finite = [answer for answer in answers.values() if answer.finite]
    stopped = "" if len(answers) == n_cells else f"Stopped after {len(answers)} of {n_cells} cells. "
    verdict = verdict_sentence(["" if each.noise is None else each.noise.verdict for each in finite])
    more = "" if len(answers) <= MOST_ROWS else f"The first {MOST_ROWS} of {len(answers)} answers. "
    return markup(
        element("div", element("b", one_line(cut(question, 120)), dir="auto"), f": {size}"),
        element("div", f"{stopped}{verdict}"),
        scrolled(_table(axes, list(answers.items())[:MOST_ROWS])) if answers else "",
        element("small", f"{more}sweep.plot() draws it, sweep.to_pandas() has every column."),
    )


def _table(axes: Mapping[str, tuple[Any, ...]], shown: Sequence[tuple[Coords, Answer]]) -> Html:
    several = [i for i, values in enumerate(axes.values()) if len(values) > 1]
    heads = [list(axes)[i].replace("_", " ") for i in several]
    judged = any(answer.noise is not None for _, answer in shown)
    rows = []
    for coords, answer in shown:
        excess = "" if answer.excess is None else with_minus(f"{answer.excess:+.2f}")
        said = one_line(cut(answer.text.strip(), 80)) or NO_ANSWER
        rows.append(
            [
                *(str(coords[i]) for i in several),
                element("bdi", one_line(cut(answer.name, 40))),
                element("b", said, dir="auto") if answer.finite else element("i", NOT_FINITE),
                f"{answer.confidence:.2f}" if answer.finite else "",
                excess,
                *(["" if answer.noise is None else answer.noise.verdict] if judged else []),
                ", ".join(flag.kind for flag in answer.flags),
            ]
        )
    columns = [*heads, "token", "answer", "confidence", "excess", *(["verdict"] if judged else []), "flags"]
    filled = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    return html_table([columns[i] for i in filled], [[row[i] for i in filled] for row in rows])
