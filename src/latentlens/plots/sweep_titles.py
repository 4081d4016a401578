"""Titles of a sweep's figures and of their y axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from latentlens.plots.answer_points import verdicts_of
from latentlens.plots.labels import SMALL, escape, shorten
from latentlens.plots.sweep_like import DrawnAnswer, DrawnSweep
from latentlens.scoring.verdict_counts import verdict_sentence

_QUESTION = 40
"""Most characters of the question behind the words that a figure of means begins its title with."""


def quantity_title(sweep: DrawnSweep, option: str | None) -> str:
    """Return the title of the y axis: the plotted quantity.

    Args:
        sweep: the sweep that is plotted.
        option: option whose probability is plotted; None for the confidence.
    """
    kinds = {answer.confidence_kind for answer in sweep.answers.values()}
    return f"P({escape(option)})" if option else ": ".join(["confidence", *sorted(kinds)])


def heat_map_quantity(option: str | None, *, controlled: bool) -> str:
    """Return the name of what a heat map of answers shows.

    Args:
        option: option whose probability is shown; None for the answers' own.
        controlled: whether the answers have controls.
    """
    return f"p({option})" if option is not None else "excess" if controlled else "confidence"


def sweep_title(sweep: DrawnSweep) -> str:
    """Return the title of the figure: the question, and how much of the sweep was run if it was stopped.

    Args:
        sweep: the sweep that is plotted.
    """
    return shorten(str(sweep.reader.title)) + _stopped(sweep)


def full_title(sweep: DrawnSweep) -> str:
    """Return the same as plain text, neither escaped nor shortened.

    Args:
        sweep: the sweep that is plotted.
    """
    return f"{sweep.reader.title}{_stopped(sweep)}"


def with_verdicts(title: str, answers: Iterable[DrawnAnswer | None], option: str | None) -> str:
    """Return a title with a second line of what the verdicts against noise come to.

    Args:
        title: the title, escaped.
        answers: the answers that are drawn; None for a cell without one.
        option: option whose probability is plotted, which has no verdict; None for the answers themselves.
    """
    sentence = "" if option is not None else verdict_sentence(verdicts_of(answers))
    return f"{title}<br>{SMALL.format(sentence)}" if sentence else title


def means_title(sweep: DrawnSweep, counts: Sequence[int]) -> str:
    """Return the title of lines of means over prompts: what the interval is, and how many prompts there are.

    Args:
        sweep: the sweep that is plotted.
        counts: the number of prompts in each mean.
    """
    question = shorten(str(sweep.reader.title), _QUESTION)
    return f"Mean of {_prompts(counts)}, 95 % t interval: {question}{_stopped(sweep)}"


def means_map_title(sweep: DrawnSweep, counts: Sequence[int]) -> str:
    """Return the title of a heat map of means over prompts as plain text, neither escaped nor shortened.

    Args:
        sweep: the sweep that is plotted.
        counts: the number of prompts in each mean.
    """
    return f"Mean of {_prompts(counts)}: {sweep.reader.title}{_stopped(sweep)}"


def _prompts(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return f"n = {high} prompts" if low == high else f"n = {low} to {high} prompts"


def _stopped(sweep: DrawnSweep) -> str:
    return "" if sweep.complete else f" (stopped after {len(sweep)} of {len(sweep.cells)} cells)"
