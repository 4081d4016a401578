"""What every figure of a sweep draws and says alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlens.plots.words import plain, short

if TYPE_CHECKING:
    from latentlens.ask.answer import Answer
    from latentlens.ask.base_sweep import BaseSweep


def value(answer: Answer, option: str | None) -> float:
    """Return what is drawn of an answer; NaN, which breaks a line, where it is not finite.

    Args:
        answer: of a cell.
        option: whose probability is drawn; None for the answer's confidence.
    """
    return answer.confidence if option is None else answer.option(option).probability


def doubtful(answer: Answer) -> bool:
    """Return whether an answer's point is hollow.

    Args:
        answer: of a cell.
    """
    return any(flag.kind == "option mass" for flag in answer.flags)


def measured(sweep: BaseSweep, option: str | None) -> str:
    """Return the title of the y axis.

    Args:
        sweep: which is drawn.
        option: whose probability is drawn; None for the confidence.
    """
    kinds = {answer.confidence_kind for answer in sweep.answers.values()}
    return f"P({plain(option)})" if option else ": ".join(["confidence", *sorted(kinds)])


def title(sweep: BaseSweep) -> str:
    """Return the figure's title: what was asked, and how far the sweep came.

    Args:
        sweep: which is drawn.
    """
    cells = "" if sweep.complete else f" (stopped after {len(sweep)} of {len(sweep.cells)} cells)"
    return short(str(getattr(sweep.reader, "prompt", repr(sweep.reader)))) + cells
